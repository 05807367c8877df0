/**
 * Where in a document of JSON the rows are.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { FileOptions } from '../files/from-files.ts'

/**
 * How `json` reads.
 *
 * @example
 * const options: JsonOptions = { at: ['data', 'people'] }
 * await writeFile('answer.json', '{"status":"ok","data":{"people":[{"name":"Ada"}]}}')
 * await F.toList(json('answer.json', options)) // List [ { name: 'Ada' } ]
 */
export interface JsonOptions extends FileOptions {
  /** The name of the field that holds the array of rows, or the names on the way to it. Default: the file is the array. */
  readonly at?: string | readonly string[]
}

/**
 * The names on the way to the array.
 *
 * @throws FloeError InvalidArgument
 */
export const namesOf = ({ at = [] }: JsonOptions): readonly string[] => {
  const names = typeof at === 'string' ? [at] : at
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return Object.freeze([...names])
  throw new FloeError('InvalidArgument', {
    message: `at is ${printValue(at)}, and names a field, or the fields on the way to one`,
    hint: "at: 'items', or at: ['data', 'items']",
  })
}
