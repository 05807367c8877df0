/**
 * Every way in which a random plan can go on: for each kind of node some stages, from one shape of rows to another.
 *
 * To add an operator, add an entry to `stages`: a new kind does not compile before it has one. `on` checks that the
 * functions take and give what their shapes say, so only well-typed plans come out.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { List } from 'immutable'
import * as t from 'io-ts'
import { type Aggregate, define } from '../../src/aggregate/aggregate.ts'
import type { Order } from '../../src/data/order.ts'
import type { Kind } from '../../src/plan/node.ts'
import { keys, ordered, orderFree } from './pools.ts'
import { type ShapeName, type Shapes, shapeNames, type Visit } from './row-shapes.ts'

/** What chance gives a stage that has something to choose. */
export interface Chance {
  readonly picks: readonly [number, number, number]
  /** Another plan, with rows of the wanted shape. */
  readonly other: <S extends ShapeName>(shape: S) => F.Bag<Shapes[S]>
}

/** One way to go on. `S` and `T` are forgotten once they have been checked. */
export interface Stage {
  readonly from: ShapeName
  readonly to: ShapeName
  /** Whether its functions throw on some rows. */
  readonly fails: boolean
  /** The least order of the input. */
  readonly needs: Order
  readonly apply: (rows: F.Bag<unknown>, chance: Chance) => F.Bag<unknown>
}

type Apply<S extends ShapeName, T extends ShapeName, C = Chance> = (
  rows: F.Sequence<Shapes[S]>,
  chance: C,
) => F.Bag<Shapes[T]>

const make = <S extends ShapeName, T extends ShapeName>(
  from: S,
  to: T,
  apply: Apply<S, T>,
  more: { readonly fails?: boolean; readonly needs?: Order } = {},
): Stage => ({ from, to, fails: false, needs: 'bag', ...more, apply: apply as unknown as Stage['apply'] })

const on = <S extends ShapeName, T extends ShapeName>(from: S, to: T, apply: Apply<S, T>): Stage =>
  make(from, to, apply)
const failing = <S extends ShapeName, T extends ShapeName>(from: S, to: T, apply: Apply<S, T>): Stage =>
  make(from, to, apply, { fails: true })

/** One stage for each shape, which it keeps. */
const each = (stageOf: <S extends ShapeName>(shape: S) => Stage): readonly Stage[] => shapeNames.map((s) => stageOf(s))

const pick = <A>(from: readonly A[], choice: number): A => from[choice % from.length] as A

const isNamed = (v: Visit): v is Visit & { readonly name: string } => v.name !== null
const boom = (what: string): never => {
  throw new Error(`no ${what}`)
}

/** A task whose result is known beforehand, to an evaluation that does not wait. It takes some turns, or fails. */
export const task = <B>(f: () => B): F.Task<unknown, B> & { readonly now: E.Either<unknown, B> } => {
  const now = E.tryCatch(f, (thrown) => thrown)
  return Object.assign(
    async () => {
      if (E.isRight(now)) await Promise.resolve()
      return now
    },
    { now },
  )
}

/** A count that throws on some rows, after its state has changed. */
const countLoudly = (): Aggregate<Visit, number> =>
  define<{ n: number }, Visit, number>({
    name: 'countLoudly',
    needs: 'bag',
    splits: false,
    init: () => ({ n: 0 }),
    step: (state, v) => {
      state.n++
      return v.name === 'b' ? boom('other name') : state
    },
    merge: (left, right) => ({ n: left.n + right.n }),
    done: (state) => state.n,
    encode: (state) => state,
    decode: (encoded) => encoded as { n: number },
  })

/** Sort keys in all their variety; `picks` choose functions, directions, and where nulls go. */
const sortKeys = <S extends ShapeName>(shape: S, [a, b, c]: Chance['picks']) => {
  const direction = (bit: number) => ((c >> bit) & 1 ? F.descending : F.ascending)<Shapes[S]>
  const nulls = (bit: number) => ({ nulls: (c >> bit) & 1 ? 'first' : 'last' }) as const
  const first = pick(keys[shape], a)
  const second = pick(keys[shape], b)
  return c & 16 ? [first] : [direction(0)(first, nulls(1)), direction(2)(second, nulls(3))]
}

const VisitCodec = t.intersection([
  t.type({
    id: t.number,
    name: t.union([t.string, t.null]),
    n: t.union([t.number, t.null, t.undefined]),
    tags: t.array(t.string),
    props: t.record(t.string, t.union([t.number, t.null])),
  }),
  t.partial({ at: t.unknown as unknown as t.Type<Date | undefined> }),
])
/** A stage for records that is given whatever rows there are. */
const anyway = <B>(stage: (rows: F.Sequence<{ readonly [name: string]: unknown }>) => F.Bag<B>) =>
  stage as (rows: F.Bag<unknown>) => F.Bag<B>

