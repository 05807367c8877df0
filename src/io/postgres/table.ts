/**
 * What the catalogue says of a table that is to be written: where it is, its columns, and what is unique in it.
 */
import type { Client } from 'pg'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { similarNames } from '../files/similar-names.ts'
import { quoted } from './quoted.ts'
import { type Type, typeOf } from './types.ts'

/** A column, and how its values are written. */
export interface TableColumn {
  readonly name: string
  readonly type: Type
  /** The type by its name, without the length that values may have: `character varying`. */
  readonly typeName: string
}

export interface Table {
  /** As statements name it: `"public"."flights"`. */
  readonly quoted: string
  readonly schema: string
  readonly columns: readonly TableColumn[]
  /** Sets of columns in which no two rows are the same: those of a key, and of unique indexes. */
  readonly unique: readonly (readonly string[])[]
}

/** Which table is meant: each name is one name, whatever is in it. */
export interface TableName {
  readonly table: string
  readonly schema?: string | undefined
}

export const printTable = ({ table, schema }: TableName): string =>
  schema === undefined ? table : `${schema}.${table}`

const tables = `
  select n.nspname as schema, c.oid::int8 as oid
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.oid = pg_catalog.to_regclass($1)`

const columns = `
  select a.attname as name, case when t.typtype = 'd' then t.typbasetype else t.oid end::int8 as oid,
    pg_catalog.format_type(a.atttypid, -1) as type
  from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  order by a.attnum`

const unique = `
  select pg_catalog.array_to_json(pg_catalog.array_agg(a.attname order by a.attname)) as names
  from pg_catalog.pg_index i join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = $1 and i.indisunique and i.indpred is null and i.indexprs is null
  group by i.indexrelid`

const names = `
  select n.nspname as schema, c.relname as name, pg_catalog.pg_table_is_visible(c.oid) as near
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
  order by 1, 2 limit 10000`

const missing = async (client: Client, name: TableName): Promise<FloeError> => {
  const { rows } = await client.query<{ schema: string; name: string; near: boolean }>(names)
  const [before, behind] = name.table.split('.')
  const dotted = rows.find((one) => one.schema === before && one.name === behind)
  const near = rows.filter((one) => (name.schema === undefined ? one.near : one.schema === name.schema))
  const same = rows.find((one) => one.name === name.table)
  const similar = similarNames(
    name.table,
    near.map((one) => one.name),
  ).map((one) => printValue(one))
  const hint =
    dotted !== undefined
      ? `a name is one name: table ${printValue(dotted.name)} with schema: ${printValue(dotted.schema)}`
      : same !== undefined
        ? `there is one in another schema: schema: ${printValue(same.schema)}`
        : similar.length > 0
          ? `did you mean ${similar.join(' or ')}?`
          : 'create it first: its columns say how values are written'
  return new FloeError('SinkFailed', { message: `there is no table ${printValue(printTable(name))}`, hint })
}

/** @throws FloeError SinkFailed, with names that are like it, and what `pg` throws */
export const inspectTable = async (client: Client, name: TableName): Promise<Table> => {
  const asked = `${name.schema === undefined ? '' : `${quoted(name.schema)}.`}${quoted(name.table)}`
  const found = (await client.query<{ schema: string; oid: string }>(tables, [asked])).rows[0]
  if (found === undefined) throw await missing(client, name)
  const { rows } = await client.query<{ name: string; oid: string; type: string }>(columns, [found.oid])
  const sets = await client.query<{ names: readonly string[] }>(unique, [found.oid])
  return {
    quoted: `${quoted(found.schema)}.${quoted(name.table)}`,
    schema: found.schema,
    columns: rows.map((column) => ({ name: column.name, type: typeOf(Number(column.oid)), typeName: column.type })),
    unique: sets.rows.map((row) => row.names),
  }
}

/**
 * The columns of these names.
 *
 * @throws FloeError SinkFailed
 */
export const columnsNamed = (table: Table, wanted: readonly string[], place: object): readonly TableColumn[] => {
  const known = table.columns.map(({ name }) => name)
  return wanted.map((name) => {
    const column = table.columns.find((one) => one.name === name)
    if (column !== undefined) return column
    const like = known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? similarNames(name, known)[0]
    throw new FloeError('SinkFailed', {
      message: `the table has no column ${printValue(name)}`,
      place: { ...place, field: name },
      hint: `${like === undefined ? '' : `did you mean ${printValue(like)}? `}it has ${known.join(', ')}; toPostgres(table, { columns: [...] }) names those to write`,
    })
  })
}
