/**
 * The rows of one Parquet file, in batches.
 *
 * In memory at a time: the columns of one row group that the codec reads, and one batch of rows.
 */
import type * as t from 'io-ts'
import type { Batch } from '../../plan/source.ts'
import { checkAborted } from '../files/check-aborted.ts'
import { rowMaker } from './make-rows.ts'
import { openParquet, type ParquetFile } from './open-file.ts'
import { readColumn, type Stored, storedSize } from './read-group.ts'
import { cellsOf } from './row-cells.ts'
import { spread } from './spread.ts'

const batchSize = 4096

/** Which row groups are read, of those that have rows: from one up to another. */
export type Groups = readonly [from: number, to: number]

export const allGroups: Groups = [0, Number.POSITIVE_INFINITY]

async function* batches(
  file: ParquetFile,
  codec: t.Mixed | undefined,
  signal: AbortSignal,
  [start, end]: Groups,
): AsyncGenerator<Batch> {
  const { path } = file
  const cells = cellsOf(file, codec)
  const columns = cells.map(({ column }) => column)
  const make = rowMaker(cells, codec, path)
  const groups = file.metadata.row_groups.filter((group) => group.num_rows > 0n)
  const bytesUpTo = spread(
    file.size,
    groups.map((group) => Math.max(1, storedSize(file, group, columns))),
  )
  if (groups.length === 0) yield { rows: [], errors: new Map(), where: () => ({ source: path }), bytes: file.size }
  let first = 0
  /** Rows of the groups before those that are read, which are not counted. */
  let before = 0
  // Those before count to who reads them.
  if (start > 0) bytesUpTo(start - 1, 1)
  for (const [g, group] of groups.entries()) {
    const size = Number(group.num_rows)
    if (g < start || g >= end) {
      first += size
      if (g < start) before = first
      continue
    }
    const stored: Stored[] = []
    for (const column of columns) {
      checkAborted(signal, path)
      stored.push(await readColumn(file, group, column))
    }
    for (let from = 0; from < size; from += batchSize) {
      checkAborted(signal, path)
      const to = Math.min(from + batchSize, size)
      const row = first - before + from + 1
      const { rows, errors } = make(stored, from, to, first - before + 1)
      yield { rows, errors, where: (i) => ({ source: path, row: row + i }), bytes: bytesUpTo(g, to / size) }
    }
    first += size
  }
}

/** Opens a file, yields its rows, and closes it however the reading ends. */
export async function* readParquetFile(
  path: string,
  codec: t.Mixed | undefined,
  signal: AbortSignal,
  groups: Groups = allGroups,
): AsyncGenerator<Batch> {
  checkAborted(signal, path)
  const file = await openParquet(path)
  try {
    yield* batches(file, codec, signal, groups)
  } finally {
    await file.close()
  }
}
