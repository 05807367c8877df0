/**
 * Arbitrary rows that look like some others: one of them, with some of its fields changed. Knows not where those came from.
 */
import * as fc from 'fast-check'
import { setField } from '../../plan/codec/compile-record.ts'
import { look } from '../value/look.ts'
import { isPlain } from './is-plain.ts'
import { ofPool } from './of-pool.ts'

/** Values of the kind that a field has, between those that were seen in it. */
const between = (seen: readonly unknown[]): readonly fc.Arbitrary<unknown>[] => {
  const numbers = seen.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  if (numbers.length < 2) return []
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)]
  if (numbers.every(Number.isSafeInteger)) return [fc.integer({ min, max })]
  return [fc.double({ min, max, noNaN: true })]
}

/** Texts of one length may be codes, of which nothing can be left out. */
const shorter = (seen: readonly unknown[]): readonly fc.Arbitrary<unknown>[] => {
  const texts = seen.filter((value) => typeof value === 'string')
  if (new Set(texts.map(({ length }) => length)).size < 3) return []
  return [fc.tuple(ofPool(texts), fc.nat(8)).map(([text, length]) => [...text].slice(0, length).join(''))]
}

const distinct = (values: readonly unknown[]): readonly unknown[] => [
  ...new Map(values.map((value) => [look(value), value])).values(),
]

const valuesLike = (values: readonly unknown[]): fc.Arbitrary<unknown> => {
  const seen = distinct(values)
  return fc.oneof({ withCrossShrink: true }, { arbitrary: ofPool(seen), weight: 2 }, ...between(seen), ...shorter(seen))
}

/** Rows like these, of which there is one at least. */
export const rowsLike = (sample: readonly unknown[]): fc.Arbitrary<unknown> => {
  if (!sample.every(isPlain)) return valuesLike(sample)
  const names = [...new Set(sample.flatMap(Object.keys))]
  const changes = names.map((name) =>
    valuesLike(sample.filter((row) => Object.hasOwn(row, name)).map((row) => row[name])).map(
      (value) => [name, value] as const,
    ),
  )
  if (changes.length === 0) return ofPool(sample)
  return fc.tuple(ofPool(sample), fc.array(fc.oneof(...changes), { maxLength: 2 })).map(([row, changed]) => {
    const made: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(row)) setField(made, name, value)
    for (const [name, value] of changed) if (Object.hasOwn(row, name)) setField(made, name, value)
    return made
  })
}

/** The first, the last and the one between them: rows like these are often equal, or nearly so. */
export const fewOf = (sample: readonly unknown[]): readonly unknown[] =>
  [0, 0.5, 1].map((part) => sample[Math.round(part * (sample.length - 1))])
