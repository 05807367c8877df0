/**
 * From rows of text to rows: each column as the codec asks for it, put together, and decoded.
 *
 * Knows nothing of connections; where rows stand is told by the one who calls.
 */
import type * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import type * as S from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { compileCodec } from '../../plan/codec/compile-codec.ts'
import { fieldsOfRecord } from '../../plan/codec/compile-record.ts'
import { type Decode, Failure } from '../../plan/codec/decode-failure.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'
import { schemaReadBy } from '../../plan/codec/schema-of-codec.ts'
import type { Batch, Where } from '../../plan/source.ts'
import { similarNames } from '../files/similar-names.ts'
import { shapeOf } from '../row-shape.ts'
import { batchOf } from '../text/batch-of.ts'
import { rejectHint } from '../text/text-hint.ts'
import { takenBy } from './taken-by.ts'
import { typeOf } from './types.ts'
import { Unfit } from './unfit.ts'
import { type Convert, converter } from './value-of-text.ts'

/** A column of a result. */
export interface ResultColumn {
  readonly name: string
  /** The number of its type. */
  readonly oid: number
}

/** A row as it came: text, or null. */
export type TextRow = readonly (string | null)[]

/** Rows of text as a batch. */
export type MakeBatch = (rows: readonly TextRow[], where: (index: number) => Where, bytes: number) => Batch

interface Cell {
  readonly name: string
  readonly column: number
  readonly convert: Convert
  /** What a null becomes; `undefined` leaves the field out. */
  readonly missing: null | undefined
}

/** Null, but where the codec takes no null and lets the field be absent. */
const missingOf = (target: S.Schema, optional: boolean): null | undefined => {
  const taken = takenBy(target)
  return !taken.has('null') && !taken.has('unknown') && (optional || taken.has('undefined')) ? undefined : null
}

const list = (names: readonly string[]): string => names.map((name) => printValue(name)).join(', ')

const lacking = (missing: readonly string[], columns: readonly ResultColumn[], source: string): FloeError => {
  const names = columns.map(({ name }) => name)
  const similar = missing.flatMap((name) => {
    const like = names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? similarNames(name, names)[0]
    return like === undefined ? [] : [`${printValue(like)} for ${printValue(name)}`]
  })
  return new FloeError('SchemaMismatch', {
    message: `the codec names ${missing.length === 1 ? 'a column' : 'columns'} that the query does not give: ${list(missing)}`,
    place: { source },
    found: list(names),
    expected: list(missing),
    hint: `${similar.length > 0 ? `did you mean ${similar.join(', ')}? ` : ''}the query gives ${list(names)}; a name is put in lower case unless it stands in double quotes`,
  })
}

const twice = (name: string, source: string): FloeError =>
  new FloeError('SchemaMismatch', {
    message: `two columns have the name ${printValue(name)}: it is not clear which is meant`,
    place: { source, field: name },
    found: printValue(name),
    hint: 'give one of them another name in the query: a.id as a_id',
  })

const cellsOf = (columns: readonly ResultColumn[], codec: t.Mixed, source: string): readonly Cell[] => {
  const { fields, rest } = shapeOf(codec) ?? { fields: [], rest: undefined }
  const positions = new Map(columns.map(({ name }, i) => [name, i]))
  const cell = (name: string, target: S.Schema, optional: boolean): Cell | undefined => {
    const column = positions.get(name)
    if (column === undefined) return undefined
    if (columns.some((other, i) => other.name === name && i !== column)) throw twice(name, source)
    const type = typeOf((columns[column] as ResultColumn).oid)
    return { name, column, convert: converter(type, target), missing: missingOf(target, optional) }
  }
  const missing = fields.filter(
    (field) => !positions.has(field.name) && !field.optional && !decoderOf(field.codec)(undefined).ok,
  )
  if (missing.length > 0)
    throw lacking(
      missing.map(({ name }) => name),
      columns,
      source,
    )
  const named = new Set(fields.map(({ name }) => name))
  return [
    ...fields.map((field) => cell(field.name, schemaReadBy(field.codec), field.optional)),
    ...(rest === undefined ? [] : [...positions.keys()].filter((name) => !named.has(name))).map((name) =>
      cell(name, schemaReadBy(rest as t.Mixed), false),
    ),
  ].filter((one) => one !== undefined)
}

