/**
 * The laws of aggregates, R1 to R8, R10 and R11 of the catalogue, each a value that can be checked by itself.
 *
 * Results are compared by fingerprint, taken when the result is made and never later, and exactly: no tolerance anywhere.
 * A result is looked at twice, at once and again after more rows: a state can be wrong without showing it yet. States
 * are *reachable* ones: folded, merged and resumed from their encoding in all sorts of ways.
 */
import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { Aggregate, State } from '../../src/aggregate/aggregate.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import type { Order } from '../../src/data/order.ts'
import { printValue } from '../../src/data/print-value.ts'
import { runs } from '../runs.ts'

type Any = Aggregate<unknown, unknown, Order>

/** What a law is checked on: a way to make the aggregate afresh, and rows for it. */
export interface Subject<A> {
  readonly make: () => Aggregate<A, unknown, Order>
  readonly row: fc.Arbitrary<A>
}

export interface Law {
  readonly id: string
  readonly name: string
  /** Whether the aggregate claims it. */
  readonly applies: (aggregate: Any) => boolean
  /** Throws, with a counterexample, where the law is broken. */
  readonly check: <A>(subject: Subject<A>, parameters?: fc.Parameters<unknown>) => void
}

/** How a state came to be. */
type History =
  | { readonly rows: readonly unknown[] }
  | { readonly left: History; readonly right: History }
  | { readonly resumed: History }

const rowsOf = (history: History): readonly unknown[] => {
  if ('rows' in history) return history.rows
  return 'resumed' in history ? rowsOf(history.resumed) : [...rowsOf(history.left), ...rowsOf(history.right)]
}

const stepAll = (aggregate: Any, state: State, rows: readonly unknown[]): State => rows.reduce(aggregate.step, state)

const foldAll = (aggregate: Any, rows: readonly unknown[]): State => stepAll(aggregate, aggregate.init(), rows)

const textOf = (aggregate: Any, state: State): string => JSON.stringify(aggregate.encode(state))

const resume = (aggregate: Any, state: State): State => aggregate.decode(JSON.parse(textOf(aggregate, state)))

const reach = (aggregate: Any, history: History): State => {
  if ('rows' in history) return foldAll(aggregate, history.rows)
  if ('resumed' in history) return resume(aggregate, reach(aggregate, history.resumed))
  return aggregate.merge(reach(aggregate, history.left), reach(aggregate, history.right))
}

/** A result as it is now; it is printed only where it is told of. */
interface Seen {
  readonly print: string
  readonly text: () => string
}

const seen = (result: unknown): Seen => ({ print: fingerprint(result), text: () => printValue(result, 400) })

const look = (aggregate: Any, state: State): Seen => seen(aggregate.done(state))

const expectSame = (what: string, a: Seen, b: Seen): void => {
  if (a.print !== b.print) throw new Error(`${what}: ${a.text()} and ${b.text()}`)
}

const expectText = (what: string, before: string, after: string): void => {
  if (before !== after) throw new Error(`${what}: was ${before}, is ${after}`)
}

/** Two states are the same if they give the same, now and after any future. Uses the states up. */
const expectSameState = (aggregate: Any, what: string, a: State, b: State, future: readonly unknown[]): void => {
  expectSame(what, look(aggregate, a), look(aggregate, b))
  expectSame(
    `${what}, after more rows`,
    look(aggregate, stepAll(aggregate, a, future)),
    look(aggregate, stepAll(aggregate, b, future)),
  )
}

interface Generators {
  readonly rows: fc.Arbitrary<readonly unknown[]>
  readonly history: fc.Arbitrary<History>
  readonly shuffled: fc.Arbitrary<readonly [readonly unknown[], readonly unknown[]]>
}

const generators = ({ row, make }: Subject<unknown>): Generators => {
  // Few: histories put them together, and making them takes longer than all that is done with them.
  const rows = fc.array(row, { maxLength: 6 })
  const folded = fc.record({ rows })
  const history = fc.letrec<{ history: History }>((tie) => ({
    history: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      folded,
      fc.record({ left: tie('history'), right: tie('history') }),
      fc.record({ resumed: tie('history') }),
    ),
  })).history
  return {
    rows,
    history: make().splits ? history : folded,
    shuffled: rows.chain((given) =>
      fc
        .shuffledSubarray([...given.keys()], { minLength: given.length })
        .map((order) => [given, order.map((i) => given[i])] as const),
    ),
  }
}

/** A law that holds if `holds` throws for no choice of what `over` draws. */
const law = <T extends readonly unknown[]>(
  id: string,
  name: string,
  applies: (aggregate: Any) => boolean,
  over: (generators: Generators) => { [I in keyof T]: fc.Arbitrary<T[I]> },
  holds: (aggregate: Any, ...drawn: T) => void,
): Law => ({
  id,
  name,
  applies,
  check: (subject, parameters) => {
    const any = subject as unknown as Subject<unknown>
    const arbitraries = over(generators(any))
    fc.assert(
      fc.property(fc.tuple<unknown[]>(...arbitraries), (drawn) => holds(any.make(), ...(drawn as unknown as T))),
      { numRuns: runs(50), ...parameters } as fc.Parameters<[unknown[]]>,
    )
  },
})

