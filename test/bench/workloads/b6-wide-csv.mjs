/**
 * B6: a CSV of 60 columns, of which the pipeline uses 3. Floe checks all 60 whatever is used; it makes values of those that
 * the functions read. Functions that cannot be read (made by `bind`) keep it from knowing which: so the second contestant
 * is the same run without pruning.
 */
import { createReadStream } from 'node:fs'
import * as t from 'io-ts'
import { fileOf } from '../data.mjs'
import { duckdb, quoted } from '../duckdb.mjs'
import { groups, normal } from '../flights-job.mjs'
import { A, F, io, rowsOf } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const kinds = { whole: t.number, decimal: t.number, word: t.string }
const Wide = t.type(
  Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => Object.entries(kinds).map(([kind, codec]) => [`${kind}${i}`, codec])).flat(),
  ),
)

const read = { isFar: (row) => row.whole7 > 500, word: (row) => row.word3, delay: (row) => row.whole11 }
/** The same, unreadable. */
const unread = Object.fromEntries(Object.entries(read).map(([name, f]) => [name, f.bind(undefined)]))

const floe = (name, { isFar, word, delay }) => ({
  name,
  run: ({ path }) =>
    rowsOf(F.pipe(io.csv(path, Wide), F.filter(isFar), F.groupBy(word, { flights: A.count(), delay: A.sum(delay) }))),
})

export default [
  {
    id: 'B6',
    title: 'Wide CSV',
    text: '250,000 rows of 60 columns, 84 MB, of which 3 are used: filter, group, count and sum. Floe checks all 60 either way.',
    data: (scale) => fileOf('wide.csv', scale),
    normal,
    ratioTo: 'Floe without pruning',
    contestants: [
      floe('Floe', read),
      floe('Floe without pruning', unread),
      ...duckdb(
        ({ path }) =>
          `SELECT word3 AS key, count(*) AS flights, sum(whole11) AS delay FROM read_csv(${quoted(path)}) WHERE whole7 > 500 GROUP BY word3`,
      ),
      {
        name: 'papaparse',
        version: versionOf('papaparse'),
        prepare: async (input) => ({ ...input, Papa: (await import('papaparse')).default }),
        run: ({ path, Papa }) =>
          new Promise((resolve, reject) => {
            const found = groups()
            Papa.parse(createReadStream(path, 'utf8'), {
              header: true,
              dynamicTyping: { whole7: true, whole11: true },
              skipEmptyLines: true,
              chunk: ({ data }) => {
                for (const { word3, whole7, whole11 } of data) found.add(word3, whole7, whole11)
              },
              complete: () => resolve(found.rows()),
              error: reject,
            })
          }),
      },
    ],
    aims: [
      {
        text: 'at least 3 × as fast as without pruning',
        of: (ms) => ms['Floe without pruning'] / ms.Floe,
        atLeast: 3,
      },
    ],
  },
]
