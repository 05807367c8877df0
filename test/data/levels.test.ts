/** How deep a row may be: a thousand levels, whatever the levels are made of, and whoever walks it. */
import * as Immutable from 'immutable'
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { checkRow, mostLevels } from '../../src/data/check-row.ts'
import { decodeValue, hasImmutable } from '../../src/data/decode-value.ts'
import { encodeValue } from '../../src/data/encode-value.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { identical } from '../../src/data/identical.ts'
import { keyOf, normaliseKey } from '../../src/data/key.ts'

hasImmutable(Immutable)

type Wrap = (value: unknown) => unknown

const Box = Record<{ item: unknown }>({ item: 0 })

const containers: readonly (readonly [string, Wrap])[] = [
  ['array', (value) => [value]],
  ['object', (value) => ({ a: value })],
  ['Map, in a value', (value) => new Map([[1, value]])],
  ['Map, in a key', (value) => new Map([[value, 1]])],
  ['Set', (value) => new Set([value])],
  ['List', (value) => List([value])],
  ['Stack', (value) => Stack([value])],
  ['Record', (value) => Box({ item: value })],
  ['Immutable Map, in a value', (value) => ImmutableMap([[1, value]])],
  ['Immutable Map, in a key', (value) => ImmutableMap([[value, 1]])],
  ['OrderedMap, in a value', (value) => OrderedMap([[1, value]])],
  ['OrderedMap, in a key', (value) => OrderedMap([[value, 1]])],
  ['Immutable Set', (value) => ImmutableSet([value])],
  ['OrderedSet', (value) => OrderedSet([value])],
]

const repeat = (wrap: Wrap, times: number, value: unknown): unknown => {
  let nested = value
  for (let i = 0; i < times; i++) nested = wrap(nested)
  return nested
}

const outermost = 3

/** As many levels: arrays, and around them three of this container, so that each counts for one level and no more. */
const nested = (levels: number, wrap: Wrap): unknown =>
  repeat(
    wrap,
    outermost,
    repeat((value) => [value], levels - outermost, null),
  )

describe('1,000 levels are a row, 1,001 are not', () => {
  test.each(containers)('%s', (_, wrap) => {
    const make = (): unknown => nested(mostLevels, wrap)
    expect(checkRow(make())).toBe(undefined)
    expect(fingerprint(make())).toBe(fingerprint(make()))
    expect(identical(make(), make())).toBe(true)
    expect(compareCanonical(make(), make())).toBe(0)
    expect(keyOf(make())).toBe(keyOf(make()))
    expect(keyOf(normaliseKey(make()))).toBe(keyOf(make()))
    expect(identical(decodeValue(encodeValue(make())), make())).toBe(true)

    const tooDeep = (): unknown => nested(mostLevels + 1, wrap)
    for (const walk of [checkRow, fingerprint, keyOf, normaliseKey, encodeValue])
      expect(() => walk(tooDeep()), walk.name).toThrow(/more than 1000 levels of nesting/)
    expect(() => identical(tooDeep(), tooDeep())).toThrow(/more than 1000 levels of nesting/)
    expect(() => compareCanonical(tooDeep(), tooDeep())).toThrow(/more than 1000 levels of nesting/)
  })

  test('Maps all the way down', () => {
    const make = (): unknown => repeat((value) => new Map([[1, value]]), mostLevels, null)
    expect(identical(make(), make())).toBe(true)
    expect(identical(decodeValue(JSON.parse(JSON.stringify(encodeValue(make())))), make())).toBe(true)
  })
})
