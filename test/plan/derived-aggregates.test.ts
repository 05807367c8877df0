/** Proves the laws of the aggregates that `describe` and `pivot` make: an engine may cut rows, merge states and keep them as text. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { expect, test } from 'vitest'
import { nodesOf } from '../../src/plan/tree.ts'
import { aggregateLaws } from '../aggregate/laws.ts'
import { type Visit, visits } from '../arbitrary/row-shapes.ts'
import { asBag } from '../semantics/page-names.ts'

const rows = F.rows<Visit>([])

const aggregatesOf = (dataset: F.Bag<unknown>): readonly A.Aggregate<Visit, unknown, F.Order>[] =>
  nodesOf(dataset.plan).flatMap((node) =>
    node.kind === 'aggregate' || node.kind === 'groupBy' ? node.aggregates.map(([, aggregate]) => aggregate) : [],
  ) as never

const describing = (dataset: F.Bag<Visit>) => () => aggregatesOf(F.pipe(dataset, F.describe())).at(-1) as never

aggregateLaws('describe of a sequence', describing(rows), visits('finite'))
aggregateLaws('describe of a bag', describing(asBag(rows)), visits('finite'))

const pivoted = () =>
  aggregatesOf(
    F.pipe(
      rows,
      F.pivot({
        rows: (v) => v.id,
        columns: (v) => String(v.id % 3),
        names: ['0', '1'],
        values: A.sum((v) => v.id),
        others: 'rest',
      }),
    ),
  )

for (const i of [0, 2]) aggregateLaws(`column ${i} of pivot`, () => pivoted()[i] as never, visits('finite'))

test('a pivot is an aggregate for each column', () => {
  expect(pivoted().map(({ needs, splits }) => [needs, splits])).toEqual([0, 1, 2].map(() => ['bag', true]))
})
