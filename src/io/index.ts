/**
 * Where rows come from and go to: the public list of floe/io.
 */
export { type ToCsvOptions, toCsv } from './csv/sink.ts'
export type { Paths } from './files.ts'
export { inferParquet, type ParquetFacts } from './parquet/infer.ts'
export { type ParquetRow, parquet } from './parquet/source.ts'
export { rows } from './rows.ts'
