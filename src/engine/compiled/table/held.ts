/**
 * Which states of aggregates are held in cells, and in which.
 */

/** The form of an aggregate, and whether a row may have no value for it. */
export interface Held {
  readonly form: 'count' | 'sum' | 'mean' | 'min' | 'max'
  readonly mayMiss: boolean
}

/** A sum is a pair (`sums.ts`). That of nothing is a thing of its own, unless there is none: then -0 goes on as any number does. */
const pairOf = (mayMiss: boolean): readonly number[] => [mayMiss ? Number.NaN : -0, 0]

/** The cells of a state into which nothing is taken. */
export const cellsOf = ({ form, mayMiss }: Held): readonly number[] => {
  switch (form) {
    case 'count':
      return [0]
    case 'sum':
      return pairOf(mayMiss)
    // How many values there were comes last; of the least and the greatest, whether there was one.
    case 'mean':
      return [...pairOf(mayMiss), 0]
    // NaN is greater than any other number, so there is no need to know whether it was there.
    case 'min':
      return mayMiss ? [Number.NaN, 0] : [Number.NaN]
    case 'max':
      return mayMiss ? [Number.NEGATIVE_INFINITY, 0] : [Number.NEGATIVE_INFINITY]
    default:
      return form satisfies never
  }
}
