/**
 * B3: 3 million flights as CSV. Floe and the parser written by hand check all five fields of each row; the others check
 * what they read, or nothing.
 */
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { flightsOfCsv } from '../by-hand/flights-csv.mjs'
import { fileOf } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { duckdbOver, Flight, FlightOfText, floe, groups, normal, polarsOver } from '../flights-job.mjs'
import { io } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const columns = "{date: 'VARCHAR', delay: 'BIGINT', distance: 'BIGINT', origin: 'VARCHAR', destination: 'VARCHAR'}"
const floeOverCsv = floe((path) => io.csv(path, Flight))
const floeOverText = floe((path) => io.csv(path, FlightOfText), 'Floe (dates as text)')

export default [
  {
    id: 'B3',
    title: 'CSV',
    text: '3 million flights, 109 MB: filter, group by airport, count and sum. The loop is a parser [written by hand](../test/bench/by-hand/flights-csv.mjs) for this one file, which checks every field and reads numbers exactly.',
    data: (scale) => fileOf('flights.csv', scale),
    normal,
    ratioTo: 'loop',
    contestants: [
      { name: 'loop', run: ({ path }) => flightsOfCsv(path) },
      floeOverCsv,
      floeOverText,
      // The types are given: nothing needs to be guessed. https://duckdb.org/docs/stable/data/csv/overview
      ...duckdbOver((path) => `read_csv(${quoted(path)}, header = true, columns = ${columns})`),
      polarsOver((pl, path) => pl.scanCSV(path)),
      {
        // https://www.papaparse.com/docs#streaming
        name: 'papaparse',
        version: versionOf('papaparse'),
        prepare: async (input) => ({ ...input, Papa: (await import('papaparse')).default }),
        run: ({ path, Papa }) =>
          new Promise((resolve, reject) => {
            const found = groups()
            Papa.parse(createReadStream(path, 'utf8'), {
              header: true,
              dynamicTyping: { delay: true, distance: true },
              skipEmptyLines: true,
              chunk: ({ data }) => {
                for (const { origin, distance, delay } of data) found.add(origin, distance, delay)
              },
              complete: () => resolve(found.rows()),
              error: reject,
            })
          }),
      },
      {
        // https://csv.js.org/parse/api/async_iterator/
        name: 'csv-parse',
        version: versionOf('csv-parse'),
        prepare: async (input) => ({ ...input, ...(await import('csv-parse')) }),
        run: async ({ path, parse }) => {
          const found = groups()
          for await (const flight of createReadStream(path).pipe(parse({ columns: true })))
            found.add(flight.origin, Number(flight.distance), Number(flight.delay))
          return found.rows()
        },
      },
      {
        // No parser: https://nodejs.org/api/readline.html#example-read-file-stream-line-by-line
        name: 'Node readline and split',
        run: async ({ path }) => {
          const found = groups()
          let isFirst = true
          for await (const line of createInterface({
            input: createReadStream(path),
            crlfDelay: Number.POSITIVE_INFINITY,
          })) {
            const [, delay, distance, origin] = line.split(',')
            if (!isFirst) found.add(origin, Number(distance), Number(delay))
            isFirst = false
          }
          return found.rows()
        },
      },
      {
        // https://idl.uw.edu/arquero/api/#fromCSV
        name: 'Arquero',
        version: versionOf('arquero'),
        prepare: async (input) => ({ ...input, aq: await import('arquero') }),
        run: ({ path, aq }) =>
          aq
            .fromCSV(readFileSync(path, 'utf8'))
            .filter((d) => d.distance > 500)
            .groupby('origin')
            .rollup({ flights: aq.op.count(), delay: aq.op.sum('delay') })
            .objects()
            .map(({ origin, ...group }) => ({ key: origin, ...group })),
      },
    ],
    aims: [
      { text: 'at most 1.3 × the parser written by hand', of: (ms) => ms.Floe / ms.loop, atMost: 1.3 },
      { text: 'ahead of DuckDB on one thread', of: (ms) => ms['DuckDB (1 thread)'] / ms.Floe, atLeast: 1 },
      { text: 'at least 10 × as fast as papaparse', of: (ms) => ms.papaparse / ms.Floe, atLeast: 10 },
      { text: 'at least 20 × as fast as csv-parse', of: (ms) => ms['csv-parse'] / ms.Floe, atLeast: 20 },
    ],
  },
  {
    id: 'memory',
    title: 'Memory of B3',
    text: 'The peak memory of a process that does the job of B3 once, dates as text, over the file and over ten times the file.',
    fresh: true,
    rounds: 2,
    normal: () => '',
    contestants: [
      { name: 'Floe', prepare: (_, scale) => fileOf('flights.csv', scale), run: floeOverText.run },
      { name: 'Floe (10 × the file)', prepare: (_, scale) => fileOf('flights.csv', 10 * scale), run: floeOverText.run },
    ],
    aims: [
      {
        text: 'the same within a tenth',
        of: (_, rss) => rss['Floe (10 × the file)'] / rss.Floe,
        atMost: 1.1,
      },
    ],
  },
]
