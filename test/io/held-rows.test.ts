/** Rows that are in memory may be read where they are. */
import { test } from '@fast-check/vitest'
import * as F from 'floe'
import Immutable from 'immutable'
import { expect } from 'vitest'

const heldBy = ({ plan }: F.Bag<unknown>) => (plan as unknown as { readonly source: F.Source }).source.held

test('the iterable itself is held, whatever it is', () => {
  for (const values of [[1, 2], new Float64Array([1, 2]), Immutable.List([1, 2]), new Set([1, 2])])
    expect(heldBy(F.rows<unknown>(values))).toBe(values)
})

test('sources that make or read their rows hold none', () => {
  expect(heldBy(F.range(0, 3))).toBeUndefined()
  expect(heldBy(F.repeat(1, 3))).toBeUndefined()
})
