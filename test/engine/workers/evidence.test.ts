/**
 * Proves what leaves its thread on evidence, and what does not: recipes, and aggregates that users define, once they are checked;
 * and every ready-made aggregate without any.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { stagesFor } from '../../../src/engine/stage.ts'
import { piecesOf } from '../../../src/engine/workers/pieces.ts'
import { ofAggregate, ofRecipe } from '../../../src/evidence/lasting-fingerprint.ts'
import { version } from '../../../src/evidence/version.ts'
import type { Lambda } from '../../../src/lambda/lambda.ts'
import { vouched } from '../../../src/optimize/vouched.ts'
import type { AnyAggregate } from '../../../src/plan/map-functions.ts'
import { newWatched, spreadingInThread } from './in-thread.ts'

interface Row {
  readonly n: number
  readonly tags: readonly string[]
}
const rows = F.rows<Row>(Array.from({ length: 40 }, (_, n) => ({ n, tags: [`${n % 3}`] })))
const size = { bytes: 1, rows: 7 }

const updated = () =>
  F.pipe(
    rows,
    F.update((draft) => {
      draft.tags.push('new')
      draft.n *= 2
    }),
  )

const longest = A.define<string, Row, string>({
  name: 'longest',
  needs: 'bag',
  splits: true,
  init: () => '',
  step: (best, row) => {
    const text = `${row.n}`
    return text.length > best.length || (text.length === best.length && text > best) ? text : best
  },
  merge: (one, other) => (other.length > one.length || (other.length === one.length && other > one) ? other : one),
  done: (best) => best,
  encode: (best) => best,
  decode: (encoded) => String(encoded),
})
const folded = () => F.pipe(rows, F.aggregate({ longest }))

const certificate = (fingerprint: string | undefined, kind: string, laws: readonly string[]): F.Evidence => ({
  certificates: new Map([
    [
      fingerprint as string,
      {
        fingerprint: fingerprint as string,
        name: 'it',
        kind,
        laws: Object.fromEntries(laws.map((law) => [law, 25])),
        runs: 25,
        seed: 1,
        version,
        modules: ['it.ts'],
      },
    ],
  ]),
})

const purity = ['S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'S8', 'S11']
const merging = ['R1', 'R2', 'R4', 'R6', 'R7', 'R8', 'R10', 'S5']
const recipe = (updated().plan as F.NodeOf<'update'>).lambda as Lambda
const cases = {
  'a recipe': { make: updated, evidence: (laws = purity) => certificate(ofRecipe(recipe), 'recipe', laws) },
  'an aggregate': {
    make: folded,
    evidence: (laws = merging) => certificate(ofAggregate(longest as unknown as AnyAggregate), 'aggregate', laws),
  },
} satisfies { readonly [name: string]: unknown }

const spreadOf = (plan: F.Node, evidence: F.Evidence) => piecesOf(stagesFor(vouched([plan], evidence)))

describe.each(Object.entries(cases))('%s', (_, { make, evidence }) => {
  test('is worked on by others once it is checked, and gives the same', async () => {
    const plan: F.Bag<unknown> = make()
    const watched = newWatched()
    const engine = spreadingInThread({ plan: plan.plan, again: make, workers: 2, size, evidence: evidence() }, watched)
    const options = { evidence: evidence() }
    expect(await F.toList(plan, { ...options, engine })).toEqual(await F.toList(plan))
    expect(watched.parts).toBe(6)
    expect(watched.notes).toEqual([])
  })

  test('stays where it is without evidence, or if a law is missing', () => {
    const { plan } = make()
    const checks = evidence()
    expect(spreadOf(plan, checks).pieces).toHaveLength(1)
    const refused = [
      { stage: expect.any(String), why: expect.stringMatching(/^nobody knows whether .* floe check finds out$/) },
    ]
    expect(spreadOf(plan, { certificates: new Map() })).toEqual({ pieces: [], refusals: refused })
    for (const law of purity.concat(merging)) {
      const laws = (make === updated ? purity : merging).filter((one) => one !== law)
      const isMissing = laws.length < (make === updated ? purity : merging).length
      expect(spreadOf(plan, evidence(laws)).pieces).toHaveLength(isMissing ? 0 : 1)
    }
  })
})

test.each<readonly [string, A.Aggregate<Row, unknown>]>([
  ['minBy', A.minBy((row) => row.n)],
  ['maxBy', A.maxBy((row) => row.n)],
  ['topKBy', A.topKBy(2, (row) => row.n)],
  ['bottomKBy', A.bottomKBy(2, (row) => row.n)],
  ['toSet', A.toSet()],
  [
    'filtered minBy',
    A.filtered(
      A.minBy((row: Row) => row.n),
      (row) => row.n > 3,
    ),
  ],
  ['struct', A.struct({ least: A.minBy((row: Row) => row.n), count: A.count() })],
])('%s is folded in parts', async (_, aggregate) => {
  const make = () =>
    F.pipe(
      rows,
      F.groupBy((row) => row.n % 4, { aggregate }),
    )
  const watched = newWatched()
  const engine = spreadingInThread({ plan: make().plan, again: make, workers: 2, size }, watched)
  expect(await F.toList(make(), { engine })).toEqual(await F.toList(make()))
  expect(watched.parts).toBe(6)
})

test('what calls an aggregate of a user is known no better than that', () => {
  for (const aggregate of [
    A.filtered(longest, (row: Row) => row.n > 3),
    A.contramap(longest, (row: Row) => row),
    A.struct({ longest, count: A.count() }),
  ]) {
    const { pieces, refusals } = spreadOf(F.pipe(rows, F.aggregate({ aggregate })).plan, { certificates: new Map() })
    expect([pieces.length, refusals.length]).toEqual([0, 1])
  }
})
