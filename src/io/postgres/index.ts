/**
 * `floe/postgres`: tables of PostgreSQL, to read from and to write to. Needs the packages `pg`, `pg-cursor` and `pg-copy-streams`.
 */
export type { PostgresConnection, PostgresPool } from './connection.ts'
export { type ToPostgresOptions, toPostgres } from './sink.ts'
export { type PostgresOptions, postgres } from './source.ts'
