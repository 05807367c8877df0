/**
 * Some fields of the rows of Parquet files as columns, straight from the stored columns.
 *
 * A row of which any field is not sure is made in the slow way, alone: so its values and its errors are those of `open`.
 */
import type * as t from 'io-ts'
import type { RunError } from '../../../error/floe-error.ts'
import type { Columns, Scan } from '../../../plan/source.ts'
import { checkAborted } from '../../files/check-aborted.ts'
import { type Paths, resolveFiles } from '../../files/files.ts'
import { type ScanField, type ScanFields, scanFields } from '../../scan/scan-fields.ts'
import { rowMaker } from '../make-rows.ts'
import { openParquet, type ParquetFile } from '../open-file.ts'
import { allGroups, type Groups } from '../read-file.ts'
import { storedSize } from '../read-group.ts'
import { type Cell, cellsOf } from '../row-cells.ts'
import { spread } from '../spread.ts'
import { type FieldReader, fieldReader } from './field-reader.ts'
import { readSegments } from './read-segments.ts'
import { type Segment, storedAt } from './segment.ts'

const batchSize = 4096

/** Stands for the column of a field that the file lacks. */
const absentCell = ({ name }: ScanField): Cell => ({
  column: { name, nullable: true, type: { kind: 'other' } },
  missing: undefined,
  convert: () => undefined,
})

async function* scanFile(
  file: ParquetFile,
  codec: t.Mixed,
  { fields, asked }: ScanFields,
  signal: AbortSignal,
  [start, end]: Groups,
): AsyncGenerator<Columns> {
  const { path } = file
  const cells = cellsOf(file, codec)
  const columns = cells.map(({ column }) => column)
  const make = rowMaker(cells, codec, path)
  const groups = file.metadata.row_groups.filter((group) => group.num_rows > 0n)
  const bytesUpTo = spread(
    file.size,
    groups.map((group) => Math.max(1, storedSize(file, group, columns))),
  )
  const readers = fields.map((field, f): FieldReader => {
    const cell = cells.find(({ column }) => column.name === field.name) ?? absentCell(field)
    return fieldReader(cell, field, asked.includes(f), batchSize)
  })
  const given = asked.map((f) => (readers[f] as FieldReader).column)
  if (groups.length === 0)
    yield { length: 0, columns: given, errors: new Map(), where: () => ({ source: path }), bytes: file.size }

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
    const stored = new Map<string, readonly Segment[]>()
    for (const column of columns) {
      checkAborted(signal, path)
      stored.set(column.name, await readSegments(file, group, column))
    }
    const nothing: readonly Segment[] = [{ from: 0, to: size, values: [], codes: undefined, hasMissing: false }]
    for (const [f, { name }] of fields.entries()) (readers[f] as FieldReader).open(stored.get(name) ?? nothing)

    for (let from = 0; from < size; from += batchSize) {
      checkAborted(signal, path)
      const to = Math.min(from + batchSize, size)
      const row = first - before + from + 1
      const doubtful = new Set<number>()
      const doubt = (i: number): void => {
        doubtful.add(i)
      }
      for (const reader of readers) reader.read(from, to, doubt)
      const errors = new Map<number, RunError>()
      for (const i of [...doubtful].sort((a, b) => a - b)) {
        const cellsOfRow = cells.map(({ column }) => [
          storedAt(stored.get(column.name) as readonly Segment[], from + i),
        ])
        const made = make(cellsOfRow, 0, 1, row + i)
        const error = made.errors.get(0)
        if (error !== undefined) errors.set(i, error)
        else
          for (const f of asked)
            readers[f]?.set(i, (made.rows[0] as Readonly<Record<string, unknown>>)[(fields[f] as ScanField).name])
      }
      const where = (i: number) => ({ source: path, row: row + i })
      yield { length: to - from, columns: given, errors, where, bytes: bytesUpTo(g, to / size) }
    }
    first += size
  }
}

async function* scanAll(
  paths: Paths,
  codec: t.Mixed,
  fields: ScanFields,
  signal: AbortSignal,
  groups: Groups,
): AsyncGenerator<Columns> {
  for (const path of await resolveFiles(paths, 'parquet')) {
    checkAborted(signal, path)
    const file = await openParquet(path)
    try {
      yield* scanFile(file, codec, fields, signal, groups)
    } finally {
      await file.close()
    }
  }
}

/** The scan of files for some fields of a codec; `undefined` for codecs that must see whole rows. */
export const scanParquet = (
  paths: Paths,
  codec: t.Mixed,
  names: readonly string[],
  groups: Groups = allGroups,
): Scan | undefined => {
  const fields = scanFields(codec, names)
  if (fields === undefined) return undefined
  return {
    kinds: fields.asked.map((f) => (fields.fields[f]?.isNumber ? 'numbers' : 'values')),
    open: (signal) => scanAll(paths, codec, fields, signal, groups),
  }
}
