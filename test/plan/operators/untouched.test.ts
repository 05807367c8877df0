/**
 * Proves that plans are descriptions and rows are left alone: nothing runs when a plan is built, all of it is frozen, and
 * no operator changes or freezes what it is given (S1, S2), whatever its functions do. What does change a row is told.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/data/fingerprint.ts'
import type { Kind } from '../../../src/plan/node.ts'
import { nodesOf } from '../../../src/plan/tree.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import type { Visit } from '../../arbitrary/row-shapes.ts'
import { runs } from '../../runs.ts'
import { holds, rowsOf, visitRows } from './laws.ts'

type Rows = F.Sequence<F.Frozen<Visit>>

/** Each kind of node with functions that look at everything. */
const operators = {
  source: (rows: Rows) => rows,
  map: F.map((v: Visit) => ({ ...v, tags: [...v.tags, 'new'] })),
  filter: F.filter((v: Visit) => v.tags.length < 2),
  flatMap: F.flatMap((v: Visit) => [v, v]),
  filterMap: F.filterMap((v: Visit) => O.fromNullable(v.name)),
  update: F.update((v) => {
    v.tags.push('new')
    v.props.a = 1
    delete v.at
  }) as (rows: Rows) => F.Bag<Visit>,
  mapAsync: F.mapAsync((v: Visit) => async () => E.right([v, v.tags]), { concurrency: 2 }),
  decode: F.decode(t.type({ id: t.number, tags: t.array(t.string) })),
  select: F.select<Visit, 'tags' | 'props'>('tags', 'props'),
  omit: F.omit<Visit, 'id'>('id'),
  unpivot: (rows: Rows) => F.pipe(rows, F.unpivot(['tags', 'name'], { name: 'field', value: 'held' })),
  rename: (rows: Rows) => F.pipe(rows, F.rename({ tags: 'words', name: 'label' })),
  derive: F.derive({ tags: (v: Visit) => [...v.tags, 'new'], all: (v: Visit) => v.tags }),
  validate: F.validate((v: Visit) => v.tags.length < 9, 'too many'),
  separate: (rows: Rows) => {
    const [lefts] = F.splitEither((v: Visit) => (v.n ? E.left(v) : E.right(v.tags)))(rows)
    return lefts
  },
  tap: F.tap((v: Visit) => JSON.stringify(v)),
  take: F.take(3),
  drop: F.drop(1),
  takeWhile: F.takeWhile((v: Visit) => v.id > 0),
  dropWhile: F.dropWhile((v: Visit) => v.id > 0),
  scan: F.scan((seen: readonly Visit[], v: Visit) => [...seen, v], []),
  zipWithIndex: F.zipWithIndex(),
  chunk: F.chunk(2),
  sliding: F.sliding(2),
  last: F.last(),
  concat: (rows: Rows) => F.concat(rows)(rows),
  distinct: F.distinct(),
  distinctBy: F.distinctBy((v: Visit) => v.tags),
  intersect: (rows: Rows) => F.intersect(rows)(rows),
  except: (rows: Rows) => F.except(F.pipe(rows, F.drop(1)))(rows),
  sample: F.sample(0.5),
  shuffle: F.shuffle(),
  sortBy: F.sortBy(
    (v: Visit) => v.tags,
    F.descending((v: Visit) => v.name),
  ),
  groupBy: F.groupBy((v: Visit) => v.props, { n: A.count(), all: A.toList(), one: A.min((v: Visit) => v.tags) }),
  rollup: F.rollup(
    { props: (v: Visit) => v.props, tags: (v: Visit) => v.tags },
    { n: A.count(), all: A.toList<Visit>() },
  ),
  aggregate: F.aggregate({ n: A.count(), all: A.toList<Visit>(), last: A.last<Visit>() }),
  over: F.over(
    { by: (v: Visit) => v.props, orderBy: (v: Visit) => v.tags },
    { all: W.rolling(A.toList<Visit>(), { rows: [-1, 1] }), rank: W.rank() },
  ),
  join: (rows: Rows) => F.join(rows, { left: (v: Visit) => v.tags, right: (v: Visit) => v.tags, how: 'full' })(rows),
  asofJoin: (rows: Rows) =>
    F.asofJoin(rows, {
      left: (v: Visit) => v.id,
      right: (v: Visit) => v.id,
      by: { left: (v: Visit) => v.props, right: (v: Visit) => v.props },
      direction: 'forward',
    })(rows),
  cross: (rows: Rows) => F.cross(rows)(rows),
  cogroup: (rows: Rows) => F.cogroup(rows, { left: (v: Visit) => v.tags, right: (v: Visit) => v.tags })(rows),
} satisfies Record<Kind, (rows: Rows) => F.Bag<unknown>>

const cases = Object.entries(operators) as unknown as readonly (readonly [Kind, (rows: Rows) => F.Bag<unknown>])[]

describe.each(cases)('%s', (kind, operator) => {
  test('changes neither rows nor results (S1, S2), and freezes nothing of the user’s', () =>
    holds(visitRows, async (xs) => {
      const before = fingerprint(xs)
      const first = await rowsOf(operator(F.rows(xs)))
      const printed = fingerprint(first)
      const second = await rowsOf(operator(F.rows(xs)))
      expect(fingerprint(xs)).toBe(before)
      expect(fingerprint(first)).toBe(printed)
      expect(fingerprint(second)).toBe(printed)
      for (const x of xs) {
        expect(Object.isFrozen(x)).toBe(false)
        expect(Object.isFrozen(x.tags)).toBe(false)
      }
    }))

  test('is made without a look at the rows', () => {
    let opened = 0
    const watched = {
      [Symbol.iterator]: () => {
        opened++
        return [][Symbol.iterator]()
      },
    }
    const dataset = operator(F.rows<Visit>(watched) as Rows)
    expect(opened).toBe(0)
    expect(dataset.plan.kind).toBe(kind)
  })
})

