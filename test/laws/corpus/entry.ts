/**
 * An entry of the corpus: a function as people wrote it once, or one that only looks like it, with where it comes from and
 * which laws it breaks. An entry is data: whoever runs it chooses the harness.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'

/** A function that never heard of Floe, and what it is tried on. */
export interface Candidate {
  readonly kind: 'row' | 'rows'
  /** Makes the function as if its module had just been loaded. */
  readonly make: () => (given: never) => unknown
  /** What the function is given: a row, or all rows. */
  readonly values: fc.Arbitrary<unknown>
  /** All laws on the function. `as it is`: one function for all, of which no fresh ones can be made. */
  readonly examine: (options?: L.CheckOptions, given?: 'fresh' | 'as it is') => Promise<L.Report>
}

export interface Entry {
  readonly name: string
  /** A public thread, of which nothing but the idea was taken; or what it looks like, and is not. */
  readonly source: `https://${string}` | `look-alike of ${string}`
  /** The laws of which one at least must be found broken; none for a lawful one. */
  readonly breaks: readonly string[]
  readonly subject: Candidate
}

type More<A> = Omit<Partial<L.StageOptions<A>>, 'rows'>

/** A function of one row. */
export const row = <A, B>(rows: fc.Arbitrary<A>, make: () => (row: A) => B, more: More<A> = {}): Candidate => ({
  kind: 'row',
  make,
  values: rows,
  examine: (options = {}, given = 'fresh') =>
    L.examine(L.row(given === 'fresh' ? L.fresh(make) : make(), { ...more, rows }), options),
})

/** A function of all rows at once. */
export const rows = <A, B>(each: fc.Arbitrary<A>, make: () => (rows: A[]) => B, more: More<A> = {}): Candidate => {
  const plain = make as () => (rows: readonly A[]) => B
  return {
    kind: 'rows',
    make,
    values: fc.array(each, { maxLength: 8 }),
    examine: (options = {}, given = 'fresh') =>
      L.examine(L.rows(given === 'fresh' ? L.fresh(plain) : plain(), { ...more, rows: each }), options),
  }
}
