/**
 * B4: the flights of B3 as NDJSON.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { flightsOfNdjson } from '../by-hand/flights-ndjson.mjs'
import { readLines } from '../by-hand/lines-of.mjs'
import { fileOf } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { duckdbOver, Flight, FlightOfText, floe, groups, normal, polarsOver } from '../flights-job.mjs'
import { io } from '../floe.mjs'

const columns = "{date: 'VARCHAR', delay: 'BIGINT', distance: 'BIGINT', origin: 'VARCHAR', destination: 'VARCHAR'}"

export default [
  {
    id: 'B4',
    title: 'NDJSON',
    text: 'The job of B3 over the same rows as NDJSON, 280 MB. The loop is a parser [written by hand](../test/bench/by-hand/flights-ndjson.mjs), which checks every field.',
    data: (scale) => fileOf('flights.ndjson', scale),
    normal,
    ratioTo: 'loop',
    contestants: [
      { name: 'loop', run: ({ path }) => flightsOfNdjson(path) },
      floe((path) => io.ndjson(path, Flight)),
      floe((path) => io.ndjson(path, FlightOfText), 'Floe (dates as text)'),
      {
        // The quickest way to the lines that we know; nothing is checked.
        name: 'JSON.parse per line',
        run: ({ path }) => {
          const found = groups()
          readLines(path, (bytes, end) => {
            const lines = bytes.utf8Slice(0, end).split('\n')
            lines.pop()
            for (const line of lines) {
              const { origin, distance, delay } = JSON.parse(line)
              found.add(origin, distance, delay)
            }
          })
          return found.rows()
        },
      },
      {
        // https://nodejs.org/api/readline.html#example-read-file-stream-line-by-line
        name: 'Node readline and JSON.parse',
        run: async ({ path }) => {
          const found = groups()
          for await (const line of createInterface({
            input: createReadStream(path),
            crlfDelay: Number.POSITIVE_INFINITY,
          })) {
            const { origin, distance, delay } = JSON.parse(line)
            found.add(origin, distance, delay)
          }
          return found.rows()
        },
      },
      // https://duckdb.org/docs/stable/data/json/loading_json
      ...duckdbOver((path) => `read_json(${quoted(path)}, format = 'newline_delimited', columns = ${columns})`),
      polarsOver((pl, path) => pl.scanJson(path)),
    ],
    aims: [
      {
        text: 'at least 3 × as fast as JSON.parse per line',
        of: (ms) => ms['JSON.parse per line'] / ms.Floe,
        atLeast: 3,
      },
      { text: 'beside DuckDB on one thread', of: (ms) => ms['DuckDB (1 thread)'] / ms.Floe },
    ],
  },
]
