/** Takes back what the functions of the corpus wrote to what all share. */
const zone = process.env.TZ

/** After each of them, or those that come later are tried in a world that is not theirs. */
export const tidy = (): void => {
  for (const name of Object.keys(Object.prototype)) Reflect.deleteProperty(Object.prototype, name)
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
}
