/**
 * How often a property is run where it says a number: so often that its tests find what they are to find. `npm test` runs all
 * of them a quarter as often, `npm run explore` four times, each time with another seed.
 */

/** How many times as often as is written. */
export const times = Number(process.env.FLOE_RUNS ?? 1)

/** Cases that are gone through one by one, such as each byte of a file: every so manyth where runs are few. */
export const every = (step: number): number => (times < 1 ? 5 * step : step)

/** So many runs, or as many times that as are asked for. */
export const runs = (count: number): number => Math.ceil(count * times)
