/**
 * Times at which clocks and calendars do something odd, in milliseconds since 1970.
 */
import * as fc from 'fast-check'
import { ofPool } from './of-pool.ts'

/** Epochs and their ends, leap days, ends of years, and the hours in which clocks are put forward and back. */
const oddTimes: readonly number[] = [
  0,
  Date.UTC(2024, 0, 1),
  Date.UTC(2024, 1, 29),
  // Clocks change in Europe, in the United States, and by half an hour on Lord Howe Island.
  Date.UTC(2024, 2, 31, 1),
  Date.UTC(2024, 9, 27, 1),
  Date.UTC(2024, 2, 10, 7),
  Date.UTC(2024, 10, 3, 6),
  Date.UTC(2024, 3, 6, 15),
  // What counts in seconds, in 32 bits, ends here.
  Date.UTC(2038, 0, 19, 3, 14, 7),
  Date.UTC(2000, 1, 29),
  Date.UTC(1999, 11, 31, 23, 59, 59, 999),
  Date.UTC(1900, 2, 1),
  Date.UTC(1969, 11, 31, 23, 30),
  Date.UTC(9999, 11, 31, 12),
]

const hour = 3_600_000

/** Odd times, and the moments round them. */
export const times: fc.Arbitrary<number> = fc
  .tuple(ofPool(oddTimes), ofPool([0, 1, -1, hour / 2, -hour / 2, hour, -hour]))
  .map(([time, apart]) => time + apart)
