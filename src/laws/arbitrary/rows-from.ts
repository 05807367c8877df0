/**
 * Arbitrary rows that look like those of a file.
 */
import * as fc from 'fast-check'
import { stream } from '../../engine/run.ts'
import { FloeError } from '../../error/floe-error.ts'
import { randomOf } from '../../io/generate/random.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import { positiveArgument } from '../../plan/count-argument.ts'
import type { Bag } from '../../plan/dataset.ts'
import { look } from '../value/look.ts'
import { isPlain } from './is-plain.ts'
import { ofPool } from './of-pool.ts'
import { profiled } from './profile.ts'

/** The first rows, and as many of all others by chance: each as likely as any. */
const sampleOf = async <A>(rows: Bag<A>, n: number): Promise<readonly A[]> => {
  const first: A[] = []
  const others: A[] = []
  const random = randomOf(n, 0)
  let passed = 0
  for await (const batch of stream(rows))
    for (const row of batch)
      if (first.length < Math.ceil(n / 2)) first.push(row)
      else if (others.length < Math.floor(n / 2)) others.push(row)
      else {
        passed++
        const place = Math.floor((random.below(2 ** 21) / 2 ** 21) * (others.length + passed))
        if (place < others.length) others[place] = row
      }
  return [...first, ...others]
}

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

/** Rows like these: one of them, with some of its fields changed. */
const rowsLike = (sample: readonly unknown[]): fc.Arbitrary<unknown> => {
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

/**
 * Arbitrary rows like those of a dataset: half of the sample are its first rows, the others are found by chance among all,
 * the same each time. A row is one of them, in which some fields have the values of other rows, or values between those.
 *
 * Reads the dataset once, to its end. Memory: the sample.
 *
 * @param n how many rows are looked at
 * @throws FloeError as reading does, and InvalidArgument where there are no rows
 * @example
 * const people = F.rows([{ name: 'Ada', born: 1815 }, { name: 'Alan', born: 1912 }])
 * const like = await L.rowsFrom(people)
 * await L.check(L.row((p: F.RowOf<typeof people>) => p.born > 1900, { rows: like }))
 */
export const rowsFrom = async <A>(rows: Bag<A>, n = 100): Promise<fc.Arbitrary<A>> => {
  const sample = await sampleOf(rows, positiveArgument('rowsFrom', n))
  if (sample.length === 0)
    throw new FloeError('InvalidArgument', {
      message: 'rowsFrom was given a dataset without rows, and makes others like them',
      hint: 'make rows of a codec: L.rowsOf(t.type({ origin: t.string, delay: t.number }))',
    })
  const few = [0, 0.5, 1].map((part) => sample[Math.round(part * (sample.length - 1))])
  return profiled([rowsLike(sample), rowsLike(few)] as readonly fc.Arbitrary<A>[], () => true)
}
