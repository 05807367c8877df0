/**
 * What a job works on: rows that are read in pages, a place that they are written to, and one where it says how far it came. A
 * process that works on them may die at any step; what was done by then is there when the next one begins. Knows no law.
 *
 * Each call is under way until it is chosen to be done; it has its effect then, and not before.
 */
import { setImmediate as nextTurn } from 'node:timers'
import { copyOf } from '../../value/copy-of.ts'
import type { Page } from '../cursor/paged.ts'

/**
 * All that a job is given, made by the harness. What `write` and `save` were given is durable when their promises are
 * resolved, and it is not known whether it is before that.
 *
 * @example
 * const copy = async ({ read, write, load, save }: L.JobParts<number>): Promise<void> => {
 *   for (let cursor = await load(); ; ) {
 *     const { rows, next } = await read(cursor)
 *     await write(rows)
 *     if (next == null) return
 *     await save(next)
 *     cursor = next
 *   }
 * }
 * await L.check(L.job(copy, { rows: fc.nat() }))
 */
export interface JobParts<A> {
  /** Reads the next rows, from the beginning where there is no cursor. */
  readonly read: (cursor?: number) => Promise<Page<A, number>>
  readonly write: (rows: readonly unknown[]) => Promise<void>
  /** The cursor that was saved last; undefined if none was. */
  readonly load: () => Promise<number | undefined>
  readonly save: (cursor: number) => Promise<void>
}

/** What outlives a process. */
export interface Durable {
  readonly written: unknown[]
  saved: number | undefined
  /** How often something was saved. */
  saves: number
}

export const nothingYet = (): Durable => ({ written: [], saved: undefined, saves: 0 })

export type Job = (parts: JobParts<unknown>) => unknown

/** Which of the calls under way is done next: the one that began first, or last. */
export type Turn = 'first' | 'last'

export interface Life {
  /** `killed`: as told. `waits`: for something that is none of its calls. */
  readonly end: 'done' | 'failed' | 'killed' | 'waits'
  /** What was done, in order. */
  readonly steps: readonly string[]
  readonly error?: unknown
}

/** No job is longer. */
const mostSteps = 500

/** All that can go on without a call being done has gone on. */
const rest = (): Promise<void> => new Promise((resolve) => nextTurn(() => resolve()))

/** Lets a process work, and kills it after so many steps. */
export const live = async (
  job: Job,
  {
    rows,
    size,
    durable,
    turn,
  }: {
    readonly rows: readonly unknown[]
    readonly size: number
    readonly durable: Durable
    readonly turn: Turn
  },
  mostDone = mostSteps,
): Promise<Life> => {
  const open: { readonly text: string; readonly act: () => void }[] = []
  const steps: string[] = []
  const call = <A>(text: string, effect: () => A): Promise<A> =>
    new Promise((resolve) => {
      open.push({ text, act: () => resolve(effect()) })
    })
  const parts: JobParts<unknown> = {
    read: (cursor = 0) =>
      call(`read(${cursor})`, () => {
        const end = Math.min(cursor + size, rows.length)
        return { rows: copyOf(rows.slice(cursor, end)), next: end < rows.length ? end : null }
      }),
    write: (batch) => {
      const kept = copyOf(batch)
      return call(`write(${kept.length} rows)`, () => void durable.written.push(...kept))
    },
    load: () => call('load()', () => durable.saved),
    save: (cursor) =>
      call(`save(${cursor})`, () => {
        durable.saved = cursor
        durable.saves++
      }),
  }
  let ended: Life | undefined
  const main = (async () => job(parts))()
  main.then(
    () => {
      ended = { end: 'done', steps }
    },
    (error: unknown) => {
      ended = { end: 'failed', steps, error }
    },
  )
  for (let step = 0; step < mostDone; step++) {
    await rest()
    const [next] = open.splice(turn === 'first' ? 0 : -1, 1)
    if (next === undefined) return ended ?? { end: 'waits', steps }
    steps.push(next.text)
    next.act()
  }
  return { end: mostDone === mostSteps ? 'waits' : 'killed', steps }
}
