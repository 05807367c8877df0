/**
 * Reading and writing a table, by hand and by Floe. By hand is what one would write with the packages that Floe uses; nothing is
 * checked there, times are Dates and large integers texts.
 */

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as t from 'io-ts'
import pg from 'pg'
import copy from 'pg-copy-streams'
import Cursor from 'pg-cursor'
import { postgres, toPostgres } from '../../../dist/io/postgres/index.js'

const Row = t.type({ id: t.number, a: t.number, name: t.string, x: t.number, flag: t.boolean, at: t.number })

const query = (rows) => `select id, a, name, x, flag, at from measured where id <= ${rows}`

const connected = async (url) => {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

const made = (from, to) =>
  Array.from({ length: to - from }, (_, i) => {
    const id = from + i
    return { id, a: id % 1000, name: `name ${id}`, x: id * 0.37, flag: id % 7 === 0, at: 1.7e12 + id * 1000 }
  })

/** As many rows at a time as an engine gives to a sink. */
const some = 1024

const escaped = (text) =>
  text.replace(/[\\\t\n\r]/g, (unit) => `\\${{ '\t': 't', '\n': 'n', '\r': 'r' }[unit] ?? unit}`)

export const jobs = {
  read: {
    hand: async ({ url, rows, setting }) => {
      const client = await connected(url)
      return async () => {
        await client.query('begin')
        const cursor = client.query(new Cursor(query(rows)))
        let seen = 0
        for (;;) {
          const batch = await cursor.read(setting)
          if (batch.length === 0) break
          seen += batch.length
        }
        await cursor.close()
        await client.query('commit')
        await client.end()
        return seen
      }
    },
    floe: async ({ url, rows, setting }) => {
      const { source } = postgres(query(rows), Row, { url, batch: setting, ordered: true }).plan
      return async () => {
        let seen = 0
        for await (const batch of source.open(new AbortController().signal)) seen += batch.rows.length
        return seen
      }
    },
  },
  write: {
    hand: async ({ url, rows }) => {
      const client = await connected(url)
      return async () => {
        await client.query('begin')
        const lines = function* () {
          for (let from = 0; from < rows; from += some) {
            let text = ''
            for (const { id, a, name, x, flag, at } of made(from, Math.min(rows, from + some)))
              text += `${id}\t${a}\t${escaped(name)}\t${x}\t${flag}\t${new Date(at).toISOString()}\n`
            yield text
          }
        }
        await pipeline(
          Readable.from(lines()),
          client.query(copy.from('copy target (id, a, name, x, flag, at) from stdin')),
        )
        const { rowCount } = await client.query('delete from target')
        await client.query('rollback')
        await client.end()
        return rowCount
      }
    },
    floe:
      async ({ url, rows }) =>
      async () => {
        const writer = await toPostgres('target', { url }).open()
        let written = 0
        for (let from = 0; from < rows; from += some) {
          const batch = made(from, Math.min(rows, from + some))
          await writer.write(batch)
          written += batch.length
        }
        await writer.abort()
        return written
      },
  },
}
