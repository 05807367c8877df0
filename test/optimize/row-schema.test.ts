/**
 * Proves that what is said of a plan's rows is true of each of them: of random plans, stage by stage, and by cases of what
 * is to be known at least.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as T from 'floe/time'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'
import { attach } from '../../src/lambda/attachment.ts'
import { rowSchema } from '../../src/optimize/row-schema.ts'
import { dataset } from '../../src/plan/dataset.ts'
import { printNode } from '../../src/plan/print.ts'
import { nodesOf } from '../../src/plan/tree.ts'
import { runs } from '../runs.ts'
import { typedPlan } from './typed-plan.ts'

describe('the schema of rows', () => {
  let rows = 0
  let known = 0

  test('is true of all of them, at each stage', async () => {
    await fc.assert(
      fc.asyncProperty(typedPlan({ failing: false, maxStages: 6 }), async ({ plan }) => {
        for (const node of nodesOf(plan)) {
          const schema = rowSchema(node)
          const result = await F.run(dataset(node), { engine: F.reference, onError: 'reject' })()
          if (E.isLeft(result)) continue
          for (const row of result.right.rows) {
            rows++
            if (schema.kind !== 'unknown') known++
            if (!S.conforms(schema, row)) expect(row, `${printNode(node)}: ${S.printSchema(schema)}`).toBe('as is said')
          }
        }
      }),
      { numRuns: runs(60) },
    )
    expect(rows).toBeGreaterThan(100)
    expect(known).toBeGreaterThan(rows / 4)
  })

  const Flight = t.type({ origin: t.string, delay: t.number })
  const flights = F.decode(Flight)(F.rows([]))
  const constant = (value: unknown) => ({ get: () => value, isConstant: true })
  const late = (f: t.TypeOf<typeof Flight>) => (f.delay > 0 ? O.some(f.origin) : O.none)
  attach(late, {
    text: '(f) => f.delay > 0 ? O.some(f.origin) : O.none',
    captures: { 'O.some': constant(O.some), 'O.none': constant(O.none) },
  })
  const monthOf = (f: t.TypeOf<typeof Flight>) => T.month(f.delay)
  attach(monthOf, { text: '(f) => T.month(f.delay)', captures: { 'T.month': constant(T.month) } })
  const cases: readonly (readonly [string, F.Bag<unknown>, string])[] = [
    ['a field', F.map((f: t.TypeOf<typeof Flight>) => f.origin)(flights), 'string'],
    [
      'a spread',
      F.map((f: t.TypeOf<typeof Flight>) => ({ ...f, hours: f.delay / 60 }))(flights),
      '{ origin: string, delay: number, hours: number }',
    ],
    [
      'the rest of a pattern',
      F.map(({ origin, ...rest }: t.TypeOf<typeof Flight>) => ({ ...rest, from: origin }))(flights),
      '{ delay: number, from: string }',
    ],
    ['what filterMap leaves', F.filterMap(late)(flights), 'string'],
    ['the calendar', F.map(monthOf)(flights), 'number'],
    [
      'groups',
      F.groupBy((f: t.TypeOf<typeof Flight>) => f.origin, { n: A.count(), worst: A.max((f) => f.delay) })(flights),
      '{ key: string, n: number, worst: number | undefined }',
    ],
    [
      'pairs of a join',
      F.map(([f, n]: readonly [t.TypeOf<typeof Flight>, number]) => ({ at: f.origin, n }))(
        F.join(F.decode(t.number)(F.rows([])), { left: (f: t.TypeOf<typeof Flight>) => f.delay, right: (n) => n })(
          flights,
        ),
      ),
      '{ at: string, n: number }',
    ],
  ]
  test.each(cases)('of %s', (_, made, schema) => {
    expect(S.printSchema(rowSchema(made.plan))).toBe(schema)
  })
})
