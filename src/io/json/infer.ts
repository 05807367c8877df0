/**
 * What a file of JSON holds, from its first rows: for looking at it.
 */
import * as t from 'io-ts'
import { type Paths, resolveFiles } from '../files/files.ts'
import { inferRows, type JsonFacts, type SampleOptions } from './infer-rows.ts'
import { type JsonOptions, namesOf } from './options.ts'
import { readJsonFile } from './read-file.ts'
import { rowReader } from './row-reader.ts'

/**
 * The shape of the rows in a JSON array, as the first ones show it; of several files, the first one's.
 *
 * Memory: the rows that are looked at (`sample`, 10,000 by default).
 *
 * @throws FloeError InvalidArgument, SourceNotFound, SourceUnreadable, SourceCorrupt, SchemaMismatch
 * @example
 * const { schema, rows } = await inferJson('cars.json')
 * rows // 406
 * schema.kind === 'record' && schema.fields[0] // { name: 'Name', schema: { kind: 'string' }, optional: false }
 */
export const inferJson = async (paths: Paths, options: JsonOptions & SampleOptions = {}): Promise<JsonFacts> => {
  const names = namesOf(options)
  const [first] = await resolveFiles(paths, 'json')
  const { signal } = new AbortController()
  return inferRows(readJsonFile(first as string, names, rowReader(t.unknown), signal), options)
}
