/**
 * Rows into a file of Parquet: they wait until their group is full, and before that until it is known what their columns hold.
 *
 * Knows nothing of options that are wrong, nor of paths.
 */
import { printValue } from '../../data/print-value.ts'
import { kindOf } from '../../data/value-kind.ts'
import { FloeError } from '../../error/floe-error.ts'
import { printPath } from '../../plan/codec/decode-failure.ts'
import type { ResumableWriter, Writer } from '../../plan/sink.ts'
import type { AtomicFile } from '../files/atomic-file.ts'
import type { ResumableFile } from '../files/resumable-file.ts'
import { type AskedType, withTypes } from './asked-types.ts'
import { isPlain, type ParquetMark, type Row } from './marks.ts'
import { NotStored, type Seen, type StoreValue, storer } from './store-value.ts'
import type { StoredColumn } from './stored-type.ts'
import { isGuessed, settled, widenColumns } from './stored-type-of-values.ts'
import { type Compression, type GroupWriter, groupWriter } from './write-groups.ts'
import { wrongWithColumns } from './wrong-with-columns.ts'

/** How a file is written. */
export interface Written {
  readonly compression?: Compression
  readonly rowGroup?: number
  readonly types?: Readonly<Record<string, AskedType>>
}

/** So many rows are looked at, where no codec says what they hold. */
const mostWaiting = 10_000

/** The columns of a file, and whether there may be others besides. */
export interface Columns {
  readonly columns: readonly StoredColumn[]
  readonly isWhole: boolean
}

const groupRows = 65_536
const groupBytes = 32 * 1024 * 1024

/** Where a row stands, for messages: it counts from 1. */
interface At {
  readonly source: string
  readonly row: number
}

const failed = (message: string, hint: string, at: At, field = ''): FloeError<'SinkFailed'> =>
  new FloeError('SinkFailed', { message, hint, place: { ...at, ...(field === '' ? {} : { field }) } })

const rowOf = (row: unknown, at: At): Row => {
  if (kindOf(row) === 'object') return row as Row
  throw failed(
    `a row of Parquet is an object with fields, and this one is ${printValue(row)}`,
    'map the rows to objects first: map((value) => ({ value }))',
    at,
  )
}

const columnsHint = 'toParquet(path, codec) says what the columns are, also of a table without rows'

/** What is to be done with rows, and where that stands. */
const rowsInto = (
  file: AtomicFile,
  path: string,
  given: Columns,
  { compression = 'snappy', rowGroup = groupRows, types }: Written,
  before: ParquetMark | undefined,
) => {
  let columns = given.columns
  let groups: GroupWriter | undefined
  let names: readonly string[] = []
  let stores: readonly StoreValue[] = []
  let known = new Set<string>()
  let seen: readonly Seen[] = []
  let values: unknown[][] = []
  let written = before?.rows ?? 0
  /** Rows before the columns are known. */
  let waiting: Row[] = []
  /** What the last mark says: so many groups, rows that wait, and values of so many rows of this group, if it is of this one. */
  const told = { groups: 0, waiting: 0, values: 0, isOfGroup: false }

  const beginGroup = (): void => {
    told.values = 0
    told.isOfGroup = false
    values = columns.map(() => [])
    for (const one of seen) {
      one.bytes = 0
      one.negativeZero = false
    }
  }

  const beginFile = async (): Promise<void> => {
    columns = withTypes(columns.map(settled), types)
    await beginColumns()
  }

  const beginColumns = async (): Promise<void> => {
    const wrong = wrongWithColumns(columns)
    if (wrong !== undefined) throw failed(`${wrong}, which Parquet cannot store`, columnsHint, { source: path, row: 1 })
    seen = columns.map(() => ({ bytes: 0, negativeZero: false }))
    names = columns.map(({ name }) => name)
    known = new Set(names)
    stores = columns.map((column, i) => storer(column, seen[i] as Seen))
    beginGroup()
    const earlier = before?.columns && { groups: before.groups, bytes: before.file.bytes }
    groups = await groupWriter(path, columns, compression, file.write, earlier)
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

  /** As an earlier process has left it. */
  const goOn = async (mark: ParquetMark): Promise<void> => {
    told.groups = mark.groups.length
    if (mark.columns === undefined) {
      waiting = [...mark.waiting]
      told.waiting = waiting.length
      for (const row of waiting) columns = widenColumns(columns, given.isWhole, row)
      return
    }
    columns = mark.columns
    await beginColumns()
    for (const [i, one] of seen.entries()) Object.assign(one, mark.seen[i])
    values = mark.values.map((some) => [...some])
    told.values = values[0]?.length ?? 0
    told.isOfGroup = true
  }

  /** What is new since it was asked last; undefined while rows wait that cannot be written down. */
  const news = (): Omit<ParquetMark, 'file'> | undefined => {
    const isKnown = groups !== undefined
    const some = isKnown ? [] : waiting.slice(told.waiting)
    if (!some.every(isPlain)) return undefined
    const all = groups?.groups() ?? []
    const isNewGroup = !told.isOfGroup
    const mark = {
      rows: written,
      groups: all.slice(told.groups),
      columns: isKnown ? columns : undefined,
      waiting: some,
      isNewGroup,
      values: values.map((one) => one.slice(told.values)),
      seen: seen.map((one) => ({ ...one })),
    }
    Object.assign(told, {
      groups: all.length,
      waiting: waiting.length,
      values: values[0]?.length ?? 0,
      isOfGroup: isKnown,
    })
    return mark
  }

  const isOpen = !given.isWhole || given.columns.some(isGuessed)
  return {
    goOn,
    news,
    write: async (rows: readonly unknown[]): Promise<void> => {
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
    /** All rows in groups. */
    settleAll: async (): Promise<void> => {
      if (groups === undefined && waiting.length > 0) await settle()
      await endGroup()
    },
    close: async (): Promise<void> => {
      if (groups === undefined) await settle()
      await endGroup()
      await groups?.end()
      await file.close()
    },
  }
}

/** Rows into a file that is begun. */
export const rowsWriter = (file: AtomicFile, path: string, given: Columns, how: Written): Writer<object> => {
  const { write, close, settleAll } = rowsInto(file, path, given, how, undefined)
  const { park } = file
  return {
    write,
    close,
    abort: file.abort,
    park:
      park &&
      (async () => {
        await settleAll()
        await park()
      }),
  }
}

/** Rows into a file that another process may have begun. */
export const resumableRowsWriter = async (
  file: ResumableFile,
  path: string,
  given: Columns,
  how: Written,
  mark: ParquetMark | undefined,
): Promise<ResumableWriter<object>> => {
  const { goOn, news, write, close, settleAll } = rowsInto(file, path, given, how, mark)
  if (mark !== undefined)
    await goOn(mark).catch(async (thrown) => {
      await file.abort()
      throw thrown
    })
  return {
    committed: mark?.rows ?? 0,
    write,
    commit: async () => {
      const known = news()
      return known && { ...known, file: await file.commit() }
    },
    close: file.isClosed ? file.close : close,
    abort: file.abort,
    park: async () => {
      await settleAll()
      await file.park?.()
    },
  }
}
