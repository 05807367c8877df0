/**
 * What a file of newline-delimited JSON holds, from its first rows: for looking at it.
 */
import * as t from 'io-ts'
import { type Paths, resolveFiles } from '../files/files.ts'
import { inferRows, type JsonFacts, type SampleOptions } from '../json/infer-rows.ts'
import { rowReader } from '../json/row-reader.ts'
import { readNdjsonFile } from './read-file.ts'

/**
 * The shape of the rows of newline-delimited JSON, as the first ones show it; of several files, the first one's.
 *
 * Memory: the rows that are looked at (`sample`, 10,000 by default).
 *
 * @throws FloeError InvalidArgument, SourceNotFound, SourceUnreadable, SourceCorrupt
 * @example
 * await writeFile('people.jsonl', '{"name":"Ada","age":36}\n{"name":"Bob","age":null}\n')
 * const { schema } = await inferNdjson('people.jsonl')
 * F.printSchema(schema) // '{ name: string, age: number | null }'
 */
export const inferNdjson = async (paths: Paths, options: SampleOptions = {}): Promise<JsonFacts> => {
  const [first] = await resolveFiles(paths, 'ndjson')
  const { signal } = new AbortController()
  return inferRows(readNdjsonFile(first as string, rowReader(t.unknown), signal), options)
}
