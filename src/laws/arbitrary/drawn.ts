/**
 * Instances, drawn once for all who draw the same: the functions of a place in a plan are tried on the same rows.
 */
import * as fc from 'fast-check'

/** What is made of each arbitrary, once. */
export const madeOnce = <A>(make: (rows: fc.Arbitrary<unknown>) => A): ((rows: fc.Arbitrary<unknown>) => A) => {
  const known = new WeakMap<fc.Arbitrary<unknown>, { readonly made: A }>()
  return (rows) => {
    const one = known.get(rows) ?? { made: make(rows) }
    known.set(rows, one)
    return one.made
  }
}

const known = new WeakMap<fc.Arbitrary<unknown>, Map<string, readonly unknown[]>>()

/** As `fc.sample`. What is drawn is given to many: whoever may write to it works on a copy. */
export const drawn = <I>(instances: fc.Arbitrary<I>, seed: number, runs: number): readonly I[] => {
  const ofInstances = known.get(instances) ?? new Map<string, readonly unknown[]>()
  known.set(instances, ofInstances)
  const key = `${seed} ${runs}`
  const all = (ofInstances.get(key) as readonly I[] | undefined) ?? fc.sample(instances, { seed, numRuns: runs })
  ofInstances.set(key, all)
  return all
}
