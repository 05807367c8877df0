/**
 * Rows to a file of Parquet.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { kindOf } from '../../data/value-kind.ts'
import { FloeError } from '../../error/floe-error.ts'
import { printPath } from '../../plan/codec/decode-failure.ts'
import type { Sink, Writer } from '../../plan/sink.ts'
import { type AtomicFile, atomicFile } from '../files/atomic-file.ts'
import { standardOutput, standardOutputName, standardPath } from '../files/standard-output.ts'
import { NotStored, type Seen, type StoreValue, storer } from './store-value.ts'
import { columnsOfCodec, type StoredColumn, type StoredType } from './stored-type.ts'
import { isGuessed, settled, widenColumns } from './stored-type-of-values.ts'
import { type Compression, compressions, type GroupWriter, groupWriter } from './write-groups.ts'
import { wrongWithColumns } from './wrong-with-columns.ts'

/**
 * How `toParquet` writes.
 *
 * @example
 * const options: ToParquetOptions = { types: { at: 'timestamp', delay: 'int32' }, compression: 'gzip' }
 * await F.write(F.rows([{ at: 1_706_704_496_789, delay: 4 }]), toParquet('out.parquet', options))
 *
 * await F.toList(parquet('out.parquet')) // List [ { at: 2024-01-31T12:34:56.789Z, delay: 4 } ]
 */
export interface ToParquetOptions {
  /** How pages are compressed. Default: `snappy`. `zstd` needs Node 22.15 or later. */
  readonly compression?: Compression
  /** How many rows are in a group, at most: so many are in memory. Default: 65,536. A group ends earlier at about 32 MB. */
  readonly rowGroup?: number
  /** What columns hold, where neither the codec nor the values are to say it: times as numbers are a `timestamp`. */
  readonly types?: Readonly<Record<string, 'int32' | 'int64' | 'double' | 'timestamp'>>
}

/** The columns of a file, and whether there may be others besides. */
export interface Columns {
  readonly columns: readonly StoredColumn[]
  readonly isWhole: boolean
}

const unknownColumns: Columns = { columns: [], isWhole: false }

const groupRows = 65_536
const groupBytes = 32 * 1024 * 1024

/** Where a row stands, for messages: it counts from 1. */
interface At {
  readonly source: string
  readonly row: number
}

const failed = (message: string, hint: string, at: At, field = ''): FloeError<'SinkFailed'> =>
  new FloeError('SinkFailed', { message, hint, place: { ...at, ...(field === '' ? {} : { field }) } })

type Row = Readonly<Record<string, unknown>>

const rowOf = (row: unknown, at: At): Row => {
  if (kindOf(row) === 'object') return row as Row
  throw failed(
    `a row of Parquet is an object with fields, and this one is ${printValue(row)}`,
    'map the rows to objects first: map((value) => ({ value }))',
    at,
  )
}

const typesBy: Readonly<Record<string, StoredType>> = {
  int32: { kind: 'int32' },
  int64: { kind: 'whole' },
  double: { kind: 'double' },
  timestamp: { kind: 'timestamp' },
}

const withTypes = ({ columns, isWhole }: Columns, { types = {} }: ToParquetOptions): Columns => ({
  isWhole,
  columns: columns.map((column): StoredColumn => {
    const { name, nullable } = column
    const type = Object.hasOwn(types, name) ? typesBy[types[name] as string] : undefined
    return type === undefined || column.type.kind === 'int64' ? column : { name, nullable, type }
  }),
})

const columnsHint = 'toParquet(path, codec) says what the columns are, also of a table without rows'

