/**
 * Sorting: in memory beside JavaScript's own sort and libraries, and 30 million rows of text in 256 MB beside GNU sort and DuckDB
 * with the same limit, all on one thread and from file to file. A part of the data has as large a part of the memory.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import * as t from 'io-ts'
import { fileOf, flightObjects } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { F, io } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const count = 3_000_000

const inMemory = async (flights) => {
  const rows = []
  const plan = F.pipe(
    F.rows(flights),
    F.sortBy(
      F.ascending((flight) => flight.origin),
      F.descending((flight) => flight.delay),
    ),
  )
  for await (const batch of F.stream(plan)) for (const row of batch) rows.push(row)
  return rows
}

const compare = (a, b) => (a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : b.delay - a.delay)

/** All of them, without their bulk: in their order. */
const ordinals = (rows) => {
  const hash = createHash('sha256')
  for (const { id } of rows) hash.update(`${id} `)
  return [rows.length, hash.digest('hex')]
}

const libraries = ['lodash', 'Arquero']
const fastest = (ms) => Math.min(...libraries.map((name) => ms[name] ?? Number.POSITIVE_INFINITY))

const Letters = t.type({ key: t.string, id: t.number, amount: t.number })

const filesAt = (scale) => {
  const { path } = fileOf('letters.csv', scale)
  return { path, megabytes: Math.max(64, Math.round(256 * scale)) }
}

const outOf = ({ path }, name) => `${path}.${name}`

/** What is in a file. */
const digest = async (path) => {
  const hash = createHash('sha256')
  const file = createReadStream(path)
  file.on('data', (bytes) => hash.update(bytes))
  await once(file, 'end')
  return hash.digest('hex')
}

const gnu = 'GNU sort (1 thread)'

export default [
  {
    id: 'sort-3M',
    title: 'Sorting in memory',
    text: '3 million objects of flights by airport, and those of one by delay, the latest first.',
    data: (scale) => flightObjects(Math.round(count * scale)),
    normal: ordinals,
    ratioTo: 'Array.sort',
    contestants: [
      { name: 'Array.sort', run: (flights) => flights.toSorted(compare) },
      { name: 'Floe', run: inMemory },
      {
        // https://lodash.com/docs/4.17.15#orderBy
        name: 'lodash',
        version: versionOf('lodash'),
        prepare: async (flights) => ({ flights, _: (await import('lodash')).default }),
        run: ({ flights, _ }) => _.orderBy(flights, ['origin', 'delay'], ['asc', 'desc']),
      },
      {
        // https://idl.uw.edu/arquero/api/verbs#orderby. It is not stable by itself: rows with the same keys go by their number.
        name: 'Arquero',
        version: versionOf('arquero'),
        prepare: async (flights) => ({ flights, aq: await import('arquero') }),
        run: ({ flights, aq }) => aq.from(flights).orderby('origin', aq.desc('delay'), 'id').objects(),
      },
    ],
    aims: [
      { text: 'at most 1.2 × Array.sort', of: (ms) => ms.Floe / ms['Array.sort'], atMost: 1.2 },
      { text: 'ahead of the fastest library', of: (ms) => fastest(ms) / ms.Floe, atLeast: 1 },
    ],
  },
  {
    id: 'sort-in-256MB',
    title: 'Sorting in little memory',
    text: '30 million rows of CSV, 0.9 GB, by a text of twelve letters, in 256 MB, from file to file. All write the same bytes. GNU sort is told to use one thread, and knows nothing of quotes.',
    data: filesAt,
    normal: (found) => found,
    ratioTo: gnu,
    contestants: [
      {
        name: gnu,
        run: (files) => {
          const [out, limit] = [outOf(files, 'gnu'), `${files.megabytes}M`]
          const script =
            'head -n 1 "$1" > "$2" && tail -n +2 "$1" | LC_ALL=C sort -s -S "$3" --parallel=1 -t, -k1,1 >> "$2"'
          execFileSync('sh', ['-c', script, 'sh', files.path, out, limit])
          return digest(out)
        },
      },
      {
        name: 'Floe',
        run: async (files) => {
          const out = outOf(files, 'floe')
          const plan = F.pipe(
            io.csv(files.path, Letters),
            F.sortBy((row) => row.key),
          )
          await F.write(plan, io.toCsv(out), { memory: `${files.megabytes}MB` })
          return digest(out)
        },
      },
      {
        name: 'DuckDB (1 thread)',
        version: versionOf('@duckdb/node-api'),
        prepare: async (files) => {
          const { DuckDBInstance } = await import('@duckdb/node-api')
          const instance = await DuckDBInstance.create(':memory:', {
            threads: '1',
            memory_limit: `${files.megabytes}MB`,
          })
          return { files, connection: await instance.connect() }
        },
        run: async ({ files, connection }) => {
          const out = outOf(files, 'duckdb')
          // The id makes it the order in which rows came.
          await connection.run(
            `COPY (SELECT * FROM read_csv(${quoted(files.path)}, header = true) ORDER BY key, id) TO ${quoted(out)} (HEADER)`,
          )
          return digest(out)
        },
      },
    ],
    aims: [{ text: 'at most GNU sort', of: (ms) => ms.Floe / ms[gnu], atMost: 1 }],
  },
]
