/**
 * Proves of each operator that holds rows that it means the same with hardly any room: in order and as a bag, with functions
 * before and after it that fail on some rows, with keys of all one hash, and read to the end or not; and that it does put rows
 * aside.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as hashing from '../../../src/engine/spill/hash-of-key.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { littleRoom } from './little-room.ts'

interface Row {
  readonly k: number | string | null
  readonly v: number
}
type Rows = F.Bag<Row>

const boom = (what: string): never => {
  throw new RangeError(what)
}

/** An aggregate that is of one piece, and fails on some rows that it meets after others. */
const steps = A.define<{ last: number; n: number }, Row, number>({
  name: 'steps',
  needs: 'bag',
  splits: false,
  init: () => ({ last: 0, n: 0 }),
  step: (state, { v }) => {
    state.n++
    if (v === 13 && state.n > 1) boom('thirteen')
    state.last = Math.max(state.last, v)
    return state
  },
  merge: (left, right) => ({ last: Math.max(left.last, right.last), n: left.n + right.n }),
  done: ({ last, n }) => last * 1000 + n,
  encode: (state) => ({ ...state }),
  decode: (encoded) => ({ ...(encoded as { last: number; n: number }) }),
})

/** Whether the operator is given a bag, and what it does with its rows and others. */
type Operator = (rows: Rows, others: Rows) => F.Bag<unknown>

/** The same rows, as a bag. */
const toBag = (rows: Rows): Rows => {
  const of = { left: (r: Row) => r.v, right: (v: number) => v, how: 'semi' } as const
  return F.join(F.rows(Array.from({ length: 21 }, (_, v) => v)), of)(rows)
}

const sequence = (rows: Rows): F.Sequence<Row> => rows as F.Sequence<Row>

// biome-ignore format: one operator a line
const operators: { readonly [name: string]: { readonly sequence?: Operator; readonly bag?: Operator } } = {
  'groupBy, bounded': both((rows) => F.groupBy((r: Row) => r.k, { n: A.count(), sum: A.sum((r: Row) => r.v), mean: A.mean((r: Row) => r.v / 3) })(rows)),
  'groupBy two keys': both((rows) => F.pipe(rows, F.groupBy({ k: (r) => r.k, odd: (r) => r.v % 2 }, { n: A.count(), least: A.min((r) => r.v) }))),
  'groupBy, growing': both((rows) => F.groupBy((r: Row) => r.k, { set: A.toSet((r: Row) => r.v), n: A.countDistinct((r: Row) => r.v) })(rows)),
  'groupBy, in order': { sequence: (rows) => F.pipe(sequence(rows), F.groupBy((r) => r.k, { all: A.toList((r) => r.v), last: A.last((r) => r.v) })) },
  'groupBy, of one piece': both((rows) => F.groupBy((r: Row) => r.k, { steps, n: A.count() })(rows)),
  'groupBy, refusing': both((rows) => F.groupBy((r: Row) => (r.v === 17 ? boom('key') : r.k), { sum: A.sum((r: Row) => (r.v === 11 ? ('x' as never) : r.v)) })(rows)),
  rollup: both((rows) => F.pipe(rows, F.rollup({ k: (r) => r.k, odd: (r) => r.v % 2 }, { n: A.count(), sum: A.sum((r) => r.v) }))),
  distinct: both((rows) => F.distinct()(rows)),
  distinctBy: both((rows) => F.distinctBy((r: Row) => (r.v === 17 ? boom('key') : r.k))(rows)),
  intersect: both((rows, others) => F.intersect(others)(rows)),
  except: both((rows, others) => F.except(others)(rows)),
  'join, inner': joined('inner'),
  'join, left': joined('left'),
  'join, right': joined('right'),
  'join, full': joined('full'),
  'join, semi': joined('semi'),
  'join, anti': joined('anti'),
  cross: both((rows, others) => F.cross(others)(rows)),
  'asofJoin, by a key': asof(true, 'backward', 'left'),
  'asofJoin, inner': asof(true, 'nearest', 'inner'),
  cogroup: both((rows, others) => F.cogroup(others, { left: (r: Row) => (r.v === 17 ? boom('left') : r.k), right: (r: Row) => r.k })(rows)),
  'over, by a key': both((rows) => F.over({ by: (r: Row) => r.k, orderBy: F.ascending((r: Row) => r.v) }, { n: W.rowNumber(), sum: W.running(A.sum((r: Row) => r.v)) } as never)(rows)),
  'over, failing': both((rows) => F.over({ by: (r: Row) => r.k, orderBy: F.descending((r: Row) => r.v) }, { steps: W.rolling(steps, { rows: 2 }), rank: W.denseRank() } as never)(rows)),
}

