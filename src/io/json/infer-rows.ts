/**
 * What the rows of a file of JSON look like, from the first of them: what the formats of JSON have in common.
 */
import { printValue } from '../../data/print-value.ts'
import type { Schema } from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Batch } from '../../plan/source.ts'
import { schemaOfJson } from './infer-schema.ts'

/**
 * What the first rows of a file say of all.
 *
 * @example
 * const line = (facts: JsonFacts) => `${F.printSchema(facts.schema)}, by ${facts.rows} rows`
 * await writeFile('people.jsonl', '{"name":"Ada"}\n{"name":"Bob","age":36}\n')
 * line(await inferNdjson('people.jsonl')) // '{ name: string, age?: number }, by 2 rows'
 */
export interface JsonFacts {
  /** A schema to which all rows conform that were looked at. */
  readonly schema: Schema
  /** How many rows were looked at. */
  readonly rows: number
  /** Whether these were all. */
  readonly isWhole: boolean
}

/**
 * How much of a file is looked at.
 *
 * @example
 * const options: SampleOptions = { sample: 1 }
 * await writeFile('people.jsonl', '{"name":"Ada"}\n{"name":"Bob","age":36}\n')
 * const { schema, isWhole } = await inferNdjson('people.jsonl', options)
 * F.printSchema(schema) // '{ name: string }'
 * isWhole // false
 */
export interface SampleOptions {
  /** How many rows are looked at. Default: 10,000. */
  readonly sample?: number
}

/** Looks at the first rows that can be read; one that cannot is passed over, and reading will tell it. */
export const inferRows = async (
  batches: AsyncIterable<Batch>,
  { sample = 10_000 }: SampleOptions,
): Promise<JsonFacts> => {
  if (!Number.isInteger(sample) || sample < 1)
    throw new FloeError('InvalidArgument', {
      message: `sample is ${printValue(sample)}, and must be a count of rows`,
      hint: 'sample: 10_000',
    })
  const found: unknown[] = []
  let isWhole = true
  try {
    for await (const { rows, errors } of batches) {
      for (const [i, row] of rows.entries()) {
        if (found.length === sample) isWhole = false
        else if (!errors.has(i)) found.push(row)
      }
      if (!isWhole) break
    }
  } catch (error) {
    // Of a file that is broken behind some good rows these are rows still; reading on will meet the error, and tell it.
    if (!(error instanceof FloeError) || error._tag !== 'SourceCorrupt' || found.length === 0) throw error
    isWhole = false
  }
  return { schema: schemaOfJson(found), rows: found.length, isWhole }
}
