/**
 * Rows into a table by `copy … from stdin`: the quickest way, and one statement whatever their number.
 */
import type { Writable } from 'node:stream'
import { loadCopy } from './load-pg.ts'
import type { Session } from './session.ts'
import type { Texts } from './texts-of-rows.ts'

/** Where rows go to. */
export interface Loader {
  readonly add: (rows: readonly Texts[]) => Promise<void>
  /** All rows are in the table, for who looks within the transaction. */
  readonly end: () => Promise<void>
  /** Leaves off, so that the connection can be used again. */
  readonly abort: () => Promise<void>
}

/** What a server threw at a row. */
export class AtRow {
  readonly row: number
  readonly thrown: unknown

  constructor(row: number, thrown: unknown) {
    this.row = row
    this.thrown = thrown
  }
}

/** How much text goes at once. */
const chunk = 256 * 1024

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const special = /[\\\t\n\r]/

const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (unit) => escapes[unit] as string) : text

/** A row as a line, as COPY reads it. */
const lineOf = (texts: Texts): string => {
  let line = ''
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string | null
    if (i > 0) line += '\t'
    line += text === null ? '\\N' : escaped(text)
  }
  return `${line}\n`
}

/** `COPY flights, line 17, column delay: "late"` */
const lineIn = (thrown: unknown): number | undefined => {
  const { where } = thrown as { readonly where?: unknown }
  const found = typeof where === 'string' ? /^COPY .*?, line (\d+)/s.exec(where)?.[1] : undefined
  return found === undefined ? undefined : Number(found)
}

/**
 * @param into the table and its columns, as statements name them: `"flights" ("origin", "delay")`
 * @param before how many rows were written before
 */
export const copyRows = async (session: Session, into: string, before: number): Promise<Loader> => {
  const { from } = await loadCopy()
  let stream: Writable | undefined
  let failure: { readonly thrown: unknown } | undefined
  /** Whoever waits. */
  let fail: ((thrown: unknown) => void) | undefined
  const begin = async (): Promise<Writable> => {
    const to = await session.work(async (client) => client.query(from(`copy ${into} from stdin`)))
    to.on('error', (error) => {
      // It is over then, and would never be heard of again.
      stream = undefined
      const line = lineIn(error)
      failure = { thrown: line === undefined ? error : new AtRow(before + line, error) }
      fail?.(failure.thrown)
    })
    stream = to
    return to
  }
  let open: Writable | undefined
  const waitFor = (what: (done: () => void) => void): Promise<void> =>
    session.work(
      () =>
        new Promise((resolve, reject) => {
          if (failure !== undefined) return reject(failure.thrown)
          fail = reject
          what(resolve)
        }),
    )
  const send = async (text: string): Promise<void> => {
    const to = open ?? (await begin())
    open = to
    await waitFor((done) => to.write(text, () => done()))
  }
  return {
    add: async (rows) => {
      let text = ''
      for (const row of rows) {
        text += lineOf(row)
        if (text.length < chunk) continue
        await send(text)
        text = ''
      }
      if (text !== '') await send(text)
    },
    end: async () => {
      const to = open
      if (to === undefined) return
      await waitFor((done) => to.end(done))
      open = undefined
      stream = undefined
    },
    abort: async () => {
      const to = stream
      stream = undefined
      if (to === undefined) return
      await new Promise<void>((resolve) => {
        to.once('close', resolve)
        to.destroy()
      })
    },
  }
}
