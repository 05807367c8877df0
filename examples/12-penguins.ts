/**
 * How heavy are the penguins of each kind, when a service tells of them page by page?
 *
 * The penguins of the Palmer islands come with the package vega-datasets; here a server tells of fifty at a time, each with the way to
 * the next ones. Its third answer is that it is asked too often, and when to come again: so the page is tried once more. The server is
 * started when the first page is wanted.
 *
 * floe run examples/12-penguins.ts#kinds
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { fetchJson, pages } from 'floe/io'
import * as t from 'io-ts'

const file = fileURLToPath(new URL('../data/penguins.json', import.meta.resolve('vega-datasets')))

interface Answer {
  readonly penguins: readonly unknown[]
  readonly next: string | null
}

/** Where the service is, once it is there. */
const start = async (): Promise<string> => {
  const penguins: readonly unknown[] = JSON.parse(readFileSync(file, 'utf8'))
  let requests = 0
  const server = createServer(({ url = '' }, response) => {
    const from = Number(new URL(url, 'http://localhost').searchParams.get('from') ?? 0)
    if (++requests === 3) return response.writeHead(429, { 'Retry-After': '0' }).end()
    const next = from + 50 < penguins.length ? `/penguins?from=${from + 50}` : null
    return response.end(JSON.stringify({ penguins: penguins.slice(from, from + 50), next } satisfies Answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

let service: Promise<string> | undefined

const Penguin = t.readonly(t.type({ Species: t.string, 'Body Mass (g)': t.union([t.number, t.null]) }))

const penguins = pages(
  async (path: string | undefined, ask) => {
    service ??= start()
    const answer = await fetchJson<Answer>(`${await service}${path ?? '/penguins'}`, ask)
    return { rows: answer.penguins, next: answer.next }
  },
  Penguin,
  { name: 'penguins' },
)

export const kinds = F.pipe(
  penguins,
  F.groupBy(
    { kind: (penguin) => penguin.Species },
    { penguins: A.count(), grams: A.mean((penguin) => penguin['Body Mass (g)']) },
  ),
  F.sortBy((one) => one.kind),
)
