/** The table "Canonical order" of docs/semantics.md, run: each row is less than all that follow. */
import { describe, expect, test } from 'vitest'
import { compareCanonical, sortCanonically } from '../../src/data/canonical-order.ts'
import { identical } from '../../src/data/identical.ts'
import { evaluate, tables } from './tables.ts'

describe('Canonical order', () => {
  const rows = tables('Canonical order')
  const values = rows.map((row) => evaluate(row.value as string))

  test.each(rows.map((row, i) => [row.value as string, i] as const))('%s', (_, i) => {
    const compared = values.map((other, j) => [j, compareCanonical(values[i], other)])
    expect(compared).toEqual(values.map((_, j) => [j, Math.sign(i - j)]))
  })

  test('sorting brings them back', () => {
    const sorted = sortCanonically(values.toReversed())
    expect(sorted.map((value, i) => identical(value, values[i]))).toEqual(values.map(() => true))
  })
})
