/**
 * Random plans aimed at rules: few kinds of stages, of functions that can be read, among them such as only just keep a rule
 * from applying. They throw on some rows, tell zeros apart, read one side or both.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { printValue } from '../../src/data/print-value.ts'
import { printPlan } from '../../src/plan/print.ts'
import { orderOf } from '../../src/plan/tree.ts'
import { type NumberProfile, type Visit, visits } from '../arbitrary/row-shapes.ts'
import { type Planned, withSchemas } from './typed-plan.ts'

type Pair = readonly [Visit | undefined, Visit | undefined]
type Group = { readonly key: unknown; readonly n: number }
interface Rows {
  readonly visit: Visit
  readonly pair: Pair
  readonly group: Group
}
type Shape = keyof Rows
type Data<S extends Shape> = F.Sequence<Rows[S]>

interface SoFar {
  readonly shape: Shape
  readonly rows: F.Bag<unknown>
}
type Pick = <A>(from: readonly A[]) => A

/** A way to go on. */
type Stage<S extends Shape> = (rows: Data<S>, pick: Pick, other: F.Bag<Visit>) => SoFar

const text = (value: unknown): string => value as string
const number = (value: unknown): number => value as number

// biome-ignore format: one function a line
const keys: readonly ((v: Visit) => unknown)[] = [
  (v) => v.name,
  (v) => v.id,
  (v) => v.n,
  (v) => [v.name, v.n],
  (v) => -v.id,
  (v) => text(v.name).length,
  () => null,
]
// biome-ignore format: one function a line
const predicates: readonly ((v: Visit) => boolean)[] = [
  (v) => v.id > 0,
  (v) => v.name !== 'a',
  (v) => v.tags.length > 0 && v.name !== 'b',
  (v) => 1 / v.id > 0,
  (v) => Object.is(v.n, -0),
  (v) => v.at === undefined,
  (v) => (v.n ?? 1) > 0,
  (v) => text(v.name).length > 0,
  (v) => v.id > 0 && text(v.name).length > 0,
  () => true,
]
// biome-ignore format: one function a line
const maps: readonly ((v: Visit) => Visit)[] = [
  // Some of these rows are no rows: they cannot be compared.
  (v) => ({ ...v, props: (v.id > 1 ? () => 0 : v.props) as Visit['props'] }),
  (v) => ({ ...v, n: v.id + 1 }),
  (v) => ({ ...v, id: text(v.name).length }),
  ({ id, name, n, tags, props }) => ({ id: -id, name, n, tags, props }),
]
// biome-ignore format: one function a line
const pairPredicates: readonly ((pair: Pair) => boolean)[] = [
  ([left]) => left?.name === 'a',
  ([left]) => left !== undefined,
  ([, right]) => right?.name === 'a',
  ([, right]) => right === undefined,
  (pair) => pair[1] !== undefined && pair[0]?.name !== 'a',
  ([left, right]) => left?.id === right?.id,
  ([left, right]) => (left?.id ?? 0) > 0 && (right?.id ?? 0) < 2,
  ([left]) => text((left as Visit).name) > 'a',
  ([, right]) => text(right?.name).length > 0,
]
// biome-ignore format: one function a line
const groupPredicates: readonly ((g: Group) => boolean)[] = [
  (g) => g.key !== null,
  (g) => g.key === 0 || g.key === 'a',
  (g) => number(g.key) > 0,
  (g) => 1 / number(g.key) > 0,
  (g) => Object.is(g.key, -0),
  (g) => text(g.key).length > 0,
  (g) => g.n > 1,
]
// biome-ignore format: one set a line
const aggregates: readonly { readonly n: A.Aggregate<Visit, number> }[] = [
  { n: A.count() },
  { n: A.sum((v) => v.id) },
  { n: A.sum((v) => text(v.name).length) },
  { n: A.sum((v) => v.name as unknown as number) },
  { n: A.min((v) => v.id) as A.Aggregate<Visit, number> },
  { n: A.max((v) => v.n) as A.Aggregate<Visit, number> },
  { n: A.min((v: Visit) => v.props) as unknown as A.Aggregate<Visit, number> },
  { n: A.max((v) => text(v.name).length) as A.Aggregate<Visit, number> },
  { n: A.map((n: number) => (n > 1 ? ((() => n) as unknown as number) : n))(A.count()) },
]

const visit = (rows: F.Bag<Visit>): SoFar => ({ shape: 'visit', rows })
const pair = (rows: F.Bag<Pair>): SoFar => ({ shape: 'pair', rows })
const group = (rows: F.Bag<Group>): SoFar => ({ shape: 'group', rows })
const hows = ['inner', 'left', 'right', 'full'] as const