const Named = t.type({ id: t.number, name: t.string })
const Counted = t.readonly(t.strict({ n: t.number }))
const Pair = t.tuple([t.unknown, t.unknown])

type Counts<S extends ShapeName> = { readonly n: Aggregate<Shapes[S], number> }

/** A set of aggregates as `groupBy` takes it: the shape of its results is said by the stage. */
const someAggregates = <S extends ShapeName>(shape: S, needs: Order, choice: number) =>
  pick<object>((needs === 'bag' ? orderFree : ordered)[shape], choice) as Counts<S>

const grouped = <S extends ShapeName>(shape: S, needs: Order): Stage =>
  make(
    shape,
    'group',
    (rows, { picks: [a, b] }) =>
      F.groupBy(pick<(row: Shapes[S]) => unknown>(keys[shape], a), someAggregates(shape, needs, b))(rows),
    { needs },
  )

type TwoKeys<S extends ShapeName> = { readonly [N in 'key' | 'also']: (row: Shapes[S]) => unknown }

/** By two keys with names, one of them called as that of a group is. */
const twoKeys = <S extends ShapeName>(shape: S, [a, b]: Chance['picks']): TwoKeys<S> => ({
  key: pick<(row: Shapes[S]) => unknown>(keys[shape], a),
  also: pick<(row: Shapes[S]) => unknown>(keys[shape], b),
})

const groupedByTwo = <S extends ShapeName>(shape: S): Stage =>
  on(shape, 'group', (rows, { picks }) =>
    F.groupBy<Shapes[S], TwoKeys<S>, Counts<S>>(twoKeys(shape, picks), someAggregates(shape, 'bag', picks[2]))(rows),
  )

const rolledUp = <S extends ShapeName>(shape: S, needs: Order): Stage =>
  make(
    shape,
    'group',
    (rows, { picks }) =>
      F.rollup<Shapes[S], TwoKeys<S>, Counts<S>>(twoKeys(shape, picks), someAggregates(shape, needs, picks[2]))(rows),
    { needs },
  )

const summed = <S extends ShapeName>(shape: S, needs: Order): Stage =>
  make(
    shape,
    'totals',
    (rows, { picks: [a] }) => F.aggregate<Shapes[S], Counts<S>>(someAggregates(shape, needs, a))(rows),
    { needs },
  )

/** Keys of two shapes of the same kind meet now and then: names and texts, numbers and numbers, null and null. */
const keysOf = <S extends ShapeName, R extends ShapeName>(left: S, right: R, { picks: [a, b] }: Chance) => ({
  left: pick<(row: Shapes[S]) => unknown>(keys[left], a),
  right: pick<(row: Shapes[R]) => unknown>(keys[right], b),
})

const joined = <S extends ShapeName>(left: S, right: ShapeName, how: 'inner' | 'left' | 'right' | 'full'): Stage =>
  on(left, 'pair', (rows, chance) => F.join(chance.other(right), { ...keysOf(left, right, chance), how })(rows))

const partnered = <S extends ShapeName>(left: S, right: ShapeName, how: 'semi' | 'anti'): Stage =>
  on(left, left, (rows, chance) => F.join(chance.other(right), { ...keysOf(left, right, chance), how })(rows))

/** An aggregate that takes each row alone, and throws when it has met two names. */
const oneName = (): Aggregate<Visit, string | null> =>
  define<{ name: string | null }, Visit, string | null>({
    name: 'oneName',
    needs: 'bag',
    splits: false,
    init: () => ({ name: null }),
    step: (state, v) => {
      const before = state.name
      state.name ??= v.name
      return v.name !== null && before !== null && before !== v.name ? boom('second name') : state
    },
    merge: (left, right) => ({ name: left.name ?? right.name }),
    done: (state) => state.name,
    encode: (state) => state,
    decode: (encoded) => encoded as { name: string | null },
  })

const frames: readonly W.Frame[] = [
  { rows: 2 },
  { rows: [-1, 1] },
  { rows: [1, 2] },
  { rows: [-Infinity, -1] },
  { rows: [0, Infinity] },
]
const ranges: readonly W.Frame[] = [
  { range: 1 },
  { range: [-0.2, 0.1] },
  { range: [0, 0] },
  { range: [1, 3] },
  { range: [-Infinity, -1] },
  { range: [0.1, Infinity] },
]

/** Window functions over keys of every kind, with every kind of frame. */
const windowed = ({ picks: [a, b, c] }: Chance) => ({
  orderBy: sortKeys('visit', [a, b, c]),
  frame: pick(frames, a + c),
  range: pick(ranges, b + c),
  by: pick<(v: Visit) => unknown>([(v) => v.name, (v) => v.id > 0, (v) => v.tags[0], () => null], b),
})

