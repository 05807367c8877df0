/**
 * B8: CSV as it should not be: quoted, with commas, quotes and line breaks inside, and beyond ASCII. Beside it, in the
 * same rounds, the plain file of B3: the aim is a price for each byte.
 */
import { createReadStream } from 'node:fs'
import * as t from 'io-ts'
import { fileOf } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { duckdbOver, Flight, floe, groups, normal } from '../flights-job.mjs'
import { io } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const Remark = t.type({ origin: t.string, remark: t.string, delay: t.number, distance: t.number })
const columns = "{origin: 'VARCHAR', remark: 'VARCHAR', delay: 'BIGINT', distance: 'BIGINT'}"
const plain = { name: 'Floe over the file of B3', job: 'B3' }
/** Bytes of the two files; at any scale their ratio is the same. */
const bytesOf = () => ({ awkward: fileOf('awkward.csv', 1).bytes, plain: fileOf('flights.csv', 1).bytes })

export default [
  {
    id: 'B8',
    title: 'Awkward CSV',
    text: 'A million rows, 54 MB, of quoted text with commas, quotes and line breaks in it, most of it not ASCII: the job of B3.',
    normal,
    contestants: [
      { ...floe((path) => io.csv(path, Remark)), prepare: (_, scale) => fileOf('awkward.csv', scale) },
      { ...floe((path) => io.csv(path, Flight)), ...plain, prepare: (_, scale) => fileOf('flights.csv', scale) },
      ...duckdbOver((path) => `read_csv(${quoted(path)}, header = true, columns = ${columns})`).map((one) => ({
        ...one,
        prepare: (_, scale) => one.prepare(fileOf('awkward.csv', scale)),
      })),
      {
        name: 'papaparse',
        version: versionOf('papaparse'),
        prepare: async (_, scale) => ({ ...fileOf('awkward.csv', scale), Papa: (await import('papaparse')).default }),
        run: ({ path, Papa }) =>
          new Promise((resolve, reject) => {
            const found = groups()
            // Text, not bytes: of bytes it cuts characters in two at the ends of chunks.
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
        name: 'csv-parse',
        version: versionOf('csv-parse'),
        prepare: async (_, scale) => ({ ...fileOf('awkward.csv', scale), ...(await import('csv-parse')) }),
        run: async ({ path, parse }) => {
          const found = groups()
          for await (const row of createReadStream(path).pipe(parse({ columns: true })))
            found.add(row.origin, Number(row.distance), Number(row.delay))
          return found.rows()
        },
      },
    ],
    aims: [
      {
        text: 'a byte costs at most 2 × one of B3',
        of: (ms) => ms.Floe / bytesOf().awkward / (ms[plain.name] / bytesOf().plain),
        atMost: 2,
      },
    ],
  },
]
