/**
 * Where rows come from and go to: the public list of floe/io.
 */
export { type CsvFacts, inferCsv } from './csv/infer.ts'
export type { CsvOptions } from './csv/options.ts'
export { type ToCsvOptions, toCsv } from './csv/sink.ts'
export { type CsvRow, csv } from './csv/source.ts'
export type { Paths } from './files/files.ts'
export { inferParquet, type ParquetFacts } from './parquet/infer.ts'
export { type ParquetRow, parquet } from './parquet/source.ts'
export { rows } from './rows.ts'
export type { ColumnFacts, ColumnType } from './text/infer-schema.ts'
