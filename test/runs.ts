/**
 * How often a property is run where one run is large by itself: a whole plan on several engines, a question to DuckDB, a
 * history of states, a file. There the usual hundred takes long and says little more; `npm run explore` runs them all the
 * more often, each time with another seed.
 */

/** How many times as often as in `npm test`. */
const times = Number(process.env.FLOE_RUNS ?? 1)

/** So many runs, or as many times that as are asked for. */
export const runs = (count: number): number => count * times
