/**
 * `floe show`: what is in a file of data: its columns, and its first rows.
 */
import { type Command, InvalidArgumentError } from 'commander'
import { printSchema, type Schema } from '../data/schema.ts'
import { toList } from '../engine/run.ts'
import { formatCounted } from '../inspect/format.ts'
import { formatText } from '../inspect/format-cell.ts'
import { table } from '../inspect/table.ts'
import type { Sequence } from '../plan/dataset.ts'
import { describe } from '../plan/derived/describe.ts'
import { take } from '../plan/operators/take.ts'
import { jsonText } from './json-text.ts'
import { openData } from './open-data.ts'
import { layoutFor, styleFor, type Terminal, writeText } from './terminal.ts'

interface Options {
  readonly rows: number
  readonly delimiter?: string
  readonly describe?: true
  readonly json?: true
}

const parseRows = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number.')
}

/** Columns one below the other, as a codec would list them. */
const printColumns = (schema: Schema): string => {
  if (schema.kind !== 'record') return printSchema(schema)
  const names = schema.fields.map((field) => `${formatText(field.name)}${field.optional ? '?' : ''}`)
  const width = Math.max(0, ...names.map((name) => name.length))
  return schema.fields.map((field, i) => `  ${names[i]?.padEnd(width)}  ${printSchema(field.schema)}`).join('\n')
}

const showFile = async (terminal: Terminal, path: string, options: Options): Promise<void> => {
  const data = await openData(path, options.delimiter === undefined ? {} : { delimiter: options.delimiter })
  const isDescribed = options.describe === true
  const shown: Sequence<unknown> = isDescribed
    ? describe()(data.dataset as Sequence<object>)
    : take(options.rows)(data.dataset)
  const rows = await toList(shown)
  if (options.json === true) {
    const fields =
      data.schema.kind === 'record'
        ? data.schema.fields.map(({ name, schema, optional }) => ({ name, type: printSchema(schema), optional }))
        : []
    return writeText(
      terminal.out,
      `${jsonText({ file: path, format: data.format, columns: fields, totalRows: data.rows ?? null, ...data.details, [isDescribed ? 'summaries' : 'rows']: rows.toArray() })}\n`,
    )
  }
  const layout = layoutFor(terminal.out)
  const columns = data.schema.kind === 'record' ? data.schema.fields.length : 0
  const facts = [
    data.format,
    ...(data.rows === undefined ? [] : [formatCounted(data.rows, 'row')]),
    formatCounted(columns, 'column'),
    ...data.facts,
  ]
  const total = data.rows === undefined || isDescribed ? {} : { total: data.rows }
  await writeText(
    terminal.out,
    `${path}  ${styleFor(terminal.out, 'dim')(facts.join(' · '))}\n\n${printColumns(data.schema)}\n${
      options.rows === 0 && !isDescribed ? '' : `\n${table(rows, { ...layout, ...total })}\n`
    }`,
  )
}

export const addShow = (program: Command, terminal: Terminal): void => {
  program
    .command('show')
    .summary('show the columns and the first rows of a data file')
    .description(
      'Shows what is in a file of CSV (also gzipped, also with tabs), JSON, NDJSON or Parquet: its columns, and its first rows.',
    )
    .argument('<file>', 'a file of data')
    .option('-n, --rows <n>', 'how many rows', parseRows, 10)
    .option('-d, --delimiter <character>', 'what stands between the cells of CSV (default: a comma; a tab in .tsv)')
    .option('--describe', 'what is in each column, instead of the first rows: reads the whole file')
    .option('--json', 'print one JSON object: format, columns, rows')
    .addHelpText('before', 'Example:\n  floe show flights-3m.parquet --rows 5\n')
    .action((path: string, options: Options) => showFile(terminal, path, options))
}
