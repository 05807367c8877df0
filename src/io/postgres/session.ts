/**
 * A connection while it is used: one thing at a time, called off by a signal, and given back as it was, or destroyed.
 *
 * Knows nothing of what is asked. Errors are passed on as they come; `postgres-errors.ts` puts them in words.
 */
import type { Client, Connection } from 'pg'
import { whenAborted } from '../../concurrent/when-aborted.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type PostgresConnection, usualPatience } from './connection.ts'
import { loadPg } from './load-pg.ts'

/** What `pg` has, and says only to those who look. */
type Known = Client & {
  readonly processID: number | null
  readonly secretKey: number | null
  readonly release?: (broken?: boolean) => void
}

export interface Session {
  /** `127.0.0.1:5432`, for messages. */
  readonly address: string
  /**
   * Does something with the connection. Nobody else does until it is done. It fails when the connection is lost, when the
   * signal is aborted, when it takes too long.
   */
  readonly work: <A>(what: (client: Client) => Promise<A>) => Promise<A>
  /**
   * Calls off what is going on, and does one thing more, whatever the signal says, if the connection is still there. Never throws.
   */
  readonly finish: (last: () => Promise<unknown>) => Promise<void>
  /** Gives the connection back, outside of any transaction. Calls off what is going on. Never throws. */
  readonly release: () => Promise<void>
}

/** How long to wait for a statement to end that was called off. */
const mercy = 3000

const after = (milliseconds: number): { readonly over: Promise<'over'>; readonly stop: () => void } => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => resolve('over'), milliseconds)
  })
  return { over, stop: () => clearTimeout(timer) }
}

/** Stops waiting after a while. */
const within = async <A>(promise: Promise<A>, milliseconds: number): Promise<A | 'over'> => {
  const { over, stop } = after(milliseconds)
  try {
    return await Promise.race([promise, over])
  } finally {
    stop()
  }
}

const cancelled = (cause: unknown): FloeError => new FloeError('Cancelled', { message: 'the run was cancelled', cause })

const destroy = (client: Client): void => {
  client.connection.stream.destroy()
}

