/**
 * A source whose rows say which file they come from. Knows no format.
 */
import * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Batch, Column, Columns, Scan, Source } from '../../plan/source.ts'

/**
 * Rows `A` with the path of their file in the field `P`.
 *
 * @example
 * const nameOf = (row: WithPath<{ readonly n: number }, 'file'>) => row.file.replace(/.*\//, '')
 * nameOf({ n: 1, file: 'days/day-1.csv' }) // 'day-1.csv'
 */
export type WithPath<A, P extends string> = A & { readonly [K in P]: string }

type Reading = Pick<Source, 'open' | 'scan' | 'held'>

const batchWith = (batch: Batch, name: string): Batch => {
  if (batch.rows.length === 0) return batch
  const path = batch.where(0).source
  const errors = new Map(batch.errors)
  const rows = batch.rows.map((row, i) => {
    if (errors.has(i)) return undefined
    if (!Object.hasOwn(row as object, name)) return Object.freeze({ ...(row as object), [name]: path })
    errors.set(
      i,
      new FloeError('InvalidRow', {
        message: `the row has a field ${printValue(name)} of its own`,
        place: batch.where(i),
        hint: 'put the path into another field: { path: … }',
      }),
    )
    return undefined
  })
  return { ...batch, rows, errors }
}

const columnsWith = (columns: Columns, at: number): Columns => {
  const path = columns.length === 0 ? '' : columns.where(0).source
  const column: Column = { kind: 'texts', at: () => path }
  return { ...columns, columns: [...columns.columns.slice(0, at), column, ...columns.columns.slice(at)] }
}

const scanWith = (fields: readonly string[], name: string, { scan }: Reading): Scan | undefined => {
  const at = fields.indexOf(name)
  const inner = scan?.(fields.filter((field) => field !== name))
  if (inner === undefined || at < 0) return inner
  return {
    kinds: [...inner.kinds.slice(0, at), 'texts', ...inner.kinds.slice(at)],
    open: async function* (signal) {
      for await (const columns of inner.open(signal)) yield columnsWith(columns, at)
    },
  }
}

const readingWith = (reading: Reading, name: string): Reading => ({
  open: async function* (signal) {
    for await (const batch of reading.open(signal)) yield batchWith(batch, name)
  },
  ...(reading.scan === undefined ? {} : { scan: (fields: readonly string[]) => scanWith(fields, name, reading) }),
})

const schemaWith = (schema: S.Schema, name: string): S.Schema => {
  if (schema.kind === 'dictionary') return S.dictionary(S.union([schema.values, S.string]))
  if (schema.kind !== 'record') return S.unknown
  if (schema.fields.every((field) => field.name !== name)) return S.record([...schema.fields, S.field(name, S.string)])
  throw new FloeError('InvalidArgument', {
    message: `path names the field ${printValue(name)}, which the codec has already`,
    hint: "give it a name of its own: { path: 'file' }",
  })
}

/**
 * The source with one more field in its rows, objects all of them: the path of the file that a row comes from.
 *
 * @throws FloeError InvalidArgument
 */
export const withPath = (source: Source, name: string): Source => {
  const { codec, parts, again } = source
  return {
    ...source,
    details: [source.details, `path ${name}`].filter((part) => part !== '').join(' '),
    schema: schemaWith(source.schema, name),
    codec: codec && t.intersection([codec, t.type({ [name]: t.string })]),
    ...readingWith(source, name),
    again: again && ((raws) => readingWith({ open: again(raws) }, name).open),
    parts: parts && { ...parts, of: (part) => readingWith(parts.of(part), name) },
  }
}