// biome-ignore format: one stage a line
const visitStages: readonly Stage<'visit'>[] = [
  (rows, pick) => visit(F.filter(pick(predicates))(rows)),
  (rows, pick) => visit(F.split(pick(predicates))(rows)[pick([0, 1])] as F.Bag<Visit>),
  (rows, pick) => visit(F.sortBy(pick(keys))(rows)),
  (rows) => visit(F.shuffle({ seed: 1 })(rows)),
  (rows) => visit(F.distinct()(rows)),
  (rows, pick) => visit(F.distinctBy(pick(keys))(rows)),
  (rows, pick, other) => visit(pick([F.intersect<Visit>, F.except<Visit>, F.concat<Visit, F.Order>])(other)(rows)),
  (rows, pick) => visit(F.map(pick(maps))(rows)),
  (rows) => visit(F.derive({ n: (v: Visit) => v.id })(rows)),
  (rows) => visit(F.derive({ size: (v: Visit) => text(v.name).length })(rows)),
  (rows) => visit(F.pipe(rows, F.rename({ name: 'label' }), F.rename({ label: 'name' }))),
  (rows) => visit(F.rename<Visit, { at: string }>({ at: 'when' })(rows) as F.Bag<never>),
  (rows) => visit(F.select<Visit, 'id' | 'name' | 'n' | 'tags' | 'props'>('id', 'name', 'n', 'tags', 'props')(rows)),
  (rows) => visit(F.omit<Visit, 'at'>('at')(rows)),
  (rows, pick) => visit(orderOf(rows.plan) === 'bag' ? rows : F.take(pick([1, 2]))(rows)),
  (rows, pick, other) => visit(F.join(other, { left: pick(keys), right: pick(keys), how: pick(['semi', 'anti']) })(rows)),
]
/** What some rules wait for, which seldom comes together by chance. */
// biome-ignore format: one stage a line
const together: readonly Stage<'visit'>[] = [
  (rows, pick, other) => visit(F.pipe(rows, F.concat(other), F.filter(pick(predicates)))),
  (rows, pick) => visit(F.pipe(rows, F.sortBy(pick(keys)), F.map(pick(maps)), F.take(pick([1, 2])))),
  (rows, pick) => group(F.pipe(rows, F.groupBy(pick(keys), pick(aggregates)), F.filter(pick(groupPredicates)))),
  (rows, pick, other) => pair(F.pipe(rows, F.join(other, { left: pick(keys), right: pick(keys), how: pick(hows) }), F.filter(pick(pairPredicates)))),
]
/** Joins and groups. */
// biome-ignore format: one stage a line
const leaving: readonly Stage<'visit'>[] = [
  (rows, pick, other) => pair(F.join(other, { left: pick(keys), right: pick(keys), how: pick(hows) })(rows) as F.Bag<Pair>),
  (rows, _, other) => pair(F.cross(other)(rows)),
  (rows, pick) => group(F.groupBy(pick(keys), pick(aggregates))(rows)),
  (rows) => group(F.map((v: Visit) => ({ key: v.name, n: v.id }))(rows)),
  (rows, pick) => group(F.pipe(rows, F.aggregate(pick(aggregates)), F.map((all) => ({ key: null, n: all.n })))),
]
// biome-ignore format: one stage a line
const pairStages: readonly Stage<'pair'>[] = [
  (rows, pick) => pair(F.filter(pick(pairPredicates))(rows)),
  (rows, pick) => pair(F.filter(pick(pairPredicates))(rows)),
  (rows) => pair(F.sortBy(([left]: Pair) => left?.id)(rows)),
  (rows) => group(F.map(([left, right]: Pair) => ({ key: left?.name, n: right?.id ?? 0 }))(rows)),
  (rows) => group(F.map(([, right]: Pair) => ({ key: right?.tags, n: 1 }))(rows)),
]
// biome-ignore format: one stage a line
const groupStages: readonly Stage<'group'>[] = [
  (rows, pick) => group(F.filter(pick(groupPredicates))(rows)),
  (rows, pick) => group(F.filter(pick(groupPredicates))(rows)),
  (rows) => group(F.distinct()(rows)),
  (rows, pick) => group(F.distinctBy(pick<(g: Group) => unknown>([(g) => g.key, (g) => [g.key, g.n], (g) => g.n]))(rows)),
  (rows) => group(F.sortBy((g: Group) => g.n)(rows)),
  (rows, pick) => group(F.map(pick<(g: Group) => Group>([(g) => ({ n: g.n, key: g.key }), (g) => ({ key: text(g.key).length, n: g.n })]))(rows)),
  (rows) => group(F.pipe(rows, F.aggregate({ n: A.count() }), F.map((all) => ({ key: null, n: all.n })))),
]
const stages = { visit: [...visitStages, ...together, ...leaving], pair: pairStages, group: groupStages }

const goOn = ({ shape, rows }: SoFar, drawn: readonly number[], other: F.Bag<Visit>): SoFar => {
  let at = 0
  const pick: Pick = (from) => from[(drawn[at++ % drawn.length] as number) % from.length] as (typeof from)[number]
  const stage = pick(stages[shape] as readonly Stage<Shape>[])
  return stage(rows as Data<Shape>, pick, other)
}

/** Rows, some of which come again, the same but for the sign of a zero. */
const rowsOf = (profile: NumberProfile): fc.Arbitrary<readonly Visit[]> =>
  fc.tuple(fc.array(visits(profile), { maxLength: 4 }), fc.nat(2)).map(([rows, count]) =>
    rows.flatMap((row, i) =>
      i < count
        ? [
            { ...row, id: -0 },
            { ...row, id: 0 },
          ]
        : [row],
    ),
  )

export const aimedPlan: fc.Arbitrary<Planned> = fc
  .constantFrom('finite' as const, 'specials' as const)
  .chain((profile) => {
    const rows = rowsOf(profile)
    const drawn = fc.array(fc.array(fc.nat(999), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    return fc.tuple(rows, rows, drawn)
  })
  .map(([first, second, drawn]) => {
    const [source, other] = [F.rows(first) as F.Sequence<Visit>, F.rows(second) as F.Sequence<Visit>]
    const { rows } = drawn.reduce<SoFar>((soFar, one) => goOn(soFar, one, other), visit(source))
    const plan = withSchemas(rows.plan)
    return {
      plan,
      [fc.toStringMethod]: () =>
        `\n${printPlan(plan)}\nover\n${[first, second].map((r) => `  ${printValue(r, 3000)}\n`).join('')}`,
    }
  })
