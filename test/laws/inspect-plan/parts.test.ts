/**
 * What is found in plans: every function that stands anywhere in a node, by the same name as in explain; and the rows that
 * reach it, which are those that the reference engine gives.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as C from 'floe/codec'
import { csv } from 'floe/io'
import * as W from 'floe/window'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { functionsOf, type Part } from '../../../src/laws/inspect-plan/part.ts'
import { nodesOnce, partsOf, partsOfNode } from '../../../src/laws/inspect-plan/parts-of.ts'
import { reaching } from '../../../src/laws/inspect-plan/reaching.ts'
import { look } from '../../../src/laws/value/look.ts'
import { mapFunctions } from '../../../src/plan/map-functions.ts'
import type { Node } from '../../../src/plan/node.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import { runs } from '../../runs.ts'

/** All functions and aggregates that stand in a node, wherever. */
const standingIn = (node: Node): ReadonlySet<unknown> => {
  const found = new Set<unknown>()
  const note = <A>(one: A): A => {
    found.add(one)
    return one
  }
  mapFunctions(node, { lambda: note, reducer: note, aggregate: note })
  return found
}

const heldBy = (part: Part): readonly unknown[] => (part.kind === 'aggregate' ? [part.aggregate] : functionsOf(part))

test('every function of a node is in one of its parts', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(anyPlan(), ({ dataset: { plan } }) => {
      for (const node of nodesOnce(plan)) {
        const standing = standingIn(node)
        if (standing.size > 0) kinds.add(node.kind)
        const held = new Set(partsOfNode(node).flatMap(heldBy))
        for (const one of standing) expect(held).toContain(one)
      }
    }),
    { numRuns: runs(200) },
  )
  expect(kinds.size).toBeGreaterThan(15)
})

const flights = F.rows([
  { origin: 'SEA', delay: 4, at: 0 },
  { origin: 'LAS', delay: 41, at: 1 },
])
type Flight = F.RowOf<typeof flights>

const none = { _tag: 'None' as const }
const one = (n: number) => ({ _tag: 'Some' as const, value: [n, n + 1] as const })
const grow = (n: number) => (n > 2 ? none : one(n))

const namesOf = (dataset: F.Bag<unknown>): readonly string[] => partsOf(dataset.plan).map(({ name }) => name)

describe('parts have the names that people know them by', () => {
  test.each<readonly [F.Bag<unknown>, readonly string[]]>([
    [
      F.pipe(
        flights,
        F.filter((f) => f.delay > 15),
      ),
      ['filter (f) => f.delay > 15'],
    ],
    [
      F.pipe(
        flights,
        F.filter((f, p) => f.delay > p, 15),
      ),
      ['filter (f, p) => f.delay > p with 15'],
    ],
    [
      F.pipe(flights, F.derive({ late: (f: Flight) => f.delay > 15, from: (f: Flight) => f.origin })),
      ['derive late: (f) => f.delay > 15', 'derive from: (f) => f.origin'],
    ],
    [
      F.pipe(
        flights,
        F.groupBy((f) => f.origin, { n: A.count(), delay: A.mean((f) => f.delay) }),
      ),
      ['groupBy by (f) => f.origin', 'groupBy n: count', 'groupBy delay: mean (f) => f.delay'],
    ],
    [
      F.pipe(flights, F.groupBy({ from: (f) => f.origin, at: (f) => f.at }, {})),
      ['groupBy from: (f) => f.origin', 'groupBy at: (f) => f.at'],
    ],
    [
      F.pipe(flights, F.join(flights, { left: (f) => f.origin, right: (g) => g.origin })),
      ['join left (f) => f.origin', 'join right (g) => g.origin'],
    ],
    [
      F.pipe(
        flights,
        F.asofJoin(flights, {
          left: (f) => f.at,
          right: (g) => g.at,
          by: { left: (f) => f.origin, right: (g) => g.origin },
        }),
      ),
      [
        'asofJoin left (f) => f.at',
        'asofJoin right (g) => g.at',
        'asofJoin by left (f) => f.origin',
        'asofJoin by right (g) => g.origin',
      ],
    ],
    [
      F.pipe(
        flights,
        F.sortBy(
          (f) => f.origin,
          F.descending((f) => f.delay),
        ),
      ),
      ['sortBy (f) => f.origin, descending (f) => f.delay'],
    ],
    [
      F.pipe(
        flights,
        F.over(
          { by: (f) => f.origin, orderBy: (f) => f.at },
          { rank: W.rank(), soFar: W.running(A.sum((f) => f.delay)) },
        ),
      ),
      ['over by (f) => f.origin', 'over ordered by (f) => f.at', 'over soFar: running sum (f) => f.delay'],
    ],
    [
      F.pipe(
        flights,
        F.validate(
          (f) => f.delay > 0,
          (f) => f.origin,
        ),
      ),
      ['validate (f) => f.delay > 0', 'validate else (f) => f.origin'],
    ],
    [F.pipe(F.rows<unknown>([1]), F.decode(t.number)), ['decode number']],
    [
      F.pipe(
        flights,
        F.scan((n: number, f) => n + f.delay, 0),
      ),
      ['scan (n, f) => n + f.delay from 0'],
    ],
    [F.pipe(flights, F.take(1), F.zipWithIndex(), F.distinct()), []],
    [csv('flights.csv'), []],
    [
      F.pipe(csv('flights.csv', t.type({ at: C.dateFromIso })), F.take(1)),
      ['source csv flights.csv { at: dateFromIso }'],
    ],
    [F.range(0, 3), []],
    [F.unfold(1, grow), ['source unfold 1 (n) => n > 2 ? none : one(n)']],
    [F.rows({ [Symbol.iterator]: () => [1].values() }), ['source rows']],
  ])('%#', (dataset, names) => expect(namesOf(dataset)).toEqual(names))

  test('a node that is used twice is found once', () => {
    const late = F.pipe(
      flights,
      F.filter((f) => f.delay > 15),
    )
    expect(namesOf(F.pipe(late, F.concat(late)))).toEqual(['filter (f) => f.delay > 15'])
  })
})

const looks = (rows: Iterable<unknown>): readonly string[] => Array.from(rows, look).sort()

test('rows that reach a place are those that the reference engine gives', async () => {
  let some = 0
  await fc.assert(
    fc.asyncProperty(anyPlan({ maxRows: 20, without: ['mapAsync'] }), async ({ dataset }) => {
      const at = reaching({ seed: 1, effects: true, isJoined: () => false })
      const { groups } = await at(dataset.plan)
      const rows: unknown[] = []
      try {
        const all = F.stream(dataset, { engine: F.reference, onError: 'reject', onReject: () => {} })
        for await (const batch of all) rows.push(...batch)
      } catch {
        // What ends a run ends it here, too.
        return
      }
      some += rows.length
      expect(looks(groups[0] ?? [])).toEqual(looks(rows.slice(0, 300)))
    }),
    { numRuns: runs(60) },
  )
  expect(some).toBeGreaterThan(50)
})
