/**
 * The columns of one row group, decoded as they are stored: one array for each, as long as the group.
 *
 * Nothing leaves here that is shorter than the file says: that is what makes rows that are read all rows there are.
 */
import type { ColumnChunk, ColumnMetaData, FileMetaData, ParquetType, RowGroup } from 'hyparquet'
import { type ChunkFacts, checkPages } from './check-pages.ts'
import type { Column } from './column-type.ts'
import { loadCompressors } from './compressors.ts'
import { type ColumnSchema, corrupt, decodeError, type ParquetFile } from './open-file.ts'

/** Values of a column of a row group. `undefined` among flat ones would be a hole in the file. */
export type Stored = ArrayLike<unknown>

type Chunk = ColumnChunk & { readonly meta_data: ColumnMetaData }

/** The stored parts of the columns of row groups, by name. */
const known = new WeakMap<RowGroup, ReadonlyMap<string | undefined, readonly Chunk[]>>()

const chunksIn = (file: ParquetFile, group: RowGroup): ReadonlyMap<string | undefined, readonly Chunk[]> => {
  const chunks = new Map<string | undefined, Chunk[]>()
  for (const chunk of group.columns) {
    const { meta_data: meta, file_path: elsewhere } = chunk
    if (elsewhere !== undefined)
      throw corrupt(file.path, `keeps its data in another file: ${elsewhere}`, 'read that file')
    if (meta === undefined) throw corrupt(file.path, 'is damaged: a column without metadata')
    const [name] = meta.path_in_schema
    const before = chunks.get(name)
    if (before === undefined) chunks.set(name, [chunk as Chunk])
    else before.push(chunk as Chunk)
  }
  known.set(group, chunks)
  return chunks
}

const storedChunks = (file: ParquetFile, group: RowGroup, { name }: Column): readonly Chunk[] =>
  (known.get(group) ?? chunksIn(file, group)).get(name) ?? []

/** What the file says of the stored parts of a column in a row group. */
export const chunksOf = (file: ParquetFile, group: RowGroup, column: Column): readonly ColumnMetaData[] =>
  storedChunks(file, group, column).map(({ meta_data: meta }) => meta)

/** Bytes on disk of the columns in a row group. */
export const storedSize = (file: ParquetFile, group: RowGroup, columns: readonly Column[]): number =>
  columns
    .flatMap((column) => chunksOf(file, group, column))
    .reduce((sum, chunk) => sum + Number(chunk.total_compressed_size), 0)

/** Whether a column has one value a row, with nothing in it. */
export const isFlat = ({ type: { kind } }: Column): boolean =>
  kind !== 'list' && kind !== 'map' && kind !== 'struct' && kind !== 'other'

/** A leaf, and how often a value may be missing, and repeated, on the way from the root to it. */
const leafOf = (
  { schemas }: ParquetFile,
  [first, ...path]: readonly string[],
): { readonly type: ParquetType | undefined; readonly maxDefinition: number; readonly maxRepetition: number } => {
  let node = schemas.get(first as string)?.tree
  let maxDefinition = 0
  let maxRepetition = 0
  for (const name of [undefined, ...path]) {
    if (name !== undefined) node = node?.children.find(({ element }) => element.name === name)
    if (node === undefined) throw new Error('the schema does not have it')
    if (node.element.repetition_type !== 'REQUIRED') maxDefinition++
    if (node.element.repetition_type === 'REPEATED') maxRepetition++
  }
  return { type: node?.element.type, maxDefinition, maxRepetition }
}

/** What the format counts in 64 bits: a number of another kind is a file that was changed. */
const counts = ['num_values', 'total_compressed_size', 'total_uncompressed_size', 'data_page_offset'] as const

const checkCounts = (chunk: ColumnMetaData): void => {
  const { dictionary_page_offset: dictionary = 0n } = chunk
  if (typeof dictionary !== 'bigint' || counts.some((name) => typeof chunk[name] !== 'bigint'))
    throw new Error('where it stands in the file is said by numbers of the wrong kind')
}