/** Keys of some rows fail, on either side. */
function joined(how: 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti') {
  return both((rows, others) => {
    const left = (r: Row) => (r.v === 17 ? boom('left') : r.k)
    const right = (r: Row) => (r.v === 17 ? boom('right') : r.k)
    return (F.join(others, { left, right, how } as never) as Operator)(rows, others)
  })
}

function asof(hasKey: boolean, direction: 'backward' | 'nearest', how: 'left' | 'inner') {
  const time = (r: Row) => (r.v === 17 ? boom('time') : r.v)
  const by = { left: (r: Row) => r.k, right: (r: Row) => r.k }
  return both((rows, others) =>
    (F.asofJoin(others, { left: time, right: time, direction, how, ...(hasKey ? { by } : {}) } as never) as Operator)(
      rows,
      others,
    ),
  )
}

function both(operator: Operator) {
  return { sequence: operator, bag: operator }
}

const before = [
  (rows: Rows): Rows => rows,
  F.map((r: Row) => (r.v === 7 ? boom('before') : r)),
  F.filter((r: Row) => (r.v === 7 ? boom('before') : r.v !== 9)),
] as readonly ((rows: Rows) => Rows)[]

const isOdd = (row: unknown): boolean => JSON.stringify(row)?.includes('3') ?? false

const after: readonly ((rows: F.Bag<unknown>) => F.Bag<unknown>)[] = [
  (rows) => rows,
  F.map((row: unknown) => (isOdd(row) ? boom('after') : row)),
  (rows) => (F.orderOf(rows.plan) === 'sequence' ? F.pipe(rows as F.Sequence<unknown>, F.take(3)) : rows),
  (rows) =>
    F.orderOf(rows.plan) === 'sequence'
      ? F.pipe(
          rows as F.Sequence<unknown>,
          F.map((row: unknown) => (isOdd(row) ? boom('after') : row)),
          F.take(5),
          F.chunk(2),
        )
      : rows,
  F.groupBy((row: unknown) => JSON.stringify(row)?.length, { n: A.count() }),
]

const rowsOf = fc.array(
  fc.record({
    k: fc.oneof(fc.nat({ max: 6 }), fc.constantFrom('a', 'b', null)),
    v: fc.nat({ max: 20 }),
  }),
  { maxLength: 40 },
)

/** Whether something was put aside. */
let done: boolean[] = []
beforeEach(() => {
  done = []
})
afterEach(() => {
  vi.restoreAllMocks()
})

const hashes = ['hashOfKey', 'hashOfNumber', 'hashOfBytes'] as const

const cases = Object.entries(operators).flatMap(([name, { sequence, bag }]) => [
  ...(sequence === undefined ? [] : [{ name, order: 'sequence', operator: sequence }]),
  ...(bag === undefined ? [] : [{ name, order: 'bag', operator: bag }]),
])

describe.each([
  ['hashes as they are', false],
  ['all of one hash', true],
])('%s', (_, isFlat) => {
  test.each(cases)('$name of a $order', async ({ order, operator }) => {
    if (isFlat) for (const hash of hashes) vi.spyOn(hashing, hash).mockReturnValue(0)
    await fc.assert(
      fc.asyncProperty(
        rowsOf,
        rowsOf,
        fc.constantFrom(...before),
        fc.constantFrom(...after),
        fc.constantFrom(1, 300, 900, 2500),
        fc.constantFrom('fail', 'reject'),
        fc.boolean(),
        async (left, right, first, last, share, onError, given) => {
          const bagged = (rows: F.Sequence<Row>): Rows => (order === 'bag' ? toBag(rows) : rows)
          const input = first(bagged(F.rows(left)))
          const plan = last(operator(input, bagged(F.rows(right))))
          const { engine, work } = littleRoom(share, given)
          const { counts: _, ...expected } = await outcomeOf(plan, { engine: F.reference, onError })
          const { counts: __, ...found } = await outcomeOf(plan, { engine, onError })
          expect(found).toEqual(expected)
          expect(work.open).toBe(0)
          // What makes the bag may put rows aside, too.
          const alone = littleRoom(share, given)
          await outcomeOf(input, { engine: alone.engine, onError })
          done.push(work.records > alone.work.records)
        },
      ),
      { numRuns: runs(15) },
    )
    expect(done.filter((hasPut) => hasPut).length).toBeGreaterThan(done.length / 10)
  })
})
