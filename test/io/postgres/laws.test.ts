/** Proves that reading from and writing to PostgreSQL keep the laws of sources and sinks, and that what is written reads the same. */
import fc from 'fast-check'
import * as F from 'floe'
import * as L from 'floe/laws'
import { postgres, toPostgres } from 'floe/postgres'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { runs } from '../../runs.ts'
import { isServer, startDatabase } from './database.ts'
import { pooled } from './pooled.ts'

const connected = pooled(startDatabase)

const by = isServer ? 'copy' : 'insert'

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((one) => one.replaceAll('\0', '\\N\t\n\\.'))

const Row = t.type({
  id: t.number,
  s: t.union([t.string, t.null]),
  b: t.union([t.bigint, t.null]),
  f: t.number,
  at: t.number,
  day: t.number,
  bytes: t.unknown,
  json: t.unknown,
  tags: t.array(t.union([t.string, t.null])),
})
type Row = t.TypeOf<typeof Row>

/** JSON has one zero, and PostgreSQL's `jsonb` numbers of its own: so `json`. A null in it is one of SQL. */
const json = fc
  .jsonValue({ maxDepth: 2, stringUnit: 'grapheme' })
  .filter((value) => !JSON.stringify(value).includes('\\u0000'))
  // What inherits nothing is written as what does.
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)

const table: fc.Arbitrary<Row> = fc.record(
  {
    id: fc.integer({ min: -9, max: 9 }),
    s: fc.option(text),
    b: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    f: fc.double(),
    // Microseconds are what there is.
    at: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
    day: fc.integer({ min: -700_000, max: 2_900_000 }).map((days) => days * 86_400_000),
    bytes: fc.uint8Array({ maxLength: 5 }),
    json,
    tags: fc.array(fc.option(text), { maxLength: 4 }),
  },
  { noNullPrototype: true },
)

let made = 0
const newTable = async (): Promise<string> => {
  const name = `law "${made}`
  const quoted = `"law ""${made++}"`
  await connected.pool.query(`drop table if exists ${quoted}; create table ${quoted} (
    id int, s text, b int8, f float8, at timestamptz, day date, bytes bytea, json json, tags text[], n int)`)
  return name
}
const selectFrom = (name: string): string => `select * from "${name.replaceAll('"', '""')}"`

test('what is written reads the same', async () => {
  const name = await newTable()
  await fc.assert(
    fc.asyncProperty(fc.array(table, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), async (rows, batch) => {
      const numbered = rows.map((row, n) => ({ ...row, n }))
      await F.write(F.rows(numbered), toPostgres(name, { pool: connected.pool, by, batch, mode: 'replace' }))
      const back = postgres(`${selectFrom(name)} order by n`, Row, { pool: connected.pool, batch, ordered: true })
      expect((await F.toList(back)).toArray()).toStrictEqual(rows)
    }),
    { numRuns: runs(40) },
  )
})

/** Connections in use. */
const handles = (): number => connected.pool.totalCount - connected.pool.idleCount

const findings = async (subject: unknown) => (await L.examine(subject as L.Subject<unknown, unknown>)).laws

describe('laws of sources', () => {
  const numbers = 'select i as n from generate_series(1, 40) as i order by i'
  test.each([
    ['in an order', { ordered: true as const }],
    ['by a key', { by: 'n' }],
    ['as a bag', {}],
  ])('%s', async (_, options) => {
    const read = postgres(numbers, t.type({ n: t.number }), { pool: connected.pool, batch: 7, ...options })
    const laws = await findings(L.source(read, { handles, ahead: 14 }))
    expect(laws.filter(({ verdict }) => verdict === 'broken')).toEqual([])
    expect(laws.flatMap(({ id, verdict }) => (verdict === 'held' ? [id] : []))).toEqual(
      expect.arrayContaining(['I1', 'I8', 'I9']),
    )
  })
})

// They write and read at the same time, and the embedded server serves one connection after the other.
if (isServer)
  describe('laws of sinks', () => {
    const Id = t.type({ id: t.number, s: t.string })
    const rows = fc.record({
      id: fc.nat(9),
      s: fc.string({ unit: fc.constantFrom('a', '\\', '\t', "'"), maxLength: 3 }),
    })
    const tables = new Map<string, Promise<string>>()

    // What takes the place of rows by a key is neither of the two ways that the laws know.
    test.each(['append', 'replace'] as const)('%s', async (mode) => {
      const make = (): L.Target<t.TypeOf<typeof Id>> => {
        const name = `sink ${made++}`
        // A number says in which order rows came.
        tables.set(
          name,
          connected.pool
            .query(`drop table if exists "${name}"; create table "${name}" (id int, s text, n serial)`)
            .then(() => name),
        )
        return {
          open: async () => {
            await tables.get(name)
            return toPostgres(name, { pool: connected.pool, by, mode, batch: 3 }).open()
          },
          read: async () => {
            await tables.get(name)
            return F.toList(postgres(`${selectFrom(name)} order by n`, Id, { pool: connected.pool, ordered: true }))
          },
        }
      }
      const laws = await findings(L.sink(make, { rows, declared: mode === 'append' ? [] : ['idempotent'], handles }))
      expect(laws.filter(({ verdict }) => verdict === 'broken')).toEqual([])
      expect(laws.flatMap(({ id, verdict }) => (verdict === 'held' ? [id] : []))).toEqual(
        expect.arrayContaining(['I5', 'I8']),
      )
    })
  })