const valueHint = (found: unknown, expected: string): string => {
  if (found === null) return 'the column has nulls: t.union([…, t.null]) takes them'
  if (typeof found === 'bigint' && /\b(?:number|Int)\b/.test(expected))
    return 'a number cannot hold these digits: t.bigint in the codec reads them whole'
  if (typeof found === 'string' && /^(?:number|bigint|Int|boolean)$/.test(expected))
    return 'the column is no number: cast it in the query, such as delay::int, or take t.string'
  return rejectHint
}

/**
 * Makes rows for a codec that is nothing but named fields, each of which has its column, without an object in between that holds what
 * is decoded. `undefined` for a row that does not fit, which the long way tells of.
 */
const quickMaker = (cells: readonly Cell[], codec: t.Mixed): ((row: TextRow) => unknown) | undefined => {
  const fields = fieldsOfRecord(codec)
  if (fields === undefined || fields.length !== cells.length) return undefined
  if (fields.some(({ name, optional }) => optional || name in Object.prototype)) return undefined
  const names = cells.map(({ name }) => name)
  const at = cells.map(({ column }) => column)
  const converts = cells.map(({ convert }) => convert)
  const missing = cells.map((cell) => cell.missing)
  const decoders = fields.map((field) => compileCodec(field.codec))
  return (row) => {
    const made: Record<string, unknown> = {}
    try {
      for (let i = 0; i < names.length; i++) {
        const text = row[at[i] as number] as string | null
        const value = text === null ? missing[i] : (converts[i] as Convert)(text)
        if (value instanceof Unfit) return undefined
        const decoded = (decoders[i] as Decode)(value)
        if (decoded instanceof Failure) return undefined
        made[names[i] as string] = decoded
      }
    } catch {
      return undefined
    }
    return Object.freeze(made)
  }
}

/**
 * What makes rows of a result with these columns.
 *
 * @throws FloeError SchemaMismatch, if columns that must be there are missing, or one that is wanted is there twice
 */
export const batchMaker = (columns: readonly ResultColumn[], codec: t.Mixed, source: string): MakeBatch => {
  const cells = cellsOf(columns, codec, source)
  const decode = decoderOf(codec)
  const names = cells.map(({ name }) => name)
  const at = cells.map(({ column }) => column)
  const converts = cells.map(({ convert }) => convert)
  const missing = cells.map((cell) => cell.missing)
  // An object that inherits nothing, where a field that is left out would else be found above: `constructor`.
  const asked = shapeOf(codec)?.fields.map(({ name }) => name) ?? []
  const hostile = [...names, ...asked].some((name) => name in Object.prototype)
  const invalid = (
    where: Where,
    field: string,
    details: { message: string; found: unknown; expected?: string; hint: string },
  ) =>
    new FloeError('InvalidRow', {
      ...details,
      found: printValue(details.found),
      place: { ...where, ...(field === '' ? {} : { field }) },
    })
  const make = (row: TextRow, where: () => Where): unknown => {
    const raw: Record<string, unknown> = hostile ? Object.create(null) : {}
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const text = row[at[i] as number] as string | null
      const value = text === null ? missing[i] : (converts[i] as Convert)(text)
      if (value instanceof Unfit)
        return invalid(where(), name, { message: value.message, found: value.text, hint: value.hint })
      if (value !== undefined) raw[name] = value
    }
    const decoded = decode(raw)
    // A codec may pass what it is given.
    if (decoded.ok)
      return decoded.value === raw ? Object.freeze(Object.fromEntries(Object.entries(raw))) : decoded.value
    const { message, path, found, expected } = decoded
    return invalid(where(), path, { message, found, expected, hint: valueHint(found, expected) })
  }
  const quick = quickMaker(cells, codec)
  return (rows, where, bytes) =>
    batchOf(rows.length, (i) => quick?.(rows[i] as TextRow) ?? make(rows[i] as TextRow, () => where(i)), where, bytes)
}