/** Times, some of which are none. */
const times = {
  visit: [(v: Visit) => v.id, (v: Visit) => v.n, (v: Visit) => v.at],
  number: [(x: Shapes['number']) => x],
  group: [(g: Shapes['group']) => g.n],
  totals: [(t: Shapes['totals']) => t.n],
}
const directions = ['backward', 'forward', 'nearest'] as const

/** With keys or without, in each direction, near or far. */
const asof = <S extends keyof typeof times>(shape: S, how: F.AsofHow): Stage =>
  on(shape, 'pair', (rows, chance) => {
    const [a, b, c] = chance.picks
    const left = pick<unknown>(times[shape], a) as (row: Shapes[S]) => number | null
    const on = {
      left,
      right: pick<unknown>(times.visit, b) as (row: Visit) => number | null,
      direction: pick(directions, c),
      how,
      ...(c & 4 ? { tolerance: c & 8 ? 1 : 1e17 } : {}),
      ...(c & 16 ? { by: keysOf(shape, 'visit', chance) } : {}),
    }
    return F.asofJoin(chance.other('visit'), on)(rows)
  })

const asofText = <S extends 'visit' | 'text'>(shape: S, direction: 'backward' | 'forward'): Stage =>
  on(shape, 'pair', (rows, { other }) => {
    const left = (row: Shapes[S]): string | null => (typeof row === 'string' ? row : (row as Visit).name)
    return F.asofJoin(other('visit'), { left, right: (v) => v.name, direction })(rows)
  })