/** The parts of a plan that Floe made: not a source's rows, a user's parameters or initial state, a codec or an aggregate's insides. */
const isDeeplyFrozen = (node: F.Node): boolean =>
  nodesOf(node).every(
    (one) =>
      Object.isFrozen(one) &&
      Object.isFrozen(one.inputs) &&
      Object.values(one).every(
        (part) =>
          typeof part !== 'object' ||
          Object.isFrozen(part) ||
          part === Reflect.get(one, 'codec') ||
          part === Reflect.get(one, 'initial'),
      ) &&
      (!('keys' in one) || one.keys.every((key) => Object.isFrozen(key) && Object.isFrozen(key.lambda))) &&
      (!('fields' in one) || one.fields.every((pair) => Object.isFrozen(pair) && Object.isFrozen(pair[1]))) &&
      (one.kind !== 'rename' || one.names.every((pair) => Object.isFrozen(pair))) &&
      (!('aggregates' in one) || one.aggregates.every((pair) => Object.isFrozen(pair) && Object.isFrozen(pair[1]))) &&
      (!('windows' in one) ||
        one.windows.every((pair) => [pair, pair[1], pair[1].looksAt].every((part) => Object.isFrozen(part)))) &&
      (!('lambda' in one) || Object.isFrozen(one.lambda.params)),
  )

describe('a plan', () => {
  test('is frozen, to the last node', () =>
    fc.assert(
      fc.property(anyPlan({ failing: true }), ({ dataset }) => {
        expect(Object.isFrozen(dataset)).toBe(true)
        expect(isDeeplyFrozen(dataset.plan)).toBe(true)
      }),
      { numRuns: runs(150) },
    ))

  test('can be run again, and beside itself, with the same answer', () =>
    fc.assert(
      fc.asyncProperty(anyPlan(), async ({ dataset }) => {
        const [one, two] = await Promise.all([rowsOf(dataset), rowsOf(dataset)])
        expect(fingerprint(two)).toBe(fingerprint(one))
        expect(fingerprint(await rowsOf(dataset))).toBe(fingerprint(one))
      }),
      { numRuns: runs(80) },
    ))
})

type Any = { [name: string]: never }

describe('a function that changes its row', () => {
  const row = () => ({
    n: 1,
    tags: ['a'],
    map: new Map([[1, 2]]),
    set: new Set([1]),
    at: new Date(0),
    bytes: new Uint8Array(2),
  })
  type Row = ReturnType<typeof row>
  const writes: readonly (readonly [string, (row: Row) => void])[] = [
    [
      'a field',
      (r) => {
        r.n = 2
      },
    ],
    [
      'an array',
      (r) => {
        r.tags.push('b')
      },
    ],
    [
      'a Map',
      (r) => {
        r.map.set(1, 3)
      },
    ],
    [
      'a Set',
      (r) => {
        r.set.add(2)
      },
    ],
    [
      'a Date',
      (r) => {
        r.at.setTime(1)
      },
    ],
    [
      'bytes',
      (r) => {
        r.bytes[0] = 1
      },
    ],
    [
      'a new field',
      (r) => {
        ;(r as unknown as Any).extra = undefined as never
      },
    ],
    [
      'a field taken away',
      (r) => {
        delete (r as Partial<Row>).n
      },
    ],
  ]

  test.each(writes)('in tap is told: %s', async (_, write) => {
    for (const onError of ['fail', 'reject'] as const) {
      const plan = F.pipe(
        F.rows([{ other: 1 }, row()]),
        F.tap((r) => {
          if ('n' in r) write(r as Row)
        }),
      )
      await expect(F.toList(plan, { onError, onReject: () => {} })).rejects.toMatchObject({
        _tag: 'RowMutated',
        code: 'FLOE303',
        place: { source: 'rows', row: 2, stage: expect.stringMatching(/^tap \(r\) => /) },
      })
    }
  })

  test('in tap that changes it back is not', async () => {
    const plan = F.pipe(
      F.rows([row()]),
      F.tap((r) => {
        const w = r as Row
        w.n = 2
        w.n = 1
      }),
    )
    expect(await rowsOf(plan)).toEqual([row()])
  })

  test.each(writes.slice(4, 6))('in update is told, where the draft does not reach: %s', async (_, write) => {
    const plan = F.pipe(
      F.rows([row()]),
      F.update((r) => write(r as unknown as Row)),
    )
    await expect(F.toList(plan, { onError: 'reject', onReject: () => {} })).rejects.toMatchObject({
      _tag: 'RowMutated',
      place: { row: 1 },
    })
  })

  test.each(writes.filter((_, i) => i < 4 || i > 5))('in update changes a copy: %s', async (_, write) => {
    const given = row()
    const [out] = await rowsOf(
      F.pipe(
        F.rows([given]),
        F.update((r) => write(r as unknown as Row)),
      ),
    )
    const expected = row()
    write(expected)
    expect(given).toEqual(row())
    expect(fingerprint(out)).toBe(fingerprint(expected))
  })
})
