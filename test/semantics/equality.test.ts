/** The table "Equality" of docs/semantics.md, run. */
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { identical } from '../../src/data/identical.ts'
import { keyOf, normaliseKey, sameKey } from '../../src/data/key.ts'
import { evaluate, tables } from './tables.ts'

describe('Equality', () => {
  test.each(tables('Equality'))('$a and $b', (row) => {
    const a = evaluate(row.a as string)
    const b = evaluate(row.b as string)
    const isIdentical = evaluate(row.identical as string)
    const isSameKey = evaluate(row['same key'] as string)
    expect(identical(a, b)).toBe(isIdentical)
    expect(identical(b, a)).toBe(isIdentical)
    expect(fingerprint(a) === fingerprint(b)).toBe(isIdentical)
    expect(fingerprint({ a: [a] }) === fingerprint({ a: [b] })).toBe(isIdentical)
    expect(compareCanonical(a, b) === 0).toBe(isIdentical)
    expect(sameKey(a, b)).toBe(isSameKey)
    expect(new Set([keyOf(a), keyOf(b)]).size).toBe(isSameKey ? 1 : 2)
    expect(new Set([keyOf([a]), keyOf([b])]).size).toBe(isSameKey ? 1 : 2)
    expect(identical(normaliseKey(a), normaliseKey(b))).toBe(isSameKey)
  })
})
