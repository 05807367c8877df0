/**
 * Any rows that a source may hold: like those that it really holds, and made from what is known of them.
 */
import type * as fc from 'fast-check'
import { conforms } from '../../data/schema.ts'
import type { Source } from '../../plan/source.ts'
import { leavesOf, type Profile, profiled } from '../arbitrary/profile.ts'
import { fewOf, rowsLike } from '../arbitrary/rows-like.ts'
import { valuesOfSchema } from '../arbitrary/values-of-schema.ts'

const usualSample = 100
const profiles: readonly Profile[] = ['plain', 'ties', 'specials']

/** The first rows of a source: as many as can be read. */
const sampleOf = async (source: Source, most: number): Promise<readonly unknown[]> => {
  const sample: unknown[] = []
  const leaving = new AbortController()
  try {
    for await (const { rows, errors } of source.open(leaving.signal)) {
      sample.push(...rows.filter((_, i) => !errors.has(i)).slice(0, most - sample.length))
      if (sample.length >= most) break
    }
  } catch {
    // What cannot be read now may be there when the plan runs.
  }
  leaving.abort()
  return sample
}

/**
 * Rows like the first ones of a source, which is never read to its end, and rows that are made from its schema, each of some
 * profile. Only like them where its schema says nothing; only from the schema where there are none, as it is empty or cannot
 * be opened.
 *
 * @param options `sample`: how many rows are looked at, 100 by default
 */
export const rowsOfSource = async (
  source: Source,
  { sample: most = usualSample }: { readonly sample?: number } = {},
): Promise<fc.Arbitrary<unknown>> => {
  const sample = (await sampleOf(source, most)).filter((row) => conforms(source.schema, row))
  const is = (row: unknown): boolean => conforms(source.schema, row)
  const like = sample.length === 0 ? [] : [rowsLike(sample).filter(is), rowsLike(fewOf(sample)).filter(is)]
  const made = profiles.map((profile) => valuesOfSchema(source.schema, leavesOf[profile]))
  return profiled(sample.length > 0 && source.schema.kind === 'unknown' ? like : [...like, ...made], is)
}
