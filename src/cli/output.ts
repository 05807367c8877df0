/**
 * Formats in which rows leave the program, and the sinks that write them.
 */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { FloeError } from '../error/floe-error.ts'
import { toCsv } from '../io/csv/sink.ts'
import { jsonSink } from '../io/json/json-sink.ts'
import { rowPrinter } from '../io/json/sink.ts'
import type { Sink } from '../plan/sink.ts'
import { jsonText } from './json-text.ts'
import { writeText } from './terminal.ts'
import { fileTarget, streamTarget } from './text-target.ts'

export const formats = ['table', 'json', 'ndjson', 'csv'] as const
export type Format = (typeof formats)[number]
/** What can be written and read again: a table is for the eyes. */
export type FileFormat = Exclude<Format, 'table'>

const byExtension: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
}

const withoutGz = (path: string): string => path.replace(/\.gz$/i, '')

/**
 * The format that a file's name asks for: that of its extension, before `.gz`.
 *
 * @throws FloeError InvalidArgument for an extension that says none
 */
export const formatOf = (path: string): FileFormat => {
  const format = byExtension[extname(withoutGz(path)).toLowerCase()]
  if (format !== undefined) return format
  throw new FloeError('InvalidArgument', {
    message: `the name ${path} does not say its format`,
    hint: 'name it .csv, .tsv, .json or .ndjson (and .gz), or give --format',
  })
}

const csvTo = (path: string): Sink<unknown> =>
  toCsv(path, /\.tsv$/i.test(withoutGz(path)) ? { delimiter: '\t' } : {}) as Sink<unknown>

/**
 * A sink that writes a file, for what `floe/io` reads. Packed by gzip if its name ends in `.gz`.
 *
 * @throws FloeError InvalidArgument for the format `table`
 */
export const fileSink = (path: string, format: Format): Sink<unknown> => {
  if (format === 'csv') return csvTo(path)
  if (format !== 'table') return jsonSink(format, path, rowPrinter(path), () => fileTarget(path))
  throw new FloeError('InvalidArgument', {
    message: 'a table is for reading, and --out writes what can be read again',
    hint: 'write .csv or .json; or send the table to a file with >',
  })
}

/** CSV is made in a private file first, because its sink writes files; so a run that fails prints no part of it. */
const csvToStream = (stream: NodeJS.WriteStream): Sink<unknown> => ({
  format: 'csv',
  name: 'standard output',
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'floe-'))
    const path = join(folder, 'rows.csv')
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
    const writer = await csvTo(path).open()
    return {
      write: writer.write,
      close: async () => {
        await writer.close()
        for await (const text of createReadStream(path, 'utf8')) await writeText(stream, text)
        await remove()
      },
      abort: async () => {
        await writer.abort()
        await remove()
      },
    }
  },
})

/** A sink that writes to a stream, which stays open. JSON for whoever looks: with a text for what JSON has no word for. */
export const streamSink = (stream: NodeJS.WriteStream, format: FileFormat): Sink<unknown> =>
  format === 'csv'
    ? csvToStream(stream)
    : jsonSink(format, 'standard output', jsonText, async () => streamTarget(stream))