/** Rows that wait until their group is full, and the columns that they are put into when it is known what these hold. */
const writerTo = (file: AtomicFile, path: string, given: Columns, options: ToParquetOptions): Writer<object> => {
  const { compression = 'snappy', rowGroup = groupRows } = options
  let columns = given.columns
  let groups: GroupWriter | undefined
  let names: readonly string[] = []
  let stores: readonly StoreValue[] = []
  let known = new Set<string>()
  let seen: readonly Seen[] = []
  let values: unknown[][] = []
  let written = 0
  /** Rows before the columns are known. */
  let waiting: Row[] = []

  const beginGroup = (): void => {
    values = columns.map(() => [])
    for (const one of seen) {
      one.bytes = 0
      one.negativeZero = false
    }
  }

  const beginFile = async (): Promise<void> => {
    columns = withTypes({ columns: columns.map(settled), isWhole: true }, options).columns
    const wrong = wrongWithColumns(columns)
    if (wrong !== undefined) throw failed(`${wrong}, which Parquet cannot store`, columnsHint, { source: path, row: 1 })
    seen = columns.map(() => ({ bytes: 0, negativeZero: false }))
    names = columns.map(({ name }) => name)
    known = new Set(names)
    stores = columns.map((column, i) => storer(column, seen[i] as Seen))
    beginGroup()
    groups = await groupWriter(path, columns, compression, file.write)
  }

  const store = (row: Row, at: At): void => {
    for (const name of Object.keys(row))
      if (!known.has(name))
        throw failed(
          `the row has a field that the table has no column for: ${printValue(name)}`,
          `the columns are ${names.join(', ')}; ${columnsHint}`,
          at,
          name,
        )
    for (let i = 0; i < stores.length; i++) {
      const name = names[i] as string
      const value = Object.hasOwn(row, name) ? row[name] : undefined
      try {
        ;(values[i] as unknown[]).push((stores[i] as StoreValue)(value, [name]))
      } catch (thrown) {
        if (thrown instanceof NotStored) throw failed(thrown.message, thrown.hint, at, printPath(thrown.path))
        throw thrown
      }
    }
  }

  const isFull = (): boolean => {
    if ((values[0]?.length ?? 0) >= rowGroup) return true
    let bytes = 0
    for (const one of seen) bytes += one.bytes
    return bytes >= groupBytes
  }

  const endGroup = async (): Promise<void> => {
    if (groups === undefined || (values[0]?.length ?? 0) === 0) return
    await groups.write(values, seen)
    beginGroup()
  }

  const settle = async (): Promise<void> => {
    const rows = waiting
    waiting = []
    await beginFile()
    for (const [i, row] of rows.entries()) {
      store(row, { source: path, row: written - rows.length + i + 1 })
      if (isFull()) await endGroup()
    }
  }

  const isOpen = !given.isWhole || given.columns.some(isGuessed)
  return {
    write: async (rows) => {
      for (const one of rows) {
        const at: At = { source: path, row: ++written }
        const row = rowOf(one, at)
        if (groups === undefined && isOpen) {
          columns = widenColumns(columns, given.isWhole, row)
          waiting.push(row)
          if (waiting.length >= mostWaiting) await settle()
          continue
        }
        if (groups === undefined) await beginFile()
        store(row, at)
        if (isFull()) await endGroup()
      }
    },
    close: async () => {
      if (groups === undefined) await settle()
      await endGroup()
      await groups?.end()
      await file.close()
    },
    abort: file.abort,
    park:
      file.park &&
      (async () => {
        if (groups === undefined && waiting.length > 0) await settle()
        await endGroup()
        await file.park?.()
      }),
  }
}

/** So many rows are looked at, where no codec says what they hold. */
const mostWaiting = 10_000

const wrong = (message: string, hint: string): never => {
  throw new FloeError('InvalidArgument', { message, hint })
}

