/**
 * A Parquet file that is open: its bytes by position, and its metadata, checked before anything is believed.
 *
 * Everything that can be wrong with a file as a whole is found and put into words here.
 */
import { type FileHandle, open } from 'node:fs/promises'
import type { AsyncBuffer, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet'
import { FloeError } from '../../error/floe-error.ts'
import { readError } from '../files/file-errors.ts'
import { type Column, columnOf, plainElement } from './column-type.ts'

export interface ColumnSchema {
  readonly tree: SchemaTree
  readonly elements: readonly SchemaElement[]
}

export interface ParquetFile {
  readonly path: string
  /** Bytes on disk. */
  readonly size: number
  readonly rows: number
  /** As the decoder is to see it. */
  readonly metadata: FileMetaData
  /** The schema of each column, by its name: as a tree, and as the list that it is in the file. */
  readonly schemas: ReadonlyMap<string, ColumnSchema>
  /** The columns, in the file's order. */
  readonly columns: readonly Column[]
  readonly buffer: AsyncBuffer
  readonly close: () => Promise<void>
}

const again = 'copy or download it again'

/** The file is not what it says; `what` follows "the file". */
export const corrupt = (path: string, what: string, hint = again, cause?: unknown): FloeError<'SourceCorrupt'> =>
  new FloeError('SourceCorrupt', { message: `the Parquet file ${what}`, place: { source: path }, hint, cause })

const unsupported = (path: string, what: string, hint: string, cause?: unknown): FloeError<'SourceUnreadable'> =>
  new FloeError('SourceUnreadable', { message: `the Parquet file ${what}`, place: { source: path }, hint, cause })

/** An error of the decoder's, which throws plain ones, in our words. */
export const decodeError = async (thrown: unknown, path: string, what: string): Promise<FloeError> => {
  if (thrown instanceof FloeError) return thrown
  if (typeof (thrown as { readonly syscall?: unknown } | null)?.syscall === 'string') return readError(thrown, path)
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  const method = /unsupported (?<kind>compression codec|encoding): (?<name>\w+)/.exec(text)?.groups
  if (method !== undefined && method.name !== 'undefined')
    return unsupported(
      path,
      `uses a ${method.kind} that Floe cannot read: ${method.name}`,
      'write it again with another, such as ZSTD or SNAPPY',
      thrown,
    )
  return corrupt(path, `is damaged: ${what}: ${text.replace(/^parquet /, '')}`, again, thrown)
}

/** Columns of a few bytes each are read so many bytes at a time, not one by one. */
const blockSize = 64 * 1024

const bufferOf = (file: FileHandle, path: string, size: number): AsyncBuffer => {
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start)
    let done = 0
    while (done < bytes.length) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done)
      if (bytesRead === 0)
        throw corrupt(path, 'became shorter while it was read', 'run again when it is written to the end')
      done += bytesRead
    }
    return bytes.buffer
  }
  let block = { start: 0, bytes: new ArrayBuffer(0) }
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      if (!(start >= 0 && start <= end && end <= size)) throw corrupt(path, 'points to bytes outside of itself')
      if (end - start >= blockSize) return read(start, end)
      let from = block
      if (start < from.start || end > from.start + from.bytes.byteLength) {
        from = { start, bytes: await read(start, Math.min(size, start + blockSize)) }
        block = from
      }
      return from.bytes.slice(start - from.start, end - from.start)
    },
  }
}

const ascii = (bytes: ArrayBuffer): string => String.fromCharCode(...new Uint8Array(bytes))

