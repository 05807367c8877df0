/** Where two values look different first, as a path: `rows[0].tags[1]`. */
import { type Difference, firstDifferenceBy } from '../../data/first-difference.ts'
import { look } from './look.ts'

export type { Difference }

/** The first difference in how two values look, in the order of their fields; undefined where they look alike. */
export const difference = firstDifferenceBy((before, after) => look(before) === look(after), 200)
