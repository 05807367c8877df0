/**
 * B5: the flights of B3 as the Parquet file that they come in. Floe reads Parquet by hyparquet; the question is what it
 * adds, or saves.
 */
import * as t from 'io-ts'
import { flightsParquet } from '../data.mjs'
import { quoted } from '../duckdb.mjs'
import { duckdbOver, floe, groups, normal, polarsOver } from '../flights-job.mjs'
import { io } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const Flight = t.type({ delay: t.number, distance: t.number, origin: t.string })
const columns = ['delay', 'distance', 'origin']

const withHyparquet = async (input) => ({
  ...input,
  ...(await import('hyparquet')),
  ...(await import('hyparquet-compressors')),
})

export default [
  {
    id: 'B5',
    title: 'Parquet',
    text: 'The job of B3 over the same rows as Parquet, 13 MB, of which three columns are read. The loop goes over the columns that hyparquet gives.',
    data: () => ({ path: flightsParquet }),
    normal,
    ratioTo: 'loop',
    contestants: [
      {
        // https://github.com/hyparam/hyparquet#onchunk: columns as they are decoded, the cheapest that it has to give
        name: 'loop',
        version: `over hyparquet ${versionOf('hyparquet')}`,
        prepare: withHyparquet,
        run: async ({ path, asyncBufferFromFile, parquetMetadataAsync, parquetRead, compressors }) => {
          const file = await asyncBufferFromFile(path)
          const metadata = await parquetMetadataAsync(file)
          const found = groups()
          let rowStart = 0
          for (const { num_rows } of metadata.row_groups) {
            const rowEnd = rowStart + Number(num_rows)
            const flights = { delay: [], distance: [], origin: [] }
            const onChunk = ({ columnName, columnData, rowStart: first }) => {
              const column = flights[columnName]
              for (let i = 0; i < columnData.length; i++) column[first - rowStart + i] = columnData[i]
            }
            await parquetRead({ file, metadata, compressors, columns, rowStart, rowEnd, onChunk })
            const { delay, distance, origin } = flights
            for (let i = 0; i < origin.length; i++) found.add(origin[i], Number(distance[i]), Number(delay[i]))
            rowStart = rowEnd
          }
          return found.rows()
        },
      },
      {
        // https://github.com/hyparam/hyparquet#readme: rows as objects
        name: 'hyparquet’s rows',
        version: versionOf('hyparquet'),
        prepare: withHyparquet,
        run: async ({ path, asyncBufferFromFile, parquetReadObjects, compressors }) => {
          const found = groups()
          for (const row of await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors, columns }))
            found.add(row.origin, Number(row.distance), Number(row.delay))
          return found.rows()
        },
      },
      floe((path) => io.parquet(path, Flight)),
      ...duckdbOver((path) => `read_parquet(${quoted(path)})`),
      polarsOver((pl, path) => pl.scanParquet(path)),
    ],
    aims: [
      { text: 'at most 0.7 × hyparquet’s reading of the same columns', of: (ms) => ms.Floe / ms.loop, atMost: 0.7 },
      { text: 'failing that, at most 1.1 ×', of: (ms) => ms.Floe / ms.loop, atMost: 1.1 },
    ],
  },
]
