/**
 * Ways to go on from rows of people, chosen for how the generated code stands to them: what can be read into it, what must
 * be called, what throws, where whole rows are wanted. `as` makes of a function one that can be read, or one that cannot.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as O from 'fp-ts/lib/Option.js'
import type { Row } from './people.ts'

export interface Chance {
  readonly as: <F>(f: F) => F
  /** A number that functions close over. */
  readonly k: number
  readonly other: () => F.Sequence<Row>
}

type Rows = F.Sequence<Row>
type Go<B> = (rows: Rows, chance: Chance) => F.Bag<B>

/** What throws on some rows, of which a null text is the usual. */
const loud = (n: number | null): string => (n as number).toFixed(1)

/** From rows of people to such rows. */
const keeping = {
  filter: (rows, { as, k }) => F.pipe(rows, F.filter(as((r) => r.id > k))),
  filterFlag: (rows, { as }) => F.pipe(rows, F.filter(as((r) => !r.flag || r.name === 'a'))),
  filterName: (rows, { as }) => F.pipe(rows, F.filter(as(({ name }) => name.length > 0 && name !== 'b'))),
  filterTruthy: (rows, { as }) => F.pipe(rows, F.filter(as((r) => r.n as unknown as boolean))),
  filterThrows: (rows, { as }) => F.pipe(rows, F.filter(as((r) => (r.n as number).toFixed(0) !== '1'))),
  mapSpread: (rows, { as, k }) => F.pipe(rows, F.map(as((r) => ({ ...r, score: r.score * k })))),
  mapWhole: (rows, { as }) => F.pipe(rows, F.map(as((r) => r))),
  mapRest: (rows, { as }) => F.pipe(rows, F.map(as(({ id, ...rest }) => ({ ...rest, id: id + 1 })))),
  mapFields: (rows, { as }) =>
    F.pipe(rows, F.map(as(({ id, name, n, flag, score }) => ({ score, flag, n, name: `${name}!`, id })))),
  mapOver: (rows, { as }) =>
    F.pipe(rows, F.map(as((r) => ({ ...r, n: r.n === null ? null : -r.n, ['na' + 'me']: r.name.toUpperCase() })))),
  mapThrows: (rows, { as }) => F.pipe(rows, F.map(as((r) => ({ ...r, name: loud(r.n) })))),
  mapThrowsRead: (rows, { as }) => F.pipe(rows, F.map(as((r) => ({ ...r, name: (r.n as number).toFixed(1) })))),
  mapUnused: (rows, { as }) =>
    F.pipe(rows, F.map(as((r) => ({ row: r, unused: (r.n as number).toString() }))), F.map(as(({ row }) => row))),
  derive: (rows, { as, k }) =>
    F.pipe(rows, F.derive({ score: as((r: Row) => r.score + k), extra: as((r: Row) => r.id) })),
  deriveSeen: (rows, { as }) =>
    F.pipe(rows, F.derive({ name: as((r: Row) => `${r.name}${r.id}`), more: as((r: Row) => r.name.length) })),
  deriveThrows: (rows, { as }) => F.pipe(rows, F.derive({ extra: as((r: Row) => (r.n as number).toFixed(2)) })),
  select: (rows) => F.pipe(rows, F.select('score', 'id', 'flag', 'n', 'name')),
  omit: (rows, { as }) => F.pipe(rows, F.derive({ extra: as((r: Row) => r) }), F.omit('extra')),
  rename: (rows) => F.pipe(rows, F.rename({ id: 'name', name: 'id' }), F.rename({ id: 'name', name: 'id' })),
  validate: (rows, { as, k }) =>
    F.pipe(
      rows,
      F.validate(
        as((r: Row) => r.score < k * 4),
        'is small',
      ),
    ),
  flatMap: (rows, { as }) => F.pipe(rows, F.flatMap(as((r) => (r.flag ? [r, { ...r, id: -r.id }] : [])))),
  filterMap: (rows, { as }) => F.pipe(rows, F.filterMap(as((r) => (r.flag ? O.none : O.some({ ...r, flag: true }))))),
  update: (rows, { as }) =>
    F.pipe(
      rows,
      F.update(
        as((r) => {
          r.score += 1
        }),
      ),
    ),
  tap: (rows, { as }) => F.pipe(rows, F.tap(as((r) => void r.name.length))),
  tapThrows: (rows, { as }) => F.pipe(rows, F.tap(as((r) => void (r.n as number).toFixed()))),
  take: (rows, { k }) => F.pipe(rows, F.take(k)),
  takeMany: (rows, { k }) => F.pipe(rows, F.take(k * 700)),
  drop: (rows, { k }) => F.pipe(rows, F.drop(k)),
  zip: (rows, { as }) => F.pipe(rows, F.zipWithIndex(), F.map(as(([r, i]) => ({ ...r, id: r.id * 10 + i })))),
  sample: (rows) => F.pipe(rows, F.sample(0.6, { seed: 3 })),
  semi: (rows, { as, other }) =>
    F.pipe(rows, F.join(other(), { left: as((r) => r.name), right: as((r) => r.name), how: 'semi' })) as Rows,
  anti: (rows, { as, other }) =>
    F.pipe(
      rows,
      F.join(F.pipe(other(), F.take(3)), { left: as((r) => r.n), right: as((r) => r.n), how: 'anti' }),
    ) as Rows,
  inner: (rows, { as, other }) =>
    F.pipe(
      rows,
      F.join(F.pipe(other(), F.take(9)), { left: as((r) => r.score), right: as((r) => r.score) }),
      F.map(as(([l, r]) => ({ ...l, name: r.name }))),
    ) as F.Bag<Row> as Rows,
  left: (rows, { as, other }) =>
    F.pipe(
      rows,
      F.join(F.pipe(other(), F.take(4)), { left: as((r) => r.id), right: as((r) => r.id * 2), how: 'left' }),
      F.map(as(([l, r]) => ({ ...l, n: r === undefined ? null : r.n }))),
    ) as F.Bag<Row> as Rows,
  sortBy: (rows, { as }) => F.pipe(rows, F.sortBy(F.descending(as((r) => r.name)), F.ascending(as((r) => r.n)))),
  distinct: (rows) => F.pipe(rows, F.distinct()) as Rows,
  takeWhile: (rows, { as, k }) => F.pipe(rows, F.takeWhile(as((r) => r.id < k * 3))),
  chunk: (rows, { as, k }) => F.pipe(rows, F.chunk(k), F.flatMap(as((all) => all))),
  scan: (rows, { as }) =>
    F.pipe(
      rows,
      F.scan(
        as((s: Row, r: Row) => ({ ...r, score: s.score + r.score })),
        {
          id: 0,
          name: '',
          n: null,
          flag: true,
          score: 0,
        },
      ),
    ),
} satisfies { readonly [name: string]: (rows: Rows, chance: Chance) => F.Bag<Row> }

