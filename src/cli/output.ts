/**
 * Formats in which rows leave the program, and the sinks that write them.
 */
import { extname } from 'node:path'
import type { Schema } from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { csvSink } from '../io/csv/sink.ts'
import type { AtomicFile } from '../io/files/atomic-file.ts'
import { resumableAt } from '../io/files/resumable-file.ts'
import { standardOutputName } from '../io/files/standard-output.ts'
import { jsonSink } from '../io/json/json-sink.ts'
import { rowPrinter } from '../io/json/sink.ts'
import { parquetSink } from '../io/parquet/sink.ts'
import { columnsOfSchema } from '../io/parquet/stored-type.ts'
import { toFiles } from '../io/partitioned/sink.ts'
import type { Sink } from '../plan/sink.ts'
import { jsonText } from './json-text.ts'
import { fileTarget, streamTarget } from './text-target.ts'

export const formats = ['table', 'json', 'ndjson', 'csv', 'parquet'] as const
export type Format = (typeof formats)[number]
/** What can be written and read again: a table is for the eyes. */
export type FileFormat = Exclude<Format, 'table'>

const byExtension: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
}

const unpacked = (path: string): string => path.replace(/\.(gz|zst)$/i, '')

/**
 * The format that a file's name asks for: that of its extension, before `.gz` or `.zst`.
 *
 * @throws FloeError InvalidArgument for an extension that says none
 */
export const formatOf = (path: string): FileFormat => {
  const format = byExtension[extname(unpacked(path)).toLowerCase()]
  if (format !== undefined) return format
  throw new FloeError('InvalidArgument', {
    message: `the name ${path} does not say its format`,
    hint: 'name it .csv, .tsv, .json, .ndjson (and .gz or .zst) or .parquet, or give --format',
  })
}

/** A sink of a format to a target: what it is called, and how it is opened, also by a process that goes on with a run. */
const sinkTo = (
  format: FileFormat,
  schema: () => Schema,
  name: string,
  print: (row: unknown, number: number) => string,
  open: () => Promise<AtomicFile>,
  again?: ReturnType<typeof resumableAt>,
): Sink<unknown> => {
  switch (format) {
    case 'csv':
      return csvSink(name, /\.tsv$/i.test(unpacked(name)) ? { delimiter: '\t' } : {}, open, again) as Sink<unknown>
    case 'parquet':
      // A schema says what is known: rows may hold more.
      return parquetSink(
        name,
        { columns: columnsOfSchema(schema()) ?? [], isWhole: false },
        {},
        open,
        again,
      ) as Sink<unknown>
    default:
      return jsonSink(format, name, print, open, again)
  }
}

/**
 * A sink that writes a file, or one for each value of the fields in braces, for what `floe/io` reads. Packed if its name ends in
 * `.gz` or `.zst`.
 *
 * @param schema what is known of the rows
 * @throws FloeError InvalidArgument for the format `table`
 */
export const fileSink = (path: string, format: Format, schema: () => Schema): Sink<unknown> => {
  if (format !== 'table') {
    const one = (name: string): Sink<unknown> =>
      sinkTo(format, schema, name, rowPrinter(name), () => fileTarget(name), resumableAt(name))
    return /\{[^{}]+\}/.test(path) ? (toFiles(path, one) as Sink<unknown>) : one(path)
  }
  throw new FloeError('InvalidArgument', {
    message: 'a table is for reading, and --out writes what can be read again',
    hint: 'write .csv or .json; or send the table to a file with >',
  })
}

/**
 * A sink that writes to a stream, which stays open: rows are out as they come, also of a run that fails later. JSON for whoever
 * looks: with a text for what JSON has no word for.
 */
export const streamSink = (stream: NodeJS.WriteStream, format: FileFormat, schema: () => Schema): Sink<unknown> =>
  sinkTo(format, schema, standardOutputName, jsonText, async () => streamTarget(stream))
