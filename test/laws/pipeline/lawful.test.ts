/**
 * Proves that lawful plans which look as if they were not keep the laws of plans; and that no law is passed where nothing is
 * done, or it says nothing.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { taking } from './broken-engines.ts'
import { airports, atAirports, type Flight, flights } from './flights.ts'
import { reportOf, withVerdict } from './verdicts.ts'

const many = Array.from(
  { length: 60 },
  (_, id): Flight => ({ id, origin: ['SEA', 'JFK', null][id % 3] as string | null, delay: id % 17 }),
)
const Delay = t.type({ id: t.number, delay: t.number })
const names = new Map([[0, 'zero']])

/** Each is lawful, and looks as if it were not. */
const lawful: Readonly<Record<string, F.Bag<unknown>>> = {
  'a cache': F.pipe(
    F.rows(many),
    F.map(({ id }) => {
      if (!names.has(id)) names.set(id, `number ${id}`)
      return { id, name: names.get(id) }
    }),
    F.distinct(),
  ),
  'a copy that is sorted': F.pipe(
    F.rows(many.map((row) => ({ ...row, tags: ['b', 'a', 'b'] }))),
    F.map((row) => ({ ...row, tags: [...row.tags].sort() })),
    F.groupBy((row) => row.origin, { n: A.count() }),
  ),
  'functions that fail on some rows': F.pipe(
    F.rows(many),
    F.filter((row) => (row.origin as string).startsWith('S')),
    F.map((row) => 12n / BigInt(row.delay)),
  ),
  'rows that do not fit': F.pipe(
    F.rows<unknown>([...many, 'a flight', { id: 'x' }]),
    F.decode(Delay),
    F.filter((row) => row.delay > 3),
    F.sortBy((row) => row.delay),
    F.take(3),
  ),
  'what fails where nobody asks for it': F.pipe(
    F.rows(many),
    F.map((row) => 12n / BigInt(row.delay - 8)),
    F.take(2),
  ),
  'some dropped, and some taken': F.pipe(
    F.rows(many),
    F.drop(2),
    F.map((row) => row.delay),
    F.take(4),
    F.drop(1),
  ),
  'a bag that is put in order': F.pipe(
    F.rows(many),
    F.groupBy((row) => row.origin, { mean: A.mean((row) => row.delay / 3) }),
    F.sortBy((group) => group.mean),
    F.scan((sum, group) => sum + (group.mean ?? 0), 0),
  ),
  'sums of doubles over a bag': F.pipe(
    F.rows(many),
    F.join(airports, { left: (f) => f.origin, right: (a) => a.code }),
    F.map(([flight]) => flight.delay / 7),
    F.aggregate({ sum: A.sum((n: number) => n), spread: A.stddev((n: number) => n) }),
  ),
  'a node that is used twice': F.pipe(atAirports, F.concat(atAirports), F.distinct()),
  'other rows of windows and groups': F.pipe(
    F.rows(many),
    F.over({ by: (f) => f.origin, orderBy: (f) => f.delay }, { n: W.rowNumber(), before: W.lag((f) => f.id) }),
    F.rollup({ origin: (f) => f.origin, before: (f) => f.before === null }, { n: A.count() }),
  ),
  'steps that write to a state of their own': F.pipe(
    F.rows(many),
    F.groupBy((f) => f.origin, { ids: A.toSet((f) => f.id), all: A.toList((f) => f.delay) }),
  ),
}

describe('lawful plans keep all laws', () => {
  test.each(Object.entries(lawful))('%s', async (_, plan) => {
    const laws = await reportOf({ plan }, 12)
    expect(withVerdict(laws, 'broken')).toEqual([])
    expect(withVerdict(laws, 'held')).toEqual(expect.arrayContaining(['I1', 'E0', 'P8', 'E3', 'E17', 'P7']))
  })
})

describe('no law is passed', () => {
  test('where there are no rows', async () => {
    const silent: F.Engine = taking((node) =>
      node.inputs.length === 1 ? (Object.freeze({ kind: 'take', inputs: node.inputs, count: 0 }) as F.Node) : node,
    )
    const laws = await reportOf({
      plan: F.pipe(
        flights,
        F.map((f) => f.id),
      ),
      engines: [silent, silent],
    })
    expect(withVerdict(laws, 'held').filter((id) => id !== 'S1')).toEqual([])
    expect(laws.find(({ id }) => id === 'I1')?.why).toBe('no rows came out')
  })

  test('that says nothing of a plan', async () => {
    const laws = await reportOf({ plan: F.rows([1, 2]), engines: [F.reference] })
    expect(laws.flatMap(({ id, verdict, why }) => (verdict === 'vacuous' ? [`${id}: ${why}`] : []))).toEqual([
      'S1: there was nothing that could be written to',
      'E12: no stage reads a bag as a whole',
      'E7: no rule applies to the plan',
      'E0: there is one engine',
      'S20: there is no filter in the plan',
      'S21: there is no filter in the plan',
    ])
  })

  test('that does not wait for tasks', async () => {
    const task = (n: number) => async () => E.right(n + 1)
    const laws = await reportOf({ plan: F.pipe(F.rows([1, 2]), F.mapAsync(task, { concurrency: 2 })) })
    expect(withVerdict(laws, 'broken')).toEqual([])
    expect(laws.find(({ id }) => id === 'P8')?.why).toBe('there are tasks, which the interpreter does not wait for')
  })
})