/** The bytes of a column chunk, and what is known of its pages before they are looked at. */
export const openChunk = async (
  file: ParquetFile,
  chunk: ColumnMetaData,
  column: Column,
  rows: number,
): Promise<{ readonly bytes: Uint8Array; readonly facts: ChunkFacts }> => {
  checkCounts(chunk)
  const values = Number(chunk.num_values)
  if (isFlat(column) && values !== rows) throw new Error(`it has ${values} values in a row group of ${rows} rows`)
  const { type, maxDefinition, maxRepetition } = leafOf(file, chunk.path_in_schema)
  if (type !== chunk.type) throw new Error(`it is ${type} in the schema, and ${chunk.type} in a row group`)
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset)
  const bytes = new Uint8Array(await file.buffer.slice(start, start + Number(chunk.total_compressed_size)))
  const unpack = (await loadCompressors())[chunk.codec]
  if (unpack === undefined && chunk.codec !== 'UNCOMPRESSED')
    throw new Error(`unsupported compression codec: ${chunk.codec}`)
  const facts = {
    values,
    unpackedSize: Number(chunk.total_uncompressed_size),
    maxDefinition,
    maxRepetition,
    isBoolean: chunk.type === 'BOOLEAN',
    unpack: unpack ?? ((packed: Uint8Array) => packed),
  }
  return { bytes, facts }
}

const checkChunk = async (file: ParquetFile, chunk: ColumnMetaData, column: Column, rows: number): Promise<void> => {
  const { bytes, facts } = await openChunk(file, chunk, column, rows)
  checkPages(bytes, facts)
}

/** The file as if it had one row group, and in it one column: the decoder looks at all columns for each that it reads. */
const narrowed = (file: ParquetFile, group: RowGroup, column: Column): FileMetaData => {
  const { metadata, schemas } = file
  const [root] = metadata.schema as [FileMetaData['schema'][number]]
  return {
    ...metadata,
    num_rows: group.num_rows,
    schema: [{ ...root, num_children: 1 }, ...(schemas.get(column.name) as ColumnSchema).elements],
    row_groups: [{ ...group, columns: [...storedChunks(file, group, column)] }],
  }
}

let loaded: Promise<typeof import('hyparquet')> | undefined

const loadDecoder = (): Promise<typeof import('hyparquet')> => {
  loaded ??= import('hyparquet')
  return loaded
}

const decode = async (file: ParquetFile, group: RowGroup, column: Column): Promise<Stored> => {
  const { parquetScan } = await loadDecoder()
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const { readColumn: read } = await parquetScan({
    file: file.buffer,
    metadata: narrowed(file, group, column),
    columns: [column.name],
    compressors: await loadCompressors(),
    parsers: { stringFromBytes: (bytes) => (bytes === undefined ? undefined : utf8.decode(bytes)) },
    utf8: false,
    geoparquet: false,
    useOffsetIndex: false,
  })
  return read({ column: column.name, rowStart: 0, rowEnd: Number(group.num_rows) })
}

/**
 * One column of a row group.
 *
 * @throws FloeError SourceCorrupt, SourceUnreadable
 */
export const readColumn = async (file: ParquetFile, group: RowGroup, column: Column): Promise<Stored> => {
  const rows = Number(group.num_rows)
  try {
    const chunks = chunksOf(file, group, column)
    if (chunks.length === 0) throw new Error('a row group lacks it')
    for (const chunk of chunks) await checkChunk(file, chunk, column, rows)
    const stored = await decode(file, group, column)
    if (stored.length !== rows) throw new Error(`it has ${stored.length} values in a row group of ${rows} rows`)
    if (isFlat(column))
      for (let i = 0; i < rows; i++) if (stored[i] === undefined) throw new Error(`its value ${i + 1} is missing`)
    return stored
  } catch (thrown) {
    throw await decodeError(thrown, file.path, `column ${column.name} cannot be read`)
  }
}
