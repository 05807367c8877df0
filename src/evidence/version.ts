/** The version of Floe, as package.json says it: for what is kept from one version to the next. */

export const version = '0.1.0'