type Rows = readonly unknown[]

const always = (): boolean => true
const splits = (aggregate: Any): boolean => aggregate.splits

export const associative = law<[History, History, History, Rows]>(
  'R1',
  'associative: merge(merge(a, b), c) ≡ merge(a, merge(b, c))',
  splits,
  ({ history, rows }) => [history, history, history, rows],
  (aggregate, ...[a, b, c, future]) => {
    const [one, two, three] = [a, b, c].map((history) => () => reach(aggregate, history)) as [
      () => State,
      () => State,
      () => State,
    ]
    const { merge } = aggregate
    expectSameState(
      aggregate,
      'grouped left, and right',
      merge(merge(one(), two()), three()),
      merge(one(), merge(two(), three())),
      future,
    )
  },
)

export const identity = law<[History, Rows]>(
  'R2',
  'identity: merge(init(), a) ≡ a ≡ merge(a, init())',
  splits,
  ({ history, rows }) => [history, rows],
  (aggregate, history, future) => {
    const { init, merge } = aggregate
    const state = () => reach(aggregate, history)
    expectSameState(aggregate, 'merged after nothing, and alone', merge(init(), state()), state(), future)
    expectSameState(aggregate, 'merged before nothing, and alone', merge(state(), init()), state(), future)
  },
)

export const commutative = law<[History, History, readonly [Rows, Rows], Rows]>(
  'R3',
  'commutative: merge(a, b) ≡ merge(b, a), and rows in any order',
  ({ needs }) => needs === 'bag',
  ({ history, shuffled, rows }) => [history, history, shuffled, rows],
  (aggregate, a, b, [given, shuffled], future) => {
    expectSameState(
      aggregate,
      'rows as given, and shuffled',
      foldAll(aggregate, given),
      foldAll(aggregate, shuffled),
      future,
    )
    if (!aggregate.splits) return
    const merged = (one: History, two: History) => aggregate.merge(reach(aggregate, one), reach(aggregate, two))
    expectSameState(aggregate, 'merged, and merged the other way round', merged(a, b), merged(b, a), future)
  },
)

export const homomorphic = law<[Rows, History, Rows]>(
  'R4',
  'homomorphism: fold(a ++ b) ≡ merge(fold a, fold b), for every cut',
  splits,
  ({ rows, history }) => [rows, history, rows],
  (aggregate, rows, history, future) => {
    for (let cut = 0; cut <= rows.length; cut++) {
      const merged = aggregate.merge(foldAll(aggregate, rows.slice(0, cut)), foldAll(aggregate, rows.slice(cut)))
      expectSameState(aggregate, `whole, and cut at ${cut}`, foldAll(aggregate, rows), merged, future)
    }
    expectSameState(
      aggregate,
      'whole, and in parts',
      foldAll(aggregate, rowsOf(history)),
      reach(aggregate, history),
      future,
    )
  },
)

export const freshSeed = law<[Rows, Rows]>(
  'R5',
  'fresh seed: init() shares nothing with another',
  always,
  ({ rows }) => [rows, rows],
  (aggregate, a, b) => {
    const before = look(aggregate, aggregate.init())
    const [one, two] = [aggregate.init(), aggregate.init()]
    const first = stepAll(aggregate, one, a)
    const second = stepAll(aggregate, two, b)
    expectSame('beside another, and alone', look(aggregate, first), look(aggregate, foldAll(aggregate, a)))
    expectSame('beside another, and alone', look(aggregate, second), look(aggregate, foldAll(aggregate, b)))
    expectSame('nothing, before and after', before, look(aggregate, aggregate.init()))
  },
)

export const mergeOwnsNothing = law<[History, History, Rows]>(
  'R6',
  'merge owns nothing: it changes no argument, nor does folding on change one through the result',
  always,
  ({ history, rows }) => [history, history, rows],
  (aggregate, a, b, future) => {
    const [left, right] = [reach(aggregate, a), reach(aggregate, b)]
    const before = [textOf(aggregate, left), textOf(aggregate, right)] as const
    const merged = aggregate.merge(left, right)
    expectText('left of a merge', before[0], textOf(aggregate, left))
    expectText('right of a merge', before[1], textOf(aggregate, right))
    stepAll(aggregate, merged, future)
    expectText('left, after the merged state went on', before[0], textOf(aggregate, left))
    expectText('right, after the merged state went on', before[1], textOf(aggregate, right))
  },
)