const addressOf = ({ host, port }: Client): string =>
  host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host.includes(':') ? `[${host}]` : host}:${port}`

/** A client that is connected, or comes to be. */
interface Acquired {
  readonly client: Known
  readonly giveBack: (broken: boolean) => Promise<void>
}

const fromPool = async (given: PostgresConnection, patience: number): Promise<Acquired> => {
  const pool = given.pool as NonNullable<PostgresConnection['pool']>
  const connecting = pool.connect() as Promise<Known>
  const client = await within(connecting, patience)
  if (client === 'over') {
    // It may come yet, and belongs to others then.
    connecting.then((late) => late.release?.()).catch(() => undefined)
    const { totalCount, options } = pool as {
      readonly totalCount?: number
      readonly options?: { readonly max?: number }
    }
    throw new FloeError('SourceUnreachable', {
      message: `no connection of the pool became free in ${patience / 1000} s: it has ${totalCount ?? 'some'}${options?.max === undefined ? '' : ` of at most ${options.max}`}`,
      hint: 'give the pool a larger max, or patience: … to wait for longer; a connection that is never released is missed for ever',
    })
  }
  return { client, giveBack: async (broken) => client.release?.(broken) }
}

const ofItsOwn = async (given: PostgresConnection, patience: number, signal: AbortSignal): Promise<Acquired> => {
  const pg = await loadPg()
  const client = new pg.Client({
    keepAlive: true,
    fallback_application_name: 'floe',
    connectionTimeoutMillis: patience,
    ...(given.url === undefined ? given.connection : { connectionString: given.url }),
  }) as Known
  client.on('error', () => undefined)
  const ignore = signal.aborted ? () => undefined : whenAborted(signal, () => destroy(client))
  try {
    await client.connect()
  } catch (thrown) {
    destroy(client)
    throw Object.assign(thrown as object, { address: addressOf(client) })
  } finally {
    ignore()
  }
  return {
    client,
    giveBack: async (broken) => {
      if (!broken) await within(client.end(), mercy)
      destroy(client)
    },
  }
}

/**
 * Asks the server, over a connection of its own, to end what it does for a client. Done when the server has heard it: so what
 * the client does next is not hit.
 */
const sendCancel = async (client: Known): Promise<void> => {
  const { Connection: Made } = await loadPg()
  const connection = new Made({ ssl: client.ssl }) as Connection & {
    readonly connect: (port: number, host?: string) => void
    readonly requestSsl: () => void
    readonly cancel: (processID: number | null, secretKey: number | null) => void
  }
  const send = (): void => {
    connection.cancel(client.processID, client.secretKey)
  }
  connection.on('connect', () => (client.ssl ? connection.requestSsl() : send()))
  connection.on('sslconnect', send)
  const ended = new Promise<void>((resolve) => {
    connection.on('error', () => resolve())
    connection.on('end', resolve)
  })
  const { host, port } = client
  if (host.startsWith('/')) (connection.connect as unknown as (path: string) => void)(`${host}/.s.PGSQL.${port}`)
  else connection.connect(port, host)
  await within(ended, mercy)
  connection.stream.destroy()
}

/**
 * A connection for one's own use.
 *
 * @throws what `pg` throws, with the `address` that was tried; FloeError Cancelled; FloeError SourceUnreachable of a pool
 */
export const openSession = async (given: PostgresConnection, signal: AbortSignal): Promise<Session> => {
  const { patience = usualPatience, timeout } = given
  if (signal.aborted) throw cancelled(signal.reason)
  const { client, giveBack } = await (given.pool === undefined
    ? ofItsOwn(given, patience, signal)
    : fromPool(given, patience)
  ).catch((thrown: unknown) => {
    throw signal.aborted ? cancelled(signal.reason) : thrown
  })

  let isLost = false
  let lostBy: unknown
  /** Whoever waits. (A race against one promise that lasts would keep all that ever won.) */
  let fail: ((thrown: unknown) => void) | undefined
  const onEnd = (thrown?: unknown): void => {
    isLost = true
    lostBy ??= thrown ?? new Error('Connection terminated unexpectedly')
    fail?.(lostBy)
  }
  client.on('error', onEnd)
  client.on('end', onEnd)

  let busy: Promise<unknown> | undefined
  let calledOff: Promise<void> | undefined
  /** Ends what is going on, if need be with the connection. */
  const callOff = (): void => {
    const underWay = busy
    if (underWay === undefined || calledOff !== undefined) return
    const ending = async (): Promise<void> => {
      await sendCancel(client).catch(() => undefined)
      if ((await within(underWay, mercy)) === 'over') destroy(client)
    }
    calledOff = ending()
  }
  const stopListening = signal.aborted ? () => undefined : whenAborted(signal, callOff)

  const bounded = async <A>(promise: Promise<A>): Promise<A> => {
    if (timeout === undefined) return promise
    // The server keeps the time; this is for one that says nothing any more.
    const result = await within(promise, timeout + patience)
    if (result !== 'over') return result
    const thrown = new Error('Connection terminated: no answer in time')
    onEnd(thrown)
    destroy(client)
    throw thrown
  }

  const work = async <A>(what: (client: Client) => Promise<A>): Promise<A> => {
    if (signal.aborted) throw cancelled(signal.reason)
    if (isLost) throw lostBy ?? new Error('Connection terminated')
    const working = new Promise<A>((resolve, reject) => {
      fail = reject
      what(client).then(resolve, reject)
    })
    busy = working.catch(() => undefined)
    try {
      return await bounded(working)
    } catch (thrown) {
      throw signal.aborted ? cancelled(signal.reason) : thrown
    } finally {
      busy = undefined
      fail = undefined
    }
  }

  const finish = async (last: () => Promise<unknown>): Promise<void> => {
    callOff()
    await calledOff
    if (isLost) return
    const done = await within(last(), mercy).catch(() => 'over')
    isLost ||= done === 'over'
  }

  const release = async (): Promise<void> => {
    stopListening()
    await finish(async () => {
      // Of old versions there is none, and one rollback too many does no harm.
      if (client.getTransactionStatus?.() !== 'I') await client.query('rollback')
    })
    client.off('error', onEnd)
    client.off('end', onEnd)
    await giveBack(isLost).catch(() => undefined)
  }

  return Object.freeze({ address: addressOf(client), work, finish, release })
}
