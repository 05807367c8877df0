/**
 * Arbitrary rows that look like those of a file.
 */
import type * as fc from 'fast-check'
import { stream } from '../../engine/run.ts'
import { FloeError } from '../../error/floe-error.ts'
import { randomOf } from '../../io/generate/random.ts'
import { positiveArgument } from '../../plan/count-argument.ts'
import type { Bag } from '../../plan/dataset.ts'
import { profiled } from './profile.ts'
import { fewOf, rowsLike } from './rows-like.ts'

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
  return profiled([rowsLike(sample), rowsLike(fewOf(sample))] as readonly fc.Arbitrary<A>[], () => true)
}