const checkMagic = async (path: string, buffer: AsyncBuffer): Promise<void> => {
  const { byteLength: size } = buffer
  if (size === 0) throw corrupt(path, 'is empty: it has no bytes at all')
  const head = ascii(await buffer.slice(0, Math.min(4, size)))
  const tail = ascii(await buffer.slice(Math.max(0, size - 4), size))
  if (head === 'PARE' || tail === 'PARE')
    throw unsupported(path, 'is encrypted, and Floe cannot decrypt it', 'write it again without encryption')
  if (head === 'PAR1' && (tail !== 'PAR1' || size < 12))
    throw corrupt(path, 'has lost its end, where its metadata stands: it was cut short', `${again}, to the last byte`)
  if (head !== 'PAR1') {
    const gzip = head.startsWith('\x1f\x8b')
    const text = /^[\t\n\r\x20-\x7e]+$/.test(head)
    const begins = text
      ? `with ${JSON.stringify(head)}`
      : `with the bytes ${[...head].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')}`
    throw new FloeError('SourceCorrupt', {
      message: `this is no Parquet file: it begins ${begins}, and Parquet begins with "PAR1"`,
      place: { source: path },
      hint: gzip
        ? `it is compressed as a whole: gunzip ${path}`
        : text
          ? 'csv(path, codec) reads tables of text'
          : again,
    })
  }
}

const checkMetadata = (path: string, metadata: FileMetaData): number => {
  const rows = Number(metadata.num_rows)
  let sum = 0
  for (const group of metadata.row_groups) {
    const groupRows = Number(group.num_rows)
    if (!(Number.isSafeInteger(groupRows) && groupRows >= 0))
      throw corrupt(path, `is damaged: a row group of ${groupRows} rows`)
    sum += groupRows
    for (const { crypto_metadata: key, encrypted_column_metadata: hidden } of group.columns)
      if (key !== undefined || hidden !== undefined)
        throw unsupported(
          path,
          'has encrypted columns, and Floe cannot decrypt them',
          'write it again without encryption',
        )
  }
  if (sum !== rows) throw corrupt(path, `is damaged: it says ${rows} rows, and its row groups have ${sum}`)
  return rows
}

/** The decoder makes up nothing where a name is missing, and takes the first of two that are the same. */
const checkNames = (path: string, tree: SchemaTree): void => {
  const names = tree.children.map(({ element }) => element.name as string | undefined)
  if (names.includes(undefined)) throw corrupt(path, 'is damaged: a column without a name')
  const seen = new Set<string | undefined>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  if (twice !== undefined)
    throw unsupported(
      path,
      `has two columns named ${twice}: it is not clear which is meant`,
      'write it again with one of them renamed',
    )
  for (const child of tree.children) checkNames(path, child)
}

/** By the columns of a tree, whose list they are cut from. */
const schemasOf = ({ children }: SchemaTree, schema: readonly SchemaElement[]): ParquetFile['schemas'] => {
  let from = 1
  return new Map(
    children.map((tree) => {
      const elements = schema.slice(from, from + tree.count)
      from += tree.count
      return [tree.element.name, { tree, elements }]
    }),
  )
}

const parse = async (path: string, file: FileHandle, size: number): Promise<ParquetFile> => {
  const buffer = bufferOf(file, path, size)
  await checkMagic(path, buffer)
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet')
  try {
    const plain = (value: unknown): unknown => value
    const stored = await parquetMetadataAsync(buffer, {
      geoparquet: false,
      parsers: {
        timestampFromMilliseconds: plain,
        timestampFromMicroseconds: plain,
        timestampFromNanoseconds: plain,
        stringFromBytes: plain,
      },
    })
    const rows = checkMetadata(path, stored)
    const tree: SchemaTree = parquetSchema(stored)
    checkNames(path, tree)
    const metadata = { ...stored, schema: stored.schema.map(plainElement) }
    const columns = tree.children.map((child) => columnOf(child))
    const schemas = schemasOf(tree, metadata.schema)
    return { path, size, rows, metadata, schemas, columns, buffer, close: () => file.close() }
  } catch (thrown) {
    throw await decodeError(thrown, path, 'its metadata cannot be read')
  }
}

/**
 * Opens a file and reads its metadata. Whoever gets it closes it.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, SourceCorrupt
 */
export const openParquet = async (path: string): Promise<ParquetFile> => {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    return await parse(path, file, (await file.stat()).size)
  } catch (thrown) {
    await file?.close()
    throw await readError(thrown, path)
  }
}
