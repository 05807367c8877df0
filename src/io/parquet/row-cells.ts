/**
 * Which columns make up a row, in which order, and how each becomes a field: what a codec and a file have in common.
 */
import type * as t from 'io-ts'
import * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { similarNames } from '../similar-names.ts'
import { fieldsOfCodec } from './codec-columns.ts'
import type { Column } from './column-type.ts'
import { type Convert, convertPresent, missingValue } from './convert-cell.ts'
import type { ParquetFile } from './open-file.ts'
import { isWide } from './wide-columns.ts'

/** How one column becomes one field. */
export interface Cell {
  readonly column: Column
  /** What a null becomes; `undefined` leaves the field out. */
  readonly missing: null | undefined
  readonly convert: Convert
}

const cellOf = (column: Column, target: S.Schema, optional: boolean): Cell => ({
  column,
  missing: missingValue(target, optional),
  convert: convertPresent(column.type, target),
})

const mayBeAbsent = ({ schema, optional }: S.Field): boolean => optional || missingValue(schema, false) === undefined

const mismatch = (file: ParquetFile, missing: readonly S.Field[]): FloeError<'SchemaMismatch'> => {
  const names = file.columns.map(({ name }) => name)
  const similar = missing.flatMap(({ name }) =>
    similarNames(name, names)
      .slice(0, 1)
      .map((like) => `${like} for ${name}`),
  )
  const wanted = missing.map(({ name }) => name).join(', ')
  return new FloeError('SchemaMismatch', {
    message: `the codec names ${missing.length === 1 ? 'a column' : 'columns'} that the file does not have: ${wanted}`,
    place: { source: file.path },
    hint: `${similar.length > 0 ? `did you mean ${similar.join(', ')}? ` : ''}the file has ${names.join(', ')}`,
  })
}

/**
 * The cells of a row: those that the codec names, in its order; all of the file's, without a codec or if it may look at
 * any.
 *
 * @throws FloeError SchemaMismatch, if fields that must be there have no column
 */
export const cellsOf = (file: ParquetFile, codec: t.Mixed | undefined): readonly Cell[] => {
  const fields = codec === undefined ? undefined : fieldsOfCodec(codec)
  if (fields === undefined)
    return file.columns.map((column) =>
      cellOf(column, codec === undefined && isWide(file, column) ? S.BigInt : S.Unknown, false),
    )
  const columns = new Map(file.columns.map((column) => [column.name, column]))
  const missing = fields.filter((field) => !columns.has(field.name) && !mayBeAbsent(field))
  if (missing.length > 0) throw mismatch(file, missing)
  return fields.flatMap(({ name, schema, optional }) => {
    const column = columns.get(name)
    return column === undefined ? [] : [cellOf(column, schema, optional)]
  })
}
