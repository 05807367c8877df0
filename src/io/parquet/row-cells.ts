/**
 * Which columns make up a row, in which order, and how each becomes a field: what a codec and a file have in common.
 */
import type * as t from 'io-ts'
import * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { schemaReadBy } from '../../plan/codec/schema-of-codec.ts'
import { similarNames } from '../files/similar-names.ts'
import { shapeOf } from '../row-shape.ts'
import type { Column } from './column-type.ts'
import { type Convert, convertPresent, missingValue } from './convert-cell.ts'
import type { ParquetFile } from './open-file.ts'
import { wideColumns } from './wide-columns.ts'

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
 * The cells of a row: those that the codec names, in its order, and the others if it looks at them; without a codec, all
 * in the file's order.
 *
 * @throws FloeError SchemaMismatch, if fields that must be there have no column
 */
export const cellsOf = (file: ParquetFile, codec: t.Mixed | undefined): readonly Cell[] => {
  const shape = codec === undefined ? undefined : shapeOf(codec)
  if (shape === undefined) {
    const wide = wideColumns(file)
    return file.columns.map((column) => cellOf(column, wide.has(column.name) ? S.bigint : S.unknown, false))
  }
  const fields = shape.fields.map(({ name, codec: part, optional }) => ({
    name,
    schema: schemaReadBy(part),
    optional,
  }))
  const columns = new Map(file.columns.map((column) => [column.name, column]))
  const missing = fields.filter((field) => !columns.has(field.name) && !mayBeAbsent(field))
  if (missing.length > 0) throw mismatch(file, missing)
  const named = fields.flatMap(({ name, schema, optional }) => {
    const column = columns.get(name)
    return column === undefined ? [] : [cellOf(column, schema, optional)]
  })
  if (shape.rest === undefined) return named
  const rest = schemaReadBy(shape.rest)
  const names = new Set(fields.map(({ name }) => name))
  return [...named, ...file.columns.filter(({ name }) => !names.has(name)).map((column) => cellOf(column, rest, false))]
}
