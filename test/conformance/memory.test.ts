/**
 * Proves that rows in memory mean the same to the compiled engine, whatever holds them and whatever they are: arrays, with
 * holes or of a class, typed arrays, collections, strings; rows that are primitives, arrays, collections, or have no prototype.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { Collection, Map as ImmutableMap, List, OrderedSet, Range, Record, Seq, Stack } from 'immutable'
import { expect, test } from 'vitest'
import { looksOf } from './looks.ts'
import { outcomeOf } from './outcome.ts'

class Odd<A> extends Array<A> {
  /** Rows come backwards, as a class may have it. */
  override *[Symbol.iterator](): ArrayIterator<A> {
    for (let i = this.length - 1; i >= 0; i--) yield this[i] as A
  }
}
class Plain<A> extends Array<A> {}

const own = [3, 1, 2]
own[Symbol.iterator] = () => [9, 8][Symbol.iterator]()

const nobody = (fields: object): object => Object.assign(Object.create(null), fields)
const Point = Record({ x: 1, y: 2 })
const many = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => (i * 7919) % 1000)

/** What rows may stand in. */
const holders: { readonly [name: string]: () => Iterable<unknown> } = {
  'an array': () => [3, 1, 2, 3],
  'an empty array': () => [],
  'a long array': () => many(17_000),
  'a frozen array': () => Object.freeze([1, 2]),
  holes: () => Object.assign(new Array(5), { 1: 4, 3: 'x' }),
  'nothing but holes': () => new Array(3),
  'an array with fields': () => Object.assign([1, 2], { more: 3 }),
  'an array of a class': () => Plain.from([3, 1, 2]),
  'an array of a class with an order of its own': () => Odd.from([3, 1, 2]),
  'an array with an iterator of its own': () => own,
  Float64Array: () => new Float64Array([1.5, Number.NaN, -0, Number.POSITIVE_INFINITY, 0]),
  'a long Float64Array': () => Float64Array.from(many(17_000)),
  'a part of a Float64Array': () => new Float64Array([1, 2, 3, 4]).subarray(1, 3),
  Int32Array: () => new Int32Array([1, -1, 2 ** 31 - 1]),
  Uint8ClampedArray: () => new Uint8ClampedArray([1, 300]),
  BigInt64Array: () => new BigInt64Array([1n, -(2n ** 63n), 5n]),
  Buffer: () => Buffer.from('ab'),
  List: () => List([3, 1, 2]),
  'a long List': () => List(many(2000)),
  Stack: () => Stack([3, 1, 2]),
  OrderedSet: () => OrderedSet([3, 1, 2]),
  Range: () => Range(0, 5),
  Seq: () => Seq([3, 1]).map((n) => n * 2),
  Set: () => new Set([3, 1, 'a']),
  Map: () => new Map<unknown, unknown>([[1, { a: 1 }]]),
  'the keys of a Map': () => ({ [Symbol.iterator]: () => new Map([[1, 2]]).keys() }),
  'a string': () => 'aé🙂',
  primitives: () => [1, 'a', true, null, undefined, 5n, Symbol.iterator, -0, Number.NaN, ''],
  arrays: () => [[1, 2], [], [[3]], [undefined], Object.assign(new Array(2), { 1: 1 })],
  pairs: () => [['a', { x: 1 }] as const, ['b', { x: null }] as const],
  collections: () => [List([1]), ImmutableMap({ a: 1 }), OrderedSet(['x']), Seq([1, 2]), Collection([3])],
  records: () => [Point(), Point({ x: 5 })],
  'the same row again': () => Array(3).fill({ a: 1, b: [2] }),
  'rows of no prototype': () => [nobody({ a: 1 }), nobody({ a: 2, b: nobody({ c: 3 }) }), nobody({})],
  'rows of several shapes': () => [{ a: 1 }, { b: 1, a: 2 }, {}, { a: undefined }, [], null, 'a', { length: 3 }],
  'rows with symbols': () => [{ a: 1, [Symbol.iterator]: 2 }],
  'rows that are read with a function': () => [
    {
      get a() {
        return 7
      },
    },
  ],
  'rows of built-in classes': () => [
    new Date(0),
    new Map([[1, 2]]),
    new Set([1]),
    /x/,
    new Error('x'),
    new Uint8Array(2),
  ],
  functions: () => [() => 1, Math.max],
}

type Any = { readonly [name: string]: unknown }
type Rows = F.Sequence<Any>