export const elementUntouched = law<[Rows, Rows]>(
  'R7',
  'element untouched: rows are the same after all is done',
  always,
  ({ rows }) => [rows, rows],
  (aggregate, a, b) => {
    const before = fingerprint([a, b])
    const merged = aggregate.merge(foldAll(aggregate, a), foldAll(aggregate, b))
    aggregate.done(stepAll(aggregate, resume(aggregate, merged), b))
    aggregate.done(merged)
    if (fingerprint([a, b]) !== before) throw new Error(`rows were changed: ${printValue([a, b], 400)}`)
  },
)

export const doneAgain = law<[History, Rows]>(
  'R8',
  'done again: done(a) twice, then go on folding; results stay as they were',
  always,
  ({ history, rows }) => [history, rows],
  (aggregate, history, future) => {
    const state = reach(aggregate, history)
    const result = aggregate.done(state)
    const before = seen(result)
    expectSame('done, and done again', before, look(aggregate, state))
    const onward = stepAll(aggregate, reach(aggregate, history), future)
    expectSame(
      'never asked, and asked before',
      look(aggregate, onward),
      look(aggregate, stepAll(aggregate, state, future)),
    )
    expectSame('a result, and the same one later', before, seen(result))
  },
)

export const resumable = law<[History, Rows]>(
  'R10',
  'state codec: done(decode(encode a)) ≡ done a, and folding goes on; what was encoded stays as it was',
  always,
  ({ history, rows }) => [history, rows],
  (aggregate, history, future) => {
    const state = reach(aggregate, history)
    const encoded = aggregate.encode(state)
    const text = JSON.stringify(encoded)
    expectSameState(aggregate, 'kept, and resumed', state, resume(aggregate, reach(aggregate, history)), future)
    expectText('what was encoded', text, JSON.stringify(encoded))
  },
)

/** A number as an integer of units of 2^-1074: exactly. */
export const units = (x: number): bigint => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, Math.abs(x))
  const all = bits.getBigUint64(0)
  const exponent = all >> 52n
  const fraction = all & ((1n << 52n) - 1n)
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n)
  return x < 0 ? -size : size
}

/** The neighbours of a positive double are the doubles whose bits are one less and one more. */
export const neighbours = (x: number): readonly [bigint, bigint] => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, x)
  const all = bits.getBigInt64(0)
  bits.setBigInt64(0, all - 1n)
  const below = all === 0n ? -1n : units(bits.getFloat64(0))
  bits.setBigInt64(0, all + 1n)
  const above = bits.getFloat64(0)
  return [below, Number.isFinite(above) ? units(above) : (2n ** 1024n) << 1074n]
}

export const isEven = (x: number): boolean => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, x)
  return bits.getBigInt64(0) % 2n === 0n
}

const size = (x: bigint): bigint => (x < 0n ? -x : x)

/** Whether `rounded` is the double nearest to `numerator / denominator` units, ties to even. Finite ones only. */
export const isNearest = (numerator: bigint, denominator: bigint, rounded: number): boolean => {
  if (numerator !== 0n && rounded !== 0 && numerator < 0n !== rounded < 0) return false
  const exact = 2n * size(numerator)
  const [below, above] = neighbours(Math.abs(rounded))
  const least = (below + size(units(rounded))) * denominator
  const most = (above + size(units(rounded))) * denominator
  return isEven(Math.abs(rounded)) ? exact >= least && exact <= most : exact > least && exact < most
}

/**
 * R11 for an aggregate of numbers: its result is the true one, rounded once. `denominator` tells what the true sum is
 * divided by, given how many numbers there are.
 */
export const exact = (
  make: () => Aggregate<number, number, Order>,
  number: fc.Arbitrary<number>,
  denominator: (n: number) => number,
  parameters: fc.Parameters<[number[]]> = {},
): void =>
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 40 }), (numbers) => {
      const aggregate = make() as unknown as Any
      const result = aggregate.done(foldAll(aggregate, numbers)) as number
      const sum = numbers.reduce((total, x) => total + units(x), 0n)
      if (!isNearest(sum, BigInt(denominator(numbers.length)), result))
        throw new Error(`${result} is not the nearest double`)
    }),
    { numRuns: runs(200), ...parameters },
  )

/** R1 to R8 and R10, in the order of the catalogue. */
export const laws: readonly Law[] = [
  associative,
  identity,
  commutative,
  homomorphic,
  freshSeed,
  mergeOwnsNothing,
  elementUntouched,
  doneAgain,
  resumable,
]

/** One test for each law that the aggregate claims. */
export const aggregateLaws = <A>(
  name: string,
  make: () => Aggregate<A, unknown, Order>,
  row: fc.Arbitrary<A>,
): void => {
  describe(name, () => {
    for (const { id, name: statement, applies, check } of laws)
      if (applies(make() as unknown as Any)) it(`${id} ${statement}`, () => check({ make, row }))
  })
}