const checkOptions = (path: string, { compression, rowGroup, types = {} }: ToParquetOptions): void => {
  if (typeof path !== 'string' || path === '')
    wrong('toParquet was given no path to write to', "toParquet('out.parquet')")
  if (/\.(gz|zst)$/i.test(path))
    wrong(
      `${path} would be packed as a whole, and Parquet is packed within`,
      "{ compression: 'gzip' }, and a name in .parquet",
    )
  if (compression !== undefined && !compressions.includes(compression))
    wrong(`compression is ${printValue(compression)}`, `it is one of ${compressions.join(', ')}`)
  if (rowGroup !== undefined && !(Number.isSafeInteger(rowGroup) && rowGroup > 0))
    wrong(`rowGroup is ${printValue(rowGroup)}, and must be a count of rows`, 'rowGroup: 65_536')
  const bad = Object.entries(types).find(([, type]) => !Object.hasOwn(typesBy, type))
  if (bad !== undefined)
    wrong(`the type of ${bad[0]} is ${printValue(bad[1])}`, `it is one of ${Object.keys(typesBy).join(', ')}`)
}

/** A sink of Parquet whose columns are known, or some of them. */
export const parquetSink = (
  name: string,
  columns: Columns,
  options: ToParquetOptions,
  openFile: () => Promise<AtomicFile>,
): Sink<object> =>
  Object.freeze({ format: 'parquet', name, open: async () => writerTo(await openFile(), name, columns, options) })

const columnsBy = (codec: t.Mixed): Columns => {
  const columns = columnsOfCodec(codec)
  if (columns === undefined) return unknownColumns
  const wrongs = wrongWithColumns(columns)
  if (wrongs !== undefined)
    wrong(
      `of the codec ${codec.name}, ${wrongs}, which Parquet cannot store`,
      'name the columns: t.type({ a: t.string })',
    )
  return { columns, isWhole: true }
}

/**
 * A file of Parquet for rows that are plain objects. Columns are the fields of the codec, in its order; without one, those of
 * the first 10,000 rows, which say what each holds as well. What is written is read back the same by `parquet` and the codec.
 *
 * - Numbers are DOUBLE, those of `t.Int` and `C.intFromText` INT64 (in which -0 is 0), bigints INT64, of 64 bits at most; text is UTF8, a Date
 *   TIMESTAMP, in milliseconds and UTC, bytes BYTE_ARRAY. `types` says otherwise: times as numbers are a `timestamp`.
 * - Arrays are LIST, objects with known fields are groups, those of `t.record` MAP. A union may be of one of these and null.
 * - null, undefined and absent are the same: they come back as null, or absent where the codec takes no null.
 * - A value that does not fit its column is an error that names row and field, and so is a field that has no column.
 *
 * The same rows are the same bytes every time. The file appears under its name only when all rows are written, in place of
 * what was there; after an error or an abort there is nothing of it. Memory: one row group, and some hundred bytes for each
 * column of those before. Bytes are made on the thread that runs, a row group at a time.
 *
 * @param path of the file, or `-` for standard output, which is written group by group
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema, which says nothing of columns
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * const Flight = t.type({ origin: t.string, delay: t.union([t.Int, t.null]) })
 * const flights = F.rows([{ origin: 'SEA', delay: 4 }, { origin: 'JFK', delay: null }])
 * await F.write(F.pipe(flights, F.decode(Flight)), toParquet('out.parquet', Flight))
 *
 * await F.toList(parquet('out.parquet', Flight)) // List [ { origin: 'SEA', delay: 4 }, { origin: 'JFK', delay: null } ]
 */
export function toParquet<C extends Codec>(
  path: string,
  codec: C,
  options?: ToParquetOptions,
): Sink<Frozen<Decoded<C>> & object>
export function toParquet(path: string, options?: ToParquetOptions): Sink<object>
export function toParquet(path: string, second?: Codec | ToParquetOptions, third?: ToParquetOptions): Sink<object> {
  const codec = givenCodec(second)
  const options = third ?? (codec === undefined ? ((second ?? {}) as ToParquetOptions) : {})
  checkOptions(path, options)
  const kept: ToParquetOptions = Object.freeze({ ...options, types: Object.freeze({ ...options.types }) })
  const columns = codec === undefined ? unknownColumns : withTypes(columnsBy(codec), kept)
  return path === standardPath
    ? parquetSink(standardOutputName, columns, kept, standardOutput)
    : parquetSink(path, columns, kept, () => atomicFile(path))
}