// biome-ignore format: one stage a line
export const stages = {
  // A plan begins with one: see plan.ts.
  source: [],
  map: [
    on('visit', 'number', F.map((v) => v.n)),
    on('visit', 'visit', F.map((v) => ({ ...v, n: (v.n ?? 0) * 2 }))),
    on('visit', 'visit', F.map((v, p) => ({ ...v, tags: [...v.tags, p.tag] }), { tag: 'seen' })),
    on('visit', 'any', F.map(({ id, ...rest }) => ({ id: -id, rest }))),
    on('visit', 'text', F.map((v) => v.name ?? v.tags.join())),
    on('number', 'number', F.map((x) => (x ?? 0) / 3)),
    on('number', 'text', F.map(String)),
    on('text', 'number', F.map((text) => text.length - 1)),
    on('text', 'visit', F.map((name) => ({ id: name.length, name, n: null, tags: [name], props: { [name]: 1 } }))),
    on('pair', 'pair', F.map(([left, right]) => [right, left] as const)),
    on('pair', 'any', F.map(([left]) => left)),
    on('group', 'number', F.map((g) => g.n)),
    on('group', 'any', F.map((g) => g.key)),
    on('totals', 'number', F.map((totals) => totals.n)),
    on('any', 'any', F.map((row) => ({ row, kind: typeof row }))),
    on('any', 'text', F.map((row) => typeof row)),
    on('any', 'pair', F.map((row) => [row, row] as const)),
    failing('visit', 'text', F.map((v) => v.name?.toUpperCase() ?? boom('name'))),
    failing('number', 'number', F.map((x) => x ?? boom('number'))),
    failing('pair', 'any', F.map(([, right]) => right ?? boom('partner'))),
    failing('group', 'any', F.map((g) => (g.n > 1 ? g.key : boom('second')))),
  ],
  filter: [
    on('visit', 'visit', F.filter((v) => v.n !== null)),
    on('visit', 'visit', F.filter(isNamed)),
    on('visit', 'visit', F.filter((v, p) => (v.n ?? 0) > p.min, { min: 0.15 })),
    on('visit', 'visit', F.filter((v) => 1 / v.id > 0)),
    on('visit', 'visit', F.filter((v) => v.id > 0 && v.name !== 'b')),
    on('number', 'number', F.filter((x): x is number => typeof x === 'number' && x > 0)),
    on('text', 'text', F.filter((text) => text !== '')),
    on('pair', 'pair', F.filter(([, right]) => right !== undefined)),
    on('pair', 'pair', F.filter(([left]) => (left as Visit | undefined)?.name !== 'a')),
    on('pair', 'pair', F.filter(([, right]) => (right as Visit | undefined)?.name === 'a')),
    on('pair', 'pair', F.filter(([left, right]) => typeof left === 'object' && left !== right)),
    on('group', 'group', F.filter((g) => g.n > 1)),
    on('group', 'group', F.filter((g) => g.key !== null)),
    on('group', 'group', F.filter((g) => !Object.is(g.key, -0))),
    on('totals', 'totals', F.filter(() => true)),
    on('any', 'any', F.filter((row) => typeof row === 'object')),
    on('any', 'any', F.filter(() => false)),
    failing('visit', 'visit', F.filter((v) => (v.tags[0] ?? boom('tag')) !== 'a')),
    failing('text', 'text', F.filter((text) => (text.codePointAt(0) ?? boom('letter')) > 97)),
  ],
  flatMap: [
    on('visit', 'text', F.flatMap((v) => v.tags)),
    on('visit', 'visit', F.flatMap((v) => (v.n === null ? [] : [v, { ...v, n: null }]))),
    on('text', 'text', F.flatMap((text) => new Set([...text].slice(0, 2)))),
    on('number', 'number', F.flatMap((x, p) => [x, x].slice(0, p.most), { most: 2 })),
    on('pair', 'any', F.flatMap(([left, right]) => List([right, left]))),
    on('any', 'any', F.flatMap((row) => (typeof row === 'number' ? [row, -row] : []))),
    failing('visit', 'text', F.flatMap((v) => [...v.tags, v.name ?? boom('name')].slice(0, 2))),
    failing('text', 'text', F.flatMap(function* (text) { yield text; if (text === 'b') boom('end') })),
  ],
  filterMap: [
    on('visit', 'number', F.filterMap((v) => O.fromNullable(v.n))),
    on('visit', 'text', F.filterMap((v, p) => (v.id > p.from ? O.fromNullable(v.name) : O.none), { from: 0 })),
    on('number', 'number', F.filterMap((x) => (x ? O.some(1 / x) : O.none))),
    on('text', 'text', F.filterMap((text) => O.fromNullable(text.split(' ')[1]))),
    on('group', 'any', F.filterMap((g) => O.fromNullable(g.key))),
    on('any', 'any', F.filterMap((row) => (row === undefined ? O.none : O.some({ row })))),
    failing('pair', 'any', F.filterMap(([, right]) => O.some(right ?? boom('partner')))),
  ],
  mapAsync: [
    on('visit', 'text', F.mapAsync((v) => task(() => v.name ?? 'nobody'), { concurrency: 1 })),
    on('number', 'number', F.mapAsync((x, p) => task(() => (x ?? 0) * p), { concurrency: 3 }, 2)),
    on('any', 'any', F.mapAsync((row) => task(() => [row]), { concurrency: 2, timeout: 60_000 })),
    failing('visit', 'number', F.mapAsync((v) => task(() => v.n ?? boom('number')), { concurrency: 2 })),
    failing('text', 'text', F.mapAsync((text) => task(() => (text === 'b' ? boom('b') : text)), { concurrency: 5 })),
  ],
  update: [
    on('visit', 'visit', F.update((v) => { v.tags.push('x') })),
    on('visit', 'visit', F.update((v) => { if (v.n === null) v.n = -0 })),
    on('visit', 'visit', F.update((v) => { delete v.at })),
    on('visit', 'visit', F.update((v, p) => { v.props[p.name] = v.tags.length + 1 }, { name: 'a' })),
    on('visit', 'visit', F.update(() => {})),
    on('pair', 'pair', F.update((pair) => { pair.reverse() })),
    on('group', 'group', F.update((g) => { g.n += 1 })),
    failing('visit', 'visit', F.update((v) => { v.tags.push('half'); v.n ??= boom('number') })),
  ],
  decode: [
    on('visit', 'visit', F.decode(VisitCodec)),
    on('text', 'text', F.decode(t.string)),
    on('totals', 'totals', F.decode(Counted)),
    on('pair', 'pair', F.decode(Pair)),
    on('any', 'any', F.decode(t.unknown)),
    failing('visit', 'any', F.decode(Named)),
    failing('number', 'number', F.decode(t.number)),
    failing('any', 'totals', F.decode(Counted)),
    failing('group', 'any', F.decode(t.type({ key: t.union([t.string, t.array(t.unknown)]) }))),
  ],
  select: [
    on('visit', 'visit', F.select('id', 'name', 'n', 'tags', 'props')),
    on('visit', 'any', F.select('at', 'name')),
    on('group', 'totals', F.select('n')),
    on('group', 'group', F.select('n', 'key')),
    on('totals', 'totals', F.select('n')),
    failing('any', 'any', anyway(F.select('row', 'key', 'id', '__proto__'))),
  ],
  omit: [
    on('visit', 'visit', F.omit('at')),
    on('visit', 'any', F.omit('tags', 'id')),
    on('group', 'totals', F.omit('key')),
    on('totals', 'any', F.omit('n')),
    failing('any', 'any', anyway(F.omit('row', 'key', 'id'))),
  ],
  rename: [
    on('visit', 'any', F.rename({ name: 'label', at: 'when' })),
    on('visit', 'any', F.rename({ tags: 'props', props: 'tags' })),
    on('group', 'any', F.rename({ key: 'n', n: 'key' })),
    on('totals', 'any', (rows) => F.pipe(rows, F.select('n'), F.rename({ n: '__proto__' }))),
    failing('any', 'any', (rows) => F.pipe(rows, F.map((row) => row as { row?: 1; key?: 1 }), F.rename({ row: 'kind', key: 'a' }))),
  ],
  unpivot: [
    on('visit', 'any', F.unpivot(['id', 'n'], { name: 'field', value: 'number' })),
    on('visit', 'any', F.unpivot(['at', 'name', 'tags'], { name: '__proto__', value: 'name' })),
    on('visit', 'pair', (rows) => F.pipe(rows, F.unpivot(['name', 'n'], { name: 'name', value: 'n' }), F.map((v) => [v.name, v.n] as const))),
    on('group', 'any', F.unpivot(['n'], { name: 'key1', value: 'n' })),
    on('totals', 'any', F.unpivot(['n'], { name: 'n', value: 'value' })),
    failing('any', 'any', (rows) => F.pipe(rows, F.map((row) => row as { row?: 1; key?: 1 }), F.unpivot(['row', 'key'], { name: 'kind', value: 'n' }))),
  ],
  derive: [
    on('visit', 'visit', F.derive({ n: (v) => (v.n ?? 0) / 3 })),
    on('visit', 'visit', F.derive({ size: (v) => v.tags.length }, { tags: (v) => v.tags.slice(v.size - 1) })),
    on('group', 'group', F.derive({ ['__proto__']: (g) => g.key })),
    on('totals', 'totals', F.derive({ n: (totals) => totals.n + 1, before: (totals) => totals.n })),
    failing('visit', 'visit', F.derive({ called: (v) => v.name ?? boom('name') })),
    failing('any', 'any', anyway(F.derive({ kind: (row) => Object.keys(row).length }))),
  ],
  validate: [
    on('visit', 'visit', F.validate((v) => v.id <= Infinity || Number.isNaN(v.id), 'no number')),
    on('any', 'any', F.validate(() => 1 as unknown as boolean, () => boom('message'))),
    failing('visit', 'visit', F.validate((v) => v.name !== 'b', 'b again')),
    failing('number', 'number', F.validate((x, p) => (x ?? 0) >= p.min, (x, p) => `${x} is less than ${p.min}`, { min: 0 })),
    failing('text', 'text', F.validate((text) => text !== '', (text) => text.length as unknown as string)),
  ],
  separate: [
    ...each((shape) => on(shape, shape, (rows, { picks: [n] }) => F.split((row: Shapes[typeof shape]): boolean => typeof row === 'object')(rows)[n % 2 ? 1 : 0])),
    on('visit', 'number', (rows) => F.splitEither((v: Visit) => (v.name === null ? E.left(v.tags) : E.right(v.n)))(rows)[1]),
    on('number', 'text', (rows) => F.splitEither((x: Shapes['number']) => (x ? E.right(x) : E.left(`${x}`)))(rows)[0]),
    on('any', 'any', (rows, { picks: [n] }) =>
      F.splitEither((row, p) => (typeof row === p ? E.left([row]) : E.right(row)), 'object')(rows)[n % 2 ? 1 : 0]),
    failing('text', 'text', (rows) => F.splitEither((text: string) => (text === 'b' ? boom('b') : E.right(text)))(rows)[1]),
    failing('any', 'any', (rows, { picks: [n] }) => F.separate()(rows as F.Sequence<E.Either<unknown, unknown>>)[n % 2 ? 1 : 0]),
  ],
  tap: [
    ...each((shape) => on(shape, shape, F.tap((row) => typeof row))),
    failing('visit', 'visit', F.tap((v, p) => { if (v.name === p.not) boom('other name') }, { not: 'b' })),
  ],
  take: each((shape) => make(shape, shape, (rows, { picks: [n] }) => F.take(n % 5)(rows), { needs: 'sequence' })),
  drop: each((shape) => make(shape, shape, (rows, { picks: [n] }) => F.drop(n % 3)(rows), { needs: 'sequence' })),
  takeWhile: [
    make('visit', 'visit', F.takeWhile((v) => v.n !== null), { needs: 'sequence' }),
    make('text', 'text', F.takeWhile((text, p) => text !== p.end, { end: 'b' }), { needs: 'sequence' }),
    make('any', 'any', F.takeWhile(() => true), { needs: 'sequence' }),
    make('visit', 'visit', F.takeWhile((v) => (v.name ?? boom('name')) !== 'b'), { needs: 'sequence', fails: true }),
  ],
  dropWhile: [
    make('visit', 'visit', F.dropWhile((v) => v.id < 1), { needs: 'sequence' }),
    make('number', 'number', F.dropWhile((x, p) => x !== p.start, { start: 0 }), { needs: 'sequence' }),
    make('visit', 'visit', F.dropWhile((v) => (v.name ?? boom('name')) !== 'b'), { needs: 'sequence', fails: true }),
  ],
  scan: [
    make('number', 'number', F.scan((total, x) => total + (x ?? 0), 0), { needs: 'sequence' }),
    make('visit', 'text', F.scan((all, v, p) => all + (v.name ?? p.none), '', { none: '?' }), { needs: 'sequence' }),
    make('any', 'any', F.scan((seen: readonly unknown[], row) => [...seen, typeof row].slice(-3), []), { needs: 'sequence' }),
    make('number', 'number', F.scan((total, x) => total + (x ?? boom('number')), 0), { needs: 'sequence', fails: true }),
  ],
  zipWithIndex: each((shape) => make(shape, 'pair', F.zipWithIndex(), { needs: 'sequence' })),
  chunk: each((shape) => make(shape, 'any', (rows, { picks: [n] }) => F.chunk(1 + (n % 3))(rows), { needs: 'sequence' })),
  sliding: each((shape) =>
    make(shape, 'any', (rows, { picks: [n, m] }) => F.sliding(1 + (n % 3), 1 + (m % 4))(rows), { needs: 'sequence' })),
  last: each((shape) => make(shape, shape, F.last(), { needs: 'sequence' })),
  concat: [
    ...each((shape) => on(shape, shape, (rows, { other }) => F.concat(other(shape))(rows))),
    ...each((shape) => on(shape, shape, (rows, { other }) => F.union(other(shape))(rows))),
  ],
  distinct: each((shape) => on(shape, shape, F.distinct())),
  distinctBy: [
    ...each((shape) => on(shape, shape, (rows, { picks: [a] }) =>
      F.distinctBy(pick<(row: Shapes[typeof shape]) => unknown>(keys[shape], a))(rows))),
    on('visit', 'visit', F.distinctBy((v, p) => v.id % p.of, { of: 2 })),
    failing('visit', 'visit', F.distinctBy((v) => v.name ?? boom('name'))),
  ],
  intersect: each((shape) => on(shape, shape, (rows, { other }) => F.intersect(other(shape))(rows))),
  except: each((shape) => on(shape, shape, (rows, { other }) => F.except(other(shape))(rows))),
  sample: each((shape) => on(shape, shape, (rows, { picks: [n, seed] }) => F.sample((n % 5) / 4, { seed })(rows))),
  shuffle: each((shape) => on(shape, shape, (rows, { picks: [seed] }) => F.shuffle({ seed })(rows))),
  sortBy: [
    ...each((shape) => on(shape, shape, (rows, { picks }) => F.sortBy(...sortKeys(shape, picks))(rows))),
    failing('visit', 'visit', F.sortBy((v) => v.name ?? boom('name'))),
    failing('visit', 'visit', F.sortBy((v) => v.tags[0]?.length, (v) => v.name?.toLowerCase() ?? (v.n as number).toFixed())),
  ],
  groupBy: [
    ...each((shape) => grouped(shape, 'bag')),
    ...each((shape) => grouped(shape, 'sequence')),
    failing('visit', 'group', F.groupBy((v) => v.name ?? boom('name'), { n: A.count(), total: A.sum((v: Visit) => v.n) })),
    failing('visit', 'group', F.groupBy((v) => v.id, { n: countLoudly() })),
    ...each((shape) => groupedByTwo(shape)),
    on('visit', 'any', F.pivot({ rows: (v) => v.id, columns: (v) => v.name, names: ['b', 'a b'], values: A.sum((v) => v.n) })),
    on('text', 'any', F.pivot({ rows: (text) => text.length, columns: (text) => text, names: ['b', '__proto__'], values: A.count(), others: 'rest' })),
    failing('visit', 'any', F.pivot({ rows: (v) => v.id, columns: (v) => v.name ?? boom('name'), names: ['b'], values: A.max((v) => v.n) })),
    on('visit', 'any', F.groupBy({ id: (v) => v.id, many: (v, p) => v.tags.length > p.most }, { n: A.count() }, { most: 1 })),
    on('visit', 'totals', (rows) => F.pipe(rows, F.countBy((v) => v.name), F.map((g) => ({ n: g.n })))),
    on('visit', 'number', (rows) => F.pipe(rows, F.sumBy((v) => v.name, (v) => v.n), F.map((g) => g.sum))),
    failing('visit', 'any', F.groupBy({ name: (v) => v.name ?? boom('name'), tag: (v) => v.tags[0] ?? boom('tag') }, { n: A.count() })),
  ],
  rollup: [
    ...each((shape) => rolledUp(shape, 'bag')),
    ...each((shape) => rolledUp(shape, 'sequence')),
    on('visit', 'any', F.rollup({ id: (v) => v.id, name: (v) => v.name, n: (v) => v.n }, { rows: A.count() })),
    failing('visit', 'any', F.rollup({ name: (v) => v.name ?? boom('name'), tag: (v) => v.tags[0] ?? boom('tag') }, { n: A.count() })),
    failing('visit', 'group', F.rollup({ key: (v) => v.id }, { n: countLoudly() })),
  ],
  over: [
    on('visit', 'visit', (rows, chance) => {
      const { orderBy, by } = windowed(chance)
      return F.pipe(rows, F.over({ by, orderBy }, { n: W.rank(), dense: W.denseRank(), row: W.rowNumber(), half: W.ntile(2), above: W.percentRank(), share: W.cumulativeShare() }))
    }),
    on('visit', 'visit', (rows, chance) => {
      const { orderBy, frame } = windowed(chance)
      return F.pipe(rows, F.over({ orderBy }, { next: W.lead((v) => v.name), last: W.lag((v, p) => [v.id, p], 2, 'before'), all: W.rolling(A.toList((v) => v.id), frame), n: W.running(A.sum((v) => v.n)) }))
    }),
    on('visit', 'visit', (rows, chance) => {
      const { by, range } = windowed(chance)
      const direction = chance.picks[0] & 1 ? F.descending : F.ascending
      return F.pipe(rows, F.over({ by: (v, p) => [by(v), p], orderBy: direction((v: Visit) => v.n) }, { ids: W.rolling(A.toList((v) => v.id), range), most: W.rolling(A.max((v) => v.tags), range) }, 1))
    }),
    on('visit', 'visit', (rows, chance) =>
      F.pipe(rows, F.over({ orderBy: F.ascending((v: Visit) => v.at) }, { near: W.rolling(A.count(), chance.picks[0] & 1 ? { range: 86_400_000 } : { range: [-Infinity, 0] }) }))),
    on('visit', 'visit', (rows, chance) => F.pipe(rows, F.over({ by: windowed(chance).by }, { n: W.whole(A.sum((v) => v.n)), kinds: W.whole(A.countDistinct((v) => v.tags)) }))),
    make('visit', 'visit', (rows, chance) => F.pipe(rows, F.over({ by: windowed(chance).by }, { first: W.first((v) => v.n), last: W.last((v, p) => [v.tags, p], 1), n: W.rank(), all: W.rolling(A.toList(), windowed(chance).frame) })), { needs: 'sequence' }),
    on('group', 'group', (rows) => F.pipe(rows, F.over({ by: (g) => g.n, orderBy: (g) => g.key }, { n: W.running(A.count()), key: W.lag((g) => g.key) }))),
    on('totals', 'totals', (rows) => F.pipe(rows, F.over({}, { most: W.whole(A.max((t) => t.n)) }))),
    failing('visit', 'visit', (rows, chance) => F.pipe(rows, F.over({ by: (v) => v.name ?? boom('name'), orderBy: windowed(chance).orderBy }, { n: W.rank() }))),
    failing('visit', 'visit', (rows, chance) => F.pipe(rows, F.over({ orderBy: (v) => v.tags[0] ?? boom('tag') }, { all: W.rolling(A.toList((v) => (v.name === 'b' ? boom('other name') : v.id)), windowed(chance).frame) }))),
    failing('visit', 'visit', (rows, chance) => F.pipe(rows, F.over({ orderBy: windowed(chance).orderBy }, { loud: W.running(countLoudly()), names: W.rolling(oneName(), windowed(chance).frame), soFar: W.running(oneName()) }))),
    failing('visit', 'visit', (rows) => F.pipe(rows, F.over({ orderBy: (v) => v.name ?? v.n }, { near: W.rolling(A.count(), { range: 1 }) }))),
    failing('any', 'any', (rows) => F.pipe(rows as F.Sequence<object>, F.over({}, { n: W.whole(A.count()) }))),
  ],
  aggregate: [...each((shape) => summed(shape, 'bag')), ...each((shape) => summed(shape, 'sequence'))],
  join: [
    ...each((shape) => joined(shape, 'visit', 'inner')),
    ...each((shape) => joined(shape, shape, 'left')),
    ...each((shape) => joined(shape, 'visit', 'right')),
    ...each((shape) => joined(shape, shape, 'full')),
    ...each((shape) => partnered(shape, shape, 'semi')),
    ...each((shape) => partnered(shape, 'visit', 'anti')),
    failing('visit', 'pair', (rows, { other }) =>
      F.join(other('visit'), { left: (v: Visit) => v.name ?? boom('left'), right: (v: Visit) => v.tags[0] ?? boom('right') })(rows)),
    failing('visit', 'pair', (rows, { other }) =>
      F.join(other('visit'), { left: (v: Visit) => v.name ?? boom('left'), right: (v: Visit) => v.tags[0] ?? boom('right'), how: 'full' })(rows)),
  ],
  asofJoin: [
    ...(['visit', 'number', 'group', 'totals'] as const).map((shape) => asof(shape, 'left')),
    ...(['visit', 'number', 'group', 'totals'] as const).map((shape) => asof(shape, 'inner')),
    asof('visit', 'left'),
    asofText('visit', 'backward'),
    asofText('text', 'forward'),
    on('any', 'pair', (rows, { other }) => F.asofJoin(other('number'), { left: (row: unknown) => (typeof row === 'bigint' || typeof row === 'number' ? row : null), right: (x) => x })(rows)),
    failing('visit', 'pair', (rows, { other }) =>
      F.asofJoin(other('visit'), { left: (v: Visit) => v.n ?? boom('time'), right: (v: Visit) => (v.tags.length > 1 ? boom('right time') : v.id) })(rows)),
    failing('visit', 'pair', (rows, { other }) =>
      F.asofJoin(other('visit'), { left: (v: Visit) => v.id, right: (v: Visit) => (v.name as unknown as number) ?? v.id, tolerance: 3 })(rows)),
    failing('text', 'pair', (rows, { other }) =>
      F.asofJoin(other('visit'), { left: (text: string) => text.length, right: (v: Visit) => v.id, by: { left: (text: string) => text, right: (v: Visit) => v.name ?? boom('name') } })(rows)),
    failing('any', 'pair', (rows, { other }) => F.asofJoin(other('number'), { left: (row: unknown) => row as number, right: (x) => x })(rows)),
  ],
  cross: each((shape) => on(shape, 'pair', (rows, { other }) => F.cross(other('text'))(rows))),
  cogroup: [
    ...each((shape) => on(shape, 'any', (rows, chance) => F.cogroup(chance.other('visit'), keysOf(shape, 'visit', chance))(rows))),
    ...each((shape) => on(shape, 'any', (rows, chance) => F.cogroup(chance.other(shape), keysOf(shape, shape, chance))(rows))),
    failing('visit', 'any', (rows, { other }) =>
      F.cogroup(other('visit'), { left: (v: Visit) => v.name ?? boom('left'), right: (v: Visit) => v.tags[0] ?? boom('right') })(rows)),
  ],
} satisfies Record<Kind, readonly Stage[]>

