/**
 * From named cells of text to a row: for every format that has such cells.
 *
 * Two steps, so that what depends on the codec is done once, what depends on a file's columns once for each file, and
 * what is left for a row is loops. Knows nothing of how a file is cut into cells.
 */
import type * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'
import type { Where } from '../../plan/source.ts'
import { similarNames } from '../files/similar-names.ts'
import { type RowShape, shapeOf } from '../row-shape.ts'
import { absent, cellReader } from './text-cell.ts'
import { rejectHint, textHint } from './text-hint.ts'

/** Makes a row, frozen and with exactly the codec's fields, or says why not. Never throws. */
export type DecodeRow = (
  cells: readonly string[],
  /** Where the row is. Asked only of rows that do not fit. */
  where: () => Where,
  /** Whether a cell was in quotes. Asked seldom. */
  isQuoted: (column: number) => boolean,
) => unknown

export interface RowDecoder {
  /** The columns that the codec names, in its order; `undefined` if it names none, or wants others too. */
  readonly names: readonly string[] | undefined
  /**
   * The decoder for cells in the order of these columns. What it gives is a row, or a FloeError InvalidRow with file,
   * line, column, offending text and hint.
   *
   * @throws FloeError SchemaMismatch, if columns that must be there are missing, or one that is wanted is there twice
   */
  readonly bind: (columns: readonly string[], source: string) => DecodeRow
}

export interface RowDecoderOptions {
  /** Cells that stand for no value. */
  readonly nulls: readonly string[]
  /** The hint of rows that do not fit, in place of one that is made to measure. */
  readonly hint?: string
}

const list = (names: readonly string[]): string => names.map((name) => printValue(name)).join(', ')

const loosely = (name: string): string => name.replace(/[\s_-]+/g, '').toLowerCase()

const likeName = (name: string, columns: readonly string[]): string | undefined =>
  columns.find((column) => loosely(column) === loosely(name)) ?? similarNames(name, columns)[0]

const missingColumns = (missing: readonly string[], columns: readonly string[], source: string): FloeError => {
  const similar = missing.flatMap((name) => {
    const like = likeName(name, columns)
    return like === undefined ? [] : [`${printValue(like)} for ${printValue(name)}`]
  })
  const [only] = columns
  const delimiter = columns.length === 1 && only !== undefined ? /[;\t|]/.exec(only)?.[0] : undefined
  return new FloeError('SchemaMismatch', {
    message: `the codec names ${missing.length === 1 ? 'a column' : 'columns'} that the file does not have: ${list(missing)}`,
    place: { source },
    found: list(columns),
    expected: list(missing),
    hint:
      delimiter !== undefined
        ? `the header is one cell with ${printValue(delimiter)} in it: say delimiter: ${printValue(delimiter)}`
        : `${similar.length > 0 ? `did you mean ${similar.join(', ')}? ` : ''}the file has ${list(columns)}`,
  })
}

const twice = (name: string, source: string): FloeError =>
  new FloeError('SchemaMismatch', {
    message: `two columns have the name ${printValue(name)}: it is not clear which is meant`,
    place: { source, field: name },
    found: printValue(name),
    hint: 'rename one of them in the file; a codec that does not name them reads the other columns',
  })

interface BoundField {
  readonly name: string
  readonly column: number
  readonly codec: t.Mixed
  readonly optional: boolean
}

const bindFields = (shape: RowShape, columns: readonly string[], source: string): readonly BoundField[] => {
  const positions = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [i, name] of columns.entries()) {
    if (positions.has(name)) repeated.add(name)
    else positions.set(name, i)
  }
  const mayBeAbsent = ({ codec, optional }: RowShape['fields'][number]): boolean =>
    optional || decoderOf(codec)(undefined).ok
  const missing = shape.fields.filter((field) => !positions.has(field.name) && !mayBeAbsent(field))
  if (missing.length > 0)
    throw missingColumns(
      missing.map(({ name }) => name),
      columns,
      source,
    )
  const named = shape.fields.flatMap(({ name, codec, optional }) => {
    const column = positions.get(name)
    return column === undefined ? [] : [{ name, column, codec, optional }]
  })
  const names = new Set(named.map(({ name }) => name))
  const { rest } = shape
  const others =
    rest === undefined
      ? []
      : [...positions]
          .filter(([name]) => !names.has(name))
          .map(([name, column]) => ({ name, column, codec: rest, optional: false }))
  const fields = [...named, ...others]
  const ambiguous = fields.find(({ name }) => repeated.has(name))
  if (ambiguous !== undefined) throw twice(ambiguous.name, source)
  return fields
}

/**
 * The decoder of a codec for rows of text cells; `undefined` for a codec that takes no objects, which no such row fits.
 */
export const rowDecoder = (codec: t.Mixed, { nulls, hint }: RowDecoderOptions): RowDecoder | undefined => {
  const shape = shapeOf(codec)
  if (shape === undefined) return undefined
  const decode = decoderOf(codec)
  const invalid = (where: Where, path: string, found: unknown, expected: string, message: string): FloeError =>
    new FloeError('InvalidRow', {
      message,
      place: { ...where, ...(path === '' ? {} : { field: path }) },
      found: printValue(found),
      expected,
      hint: hint ?? (typeof found === 'string' ? textHint(found, expected) : rejectHint),
    })
  return {
    names: shape.rest === undefined ? shape.fields.map(({ name }) => name) : undefined,
    bind: (columns, source) => {
      const fields = bindFields(shape, columns, source)
      const names = fields.map(({ name }) => name)
      const at = fields.map(({ column }) => column)
      const readers = fields.map((field) => cellReader(field.codec, field.optional, nulls))
      // An object that inherits nothing, where a field that is left out would else be found above: `constructor`.
      const hostile = [...names, ...shape.fields.map(({ name }) => name)].some((name) => name in Object.prototype)
      return (cells, where, isQuoted) => {
        const raw: Record<string, unknown> = hostile ? Object.create(null) : {}
        for (let i = 0; i < names.length; i++) {
          const column = at[i] as number
          const value = (readers[i] as (typeof readers)[number])(cells[column] as string, isQuoted, column)
          if (value !== absent) raw[names[i] as string] = value
        }
        const decoded = decode(raw)
        if (decoded.ok) return decoded.value
        return invalid(where(), decoded.path, decoded.found, decoded.expected, decoded.message)
      }
    },
  }
}
