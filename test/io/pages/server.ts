/**
 * A server that misbehaves on purpose: what it does with each request is said beforehand.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

export const json =
  (value: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end('no')
  }
export const hangUp: Answer = (response) => {
  response.socket?.destroy()
}
export const halfBody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('{"items":[1', () => response.socket?.destroy())
}
export const noJson: Answer = (response) => {
  response.writeHead(200).end('<html>busy</html>')
}
/** Says nothing until the other side has had enough. */
export const silence: Answer = () => {}

export interface Misbehaving {
  readonly url: string
  /** Paths, in the order in which they were asked for. */
  readonly asked: string[]
  /** Requests that were given up by who made them. */
  readonly left: () => number
  /** How many are under way, and the most there ever were. */
  readonly busy: { now: number; most: number }
}

/** @param behave what becomes of a request, by its path and how often that was asked for, from 1 */
export const serve = async (behave: (path: string, time: number) => Answer): Promise<Misbehaving> => {
  const asked: string[] = []
  const busy = { now: 0, most: 0 }
  let left = 0
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    busy.now++
    busy.most = Math.max(busy.most, busy.now)
    response.on('close', () => {
      busy.now--
      if (!response.writableEnded) left++
    })
    behave(path, asked.filter((one) => one === path).length)(response, request)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, left: () => left, busy }
}