/** From rows of people to whatever is wanted of them. */
const ending = {
  rows: (rows) => rows,
  map: (rows, { as, k }) => F.pipe(rows, F.map(as((r) => r.score * k + (r.n ?? 0)))),
  mapNested: (rows, { as }) => F.pipe(rows, F.map(as((r) => ({ a: [r.id, { b: r.name }], c: r.flag })))),
  mapTwice: (rows, { as }) =>
    F.pipe(
      rows,
      F.map(as((r) => ({ x: r.id + r.score, y: r.name }))),
      F.filter(as((p) => p.x > 4)),
      F.map(as((p) => `${p.y} ${p.x}`)),
    ),
  selectOne: (rows) => F.pipe(rows, F.select('name')),
  none: (rows, { as }) => F.pipe(rows, F.map(as(() => 1))),
  pairs: (rows, { as, other }) =>
    F.pipe(rows, F.join(F.pipe(other(), F.take(5)), { left: as((r) => r.name), right: as((r) => r.name) })),
  left: (rows, { as, other }) =>
    F.pipe(rows, F.join(F.pipe(other(), F.take(5)), { left: as((r) => r.n), right: as((r) => r.n), how: 'left' })),
  right: (rows, { as, other }) =>
    F.pipe(rows, F.join(other(), { left: as((r) => r.id), right: as((r) => r.score), how: 'right' })),
  full: (rows, { as, other }) =>
    F.pipe(rows, F.join(other(), { left: as((r) => loud(r.n)), right: as((r) => r.name), how: 'full' })),
  zip: (rows) => F.pipe(rows, F.zipWithIndex()),
  chunk: (rows, { k }) => F.pipe(rows, F.chunk(k)),
  groupOne: (rows, { as }) =>
    F.pipe(
      rows,
      F.groupBy(
        as((r: Row) => r.name),
        { n: A.count(), sum: A.sum(as((r: Row) => r.score)) },
      ),
    ),
  groupNull: (rows, { as }) =>
    F.pipe(
      rows,
      F.groupBy(
        as((r: Row) => r.n),
        {
          mean: A.mean(as((r: Row) => r.score)),
          min: A.min(as((r: Row) => r.name)),
          max: A.max(as((r: Row) => r.n)),
        },
      ),
    ),
  groupTwo: (rows, { as, k }) =>
    F.pipe(
      rows,
      F.groupBy(
        { big: as((r: Row) => r.id > k), name: as((r: Row) => r.name), n: as((r: Row) => r.n) },
        { count: A.count(), first: A.first(), list: A.toList(as((r: Row) => r.id)) },
      ),
    ),
  groupObject: (rows, { as }) =>
    F.pipe(
      rows,
      F.groupBy(
        as((r: Row) => ({ flag: r.flag, name: r.name })),
        {
          top: A.topK(
            2,
            as((r: Row) => r.id),
          ),
        },
      ),
    ),
  groupThrows: (rows, { as }) =>
    F.pipe(
      rows,
      F.groupBy(
        as((r: Row) => r.flag),
        { n: A.count(), total: A.sum(as((r: Row) => (r.n as number).toFixed().length)) },
      ),
    ),
  groupSpoilt: (rows, { as }) =>
    F.pipe(
      rows,
      F.groupBy(
        as((r: Row) => r.flag),
        {
          n: A.count(),
          total: A.sum(as((r: Row) => (r.id === 5 ? ('x' as unknown as number) : r.score))),
          other: A.mean(as((r: Row) => r.n)),
        },
      ),
    ),
  aggregate: (rows, { as }) =>
    F.pipe(
      rows,
      F.aggregate({
        n: A.count(),
        sum: A.sum(as((r: Row) => r.n)),
        mean: A.mean(as((r: Row) => r.score)),
        min: A.min(as((r: Row) => r.n)),
        max: A.max(as((r: Row) => r.name)),
        kinds: A.countDistinct(as((r: Row) => r.name)),
        median: A.median(as((r: Row) => r.score)),
        spread: A.stddev(as((r: Row) => r.n)),
      }),
    ),
  aggregateRows: (rows, { as }) =>
    F.pipe(
      rows,
      F.aggregate({
        first: A.first(),
        last: A.last(),
        best: A.maxBy(as((r: Row) => r.score)),
        set: A.toSet(as((r: Row) => r.n)),
      }),
    ),
  counted: (rows) => F.pipe(rows, F.aggregate({ n: A.count() })),
  aggregateThrows: (rows, { as }) =>
    F.pipe(rows, F.aggregate({ n: A.count(), total: A.sum(as((r: Row) => (r.n as number).toFixed().length)) })),
} satisfies { readonly [name: string]: Go<unknown> }

export const keepers = Object.entries(keeping) as readonly (readonly [string, Go<Row>])[]
export const endings = Object.entries(ending) as readonly (readonly [string, Go<unknown>])[]