const opaque = <F>(f: F): F => (f as (...args: unknown[]) => unknown).bind(undefined) as F

const plans: { readonly [name: string]: (rows: Rows) => F.Bag<unknown> } = {
  rows: (rows) => rows,
  itself: F.map((r) => r),
  opaque: F.map(opaque((r: Any) => [r])),
  field: F.map((r) => r.a),
  'deep field': F.map((r) => (r.b as Any).c),
  spread: F.map((r) => ({ ...r, z: 1 })),
  first: F.map((r) => (r as unknown as readonly unknown[])[0]),
  items: F.map((r) => [...(r as unknown as readonly unknown[])]),
  destructured: F.map(({ a, ...rest }) => ({ rest, a })),
  pair: F.map((r) => {
    const [x, y] = r as unknown as readonly unknown[]
    return { x, y }
  }),
  double: F.map((r) => (r as unknown as number) * 2),
  text: F.map((r) => `${r}`),
  type: F.map((r) => typeof r),
  length: F.map((r) => r.length),
  optional: F.map((r) => r?.a ?? 'none'),
  filter: F.filter((r) => r as unknown as boolean),
  greater: F.filter((r) => (r as unknown as number) > 1),
  derive: F.derive({ z: (r) => r.a, a: () => 5 }),
  select: F.select('a') as (rows: Rows) => Rows,
  omit: F.omit('a') as (rows: Rows) => Rows,
  rename: F.rename({ a: 'q' }) as (rows: Rows) => Rows,
  update: F.update((r) => {
    ;(r as { a: unknown }).a = 1
  }),
  chained: (rows) =>
    F.pipe(
      rows,
      F.map((r) => ({ r, n: 1 })),
      F.filter((p) => p.n === 1),
      F.map(({ r }) => r),
    ),
  numbered: (rows) => F.pipe(rows, F.zipWithIndex(), F.drop(1), F.take(3)),
  chunks: F.chunk(2),
  flat: F.flatMap((r) => r as unknown as readonly unknown[]),
  distinct: F.distinct(),
  sorted: F.sortBy((r) => r.a as string),
  grouped: F.groupBy((r) => r, { n: A.count() }),
  'grouped by field': F.groupBy((r) => r.a, { n: A.count(), all: A.toList() }),
  'grouped by both': F.groupBy(
    { a: (r) => r.a, itself: (r) => r },
    { n: A.count(), max: A.max((r: Any) => r.a as number) },
  ),
  sum: F.aggregate({ n: A.count(), sum: A.sum((r: Any) => r as unknown as number) }),
  last: F.aggregate({ last: A.last(), set: A.toSet((r: Any) => r.a) }),
  joined: (rows) => F.pipe(rows, F.take(5), F.join(F.pipe(rows, F.take(5)), { left: (r) => r, right: (r) => r })),
  sampled: F.sample(0.5),
}

/** What is asked of more rows than are read at a time. */
const long = ['rows', 'double', 'numbered', 'sum']

const { prepare: _, ...asGiven } = F.compiled

const attempt = (plan: () => F.Bag<unknown>): F.Bag<unknown> | undefined => {
  try {
    return plan()
  } catch (thrown) {
    // Not everything is a row, nor can every row be had.
    if ((thrown as F.RunError)?._tag === undefined) throw thrown
    return undefined
  }
}

test.each(Object.keys(holders))('%s', async (name) => {
  const dataset = attempt(() => F.rows(holders[name]?.() as Iterable<Any>)) as Rows | undefined
  if (dataset === undefined) return
  const isLong = name.startsWith('a long')
  for (const [what, make] of Object.entries(plans)) {
    if (isLong && !long.includes(what)) continue
    const plan = attempt(() => make(dataset))
    if (plan === undefined) continue
    for (const onError of ['fail', 'reject'] as const) {
      const { counts, ...expected } = await outcomeOf(plan, { engine: F.reference, onError })
      for (const engine of [F.compiled, asGiven]) {
        const { counts: __, ...found } = await outcomeOf(plan, { engine, onError })
        expect([what, found]).toEqual([what, expected])
      }
    }
    const looks = async (engine: F.Engine) =>
      (await F.toList(plan, { engine, onError: 'reject', onReject: () => {} })).toArray().slice(0, 50).map(looksOf)
    expect([what, await looks(F.compiled)]).toEqual([what, await looks(F.reference)])
  }
})