/** How many rows may come out of so many that go in: keeps joins of joins small. */
export const most: { readonly [K in Kind]: (rows: number, others: number) => number } = {
  source: (n) => n,
  map: (n) => n,
  filter: (n) => n,
  flatMap: (n) => 2 * n,
  filterMap: (n) => n,
  mapAsync: (n) => n,
  update: (n) => n,
  decode: (n) => n,
  select: (n) => n,
  omit: (n) => n,
  rename: (n) => n,
  unpivot: (n) => 3 * n,
  derive: (n) => n,
  validate: (n) => n,
  separate: (n) => n,
  tap: (n) => n,
  take: (n) => n,
  drop: (n) => n,
  takeWhile: (n) => n,
  dropWhile: (n) => n,
  scan: (n) => n,
  zipWithIndex: (n) => n,
  chunk: (n) => n,
  sliding: (n) => n,
  last: () => 1,
  concat: (n, m) => n + m,
  distinct: (n) => n,
  distinctBy: (n) => n,
  intersect: (n) => n,
  except: (n) => n,
  sample: (n) => n,
  shuffle: (n) => n,
  sortBy: (n) => n,
  groupBy: (n) => n,
  rollup: (n) => 3 * n + 1,
  aggregate: () => 1,
  over: (n) => n,
  join: (n, m) => Math.max(n + m, n * m),
  asofJoin: (n) => n,
  cross: (n, m) => n * m,
  cogroup: (n, m) => n + m,
}

/** Any rows made into rows of a shape, so that two plans can meet. */
export const conversions: { readonly [S in ShapeName]: (rows: F.Bag<unknown>) => F.Bag<Shapes[S]> } = {
  visit: F.map((row: unknown) => ({
    id: 1,
    name: typeof row === 'string' ? row : null,
    n: typeof row === 'number' ? row : null,
    tags: [],
    props: {},
  })),
  number: F.map((row: unknown) => (typeof row === 'number' ? row : null)),
  text: F.map((row: unknown) => (typeof row === 'string' ? row : typeof row)),
  pair: F.map((row: unknown) => [row, undefined] as const),
  group: F.map((row: unknown) => ({ key: row, n: 1 })),
  totals: F.map((row: unknown) => ({ n: typeof row === 'number' ? row : 0 })),
  any: (rows) => rows,
}
