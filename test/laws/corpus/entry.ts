/**
 * An entry of the corpus: a function as people wrote it once, or one that only looks like it, with where it comes from and
 * which laws it breaks. An entry is data: whoever runs it chooses the harness.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'

/** A function that never heard of Floe, and what it is tried on. */
export interface Candidate {
  readonly kind: 'row' | 'rows' | 'aggregate' | 'codec' | 'ordering' | 'equality' | 'task'
  /**
   * Makes the function as if its module had just been loaded. An aggregate is one of all rows; a codec, one of a value that
   * comes back; a comparator, one of a pair.
   */
  readonly make: () => (given: never) => unknown
  /** What the function is given: a row, all rows, or a value. */
  readonly values: fc.Arbitrary<unknown>
  /** All laws on the function. `as it is`: one function for all, of which no fresh ones can be made. */
  /** The function that makes it, and the same candidate with another one. */
  readonly maker: () => unknown
  readonly remade: (maker: () => unknown) => Candidate
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
  maker: make,
  remade: (other) => row(rows, other as typeof make, more),
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
    maker: make,
    remade: (other) => rows(each, other as typeof make, more),
    make,
    values: fc.array(each, { maxLength: 8 }),
    examine: (options = {}, given = 'fresh') =>
      L.examine(L.rows(given === 'fresh' ? L.fresh(plain) : plain(), { ...more, rows: each }), options),
  }
}

/** A fold of rows. */
export const aggregate = <A, S, B = S, E = never>(
  each: fc.Arbitrary<A>,
  make: () => L.Reducer<A, S, B, E>,
  more: Omit<Partial<L.AggregateOptions<A, B>>, 'rows'> = {},
): Candidate => ({
  kind: 'aggregate',
  maker: make,
  remade: (other) => aggregate(each, other as typeof make, more),
  make: () => {
    const { init, step, done } = make()
    return (all: readonly A[]) => {
      const state = all.reduce(step, init())
      return done === undefined ? state : done(state)
    }
  },
  values: fc.array(each, { maxLength: 8 }),
  examine: (options = {}, given = 'fresh') =>
    L.examine(L.aggregate(given === 'fresh' ? L.fresh(make) : make(), { ...more, rows: each }), options),
})

/** A pair of an encoder and a decoder; without a decoder, a key. */
export const codec = <A, E>(
  values: fc.Arbitrary<A>,
  make: () => L.Pair<A, E>,
  more: Omit<L.CodecOptions<A, E>, 'values'> = {},
): Candidate => ({
  kind: 'codec',
  maker: make,
  remade: (other) => codec(values, other as typeof make, more),
  make: () => {
    const { encode, decode } = make()
    return (value: A) => {
      const encoded = encode(value)
      return decode === undefined || encoded instanceof Promise ? encoded : decode(encoded)
    }
  },
  values,
  examine: (options = {}) => L.examine(L.codec(make(), { ...more, values }), options),
})

/** A comparator. */
export const ordering = <A>(
  values: fc.Arbitrary<A>,
  make: () => (a: A, b: A) => number | boolean,
  more: Omit<Partial<L.RelationOptions<A>>, 'values'> = {},
): Candidate => ({
  kind: 'ordering',
  maker: make,
  remade: (other) => ordering(values, other as typeof make, more),
  make: () => {
    const compare = make()
    return ([a, b]: readonly [A, A]) => compare(a, b)
  },
  values: fc.tuple(values, values),
  examine: (options = {}, given = 'fresh') =>
    L.examine(L.ordering<A>(given === 'fresh' ? L.fresh(make) : make(), { ...more, values }), options),
})

/** An equality, with a hash or not. */
export const equality = <A>(
  values: fc.Arbitrary<A>,
  make: () => { readonly equals: (a: A, b: A) => boolean; readonly hash?: (value: A) => unknown },
): Candidate => ({
  kind: 'equality',
  maker: make,
  remade: (other) => equality(values, other as typeof make),
  make: () => {
    const { equals } = make()
    return ([a, b]: readonly [A, A]) => equals(a, b)
  },
  values: fc.tuple(values, values),
  examine: (options = {}, given = 'fresh') =>
    L.examine(L.equality<A>(given === 'fresh' ? L.fresh(make) : make(), { values }), options),
})

type Calls = Readonly<Record<string, (...args: never) => unknown>>

/** Asynchronous code, which is given what it calls. */
export const task = <C extends Calls, I>(
  inputs: fc.Arbitrary<I>,
  calls: () => C,
  f: (calls: L.Promised<C>, context: L.TaskContext<I>) => unknown,
): Candidate => ({
  kind: 'task',
  maker: () => f,
  remade: (other) => task(inputs, calls, other() as typeof f),
  make: () => (input: I) => {
    const soon = Object.entries(calls()).map(([name, call]) => [
      name,
      async (...args: readonly unknown[]) => Reflect.apply(call, undefined, args),
    ])
    return f(Object.fromEntries(soon) as L.Promised<C>, { input, signal: new AbortController().signal })
  },
  values: inputs,
  examine: (options = {}) => L.examine(L.task<C, I>(f, { calls, inputs }), options),
})
