/**
 * What stands between a client and a server: passes bytes on, later if it is told to, and can be cut.
 */
import { once } from 'node:events'
import { createServer, connect as dial, type Socket } from 'node:net'

export interface Between {
  readonly port: number
  /** Connections that are open. */
  readonly open: () => number
  /** Bytes that came from the server. */
  readonly passed: () => number
  /** Ends all connections, as when a cable is pulled; or all but the oldest ones. */
  readonly cut: (spared?: number) => void
  /**
   * Ends the next connection after so many bytes from the client, as when its process is killed: the server gets all of these, and
   * the client hears no more.
   */
  readonly cutAfter: (bytes: number) => void
  /** Passes nothing on any more, and says nothing of it. */
  readonly stall: () => void
  readonly stop: () => Promise<void>
}

/**
 * @param to the port of the server, on loopback
 * @param delay of each way, in milliseconds
 */
export const startProxy = async (to: number, delay = 0): Promise<Between> => {
  const pairs = new Set<readonly [Socket, Socket]>()
  let passed = 0
  let isStalled = false
  let ending = Number.POSITIVE_INFINITY
  const pass = (from: Socket, into: Socket, count: (bytes: number) => void): void => {
    const later: { readonly at: number; readonly bytes: Buffer }[] = []
    const flush = (): void => {
      const now = performance.now()
      while (later.length > 0 && (later[0] as { at: number }).at <= now)
        into.write((later.shift() as { bytes: Buffer }).bytes)
      if (later.length > 0) setTimeout(flush, Math.max(0, (later[0] as { at: number }).at - now))
    }
    from.on('data', (bytes) => {
      if (isStalled) return
      count(bytes.length)
      if (delay === 0) {
        if (into.write(bytes)) return
        from.pause()
        into.once('drain', () => from.resume())
        return
      }
      later.push({ at: performance.now() + delay, bytes })
      if (later.length === 1) setTimeout(flush, delay)
    })
  }
  /** Passes no more than so many bytes, and then ends both sides. */
  const passSome = (client: Socket, upstream: Socket, limit: number): void => {
    let left = limit
    client.on('data', (bytes) => {
      upstream.write(bytes.subarray(0, left))
      left -= bytes.length
      if (left > 0) return
      left = 0
      client.destroy()
      upstream.end()
    })
    upstream.on('data', (bytes) => {
      if (left > 0) client.write(bytes)
    })
    for (const socket of [client, upstream]) socket.on('error', () => undefined)
    client.on('close', () => upstream.end())
    upstream.on('close', () => client.destroy())
  }
  const server = createServer((client) => {
    const upstream = dial(to, '127.0.0.1')
    if (ending < Number.POSITIVE_INFINITY) {
      passSome(client, upstream, ending)
      ending = Number.POSITIVE_INFINITY
      return
    }
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.setNoDelay(true)
    upstream.setNoDelay(true)
    pass(client, upstream, () => undefined)
    pass(upstream, client, (bytes) => {
      passed += bytes
    })
    const close = (): void => {
      pairs.delete(pair)
      setTimeout(() => {
        client.destroy()
        upstream.destroy()
      }, delay + 1)
    }
    for (const socket of pair) socket.on('close', close).on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const cut = (spared = 0): void => {
    for (const pair of [...pairs].slice(spared)) for (const socket of pair) socket.resetAndDestroy()
  }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    open: () => pairs.size,
    passed: () => passed,
    cut,
    cutAfter: (bytes) => {
      ending = bytes
    },
    stall: () => {
      isStalled = true
    },
    stop: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
