/**
 * A source, and readings of it: to the end, or as far as one likes. Knows no law.
 */
import { stream } from '../../../engine/run.ts'
import { type Bag, isDataset } from '../../../plan/dataset.ts'
import { orderOf } from '../../../plan/tree.ts'
import { look } from '../../value/look.ts'

/** What gives rows one by one, now or later. */
export type Rows<A> = Iterable<A> | AsyncIterable<A>

/**
 * What can be read: a dataset, rows, or a function that opens them anew.
 *
 * @example
 * const readable: L.Readable<number> = () => [1, 2].values()
 * await L.check(L.source(readable))
 */
export type Readable<A> = Bag<A> | Rows<A> | (() => Rows<A> | Promise<Rows<A>>)

/** Nobody reads further than this: there are sources without end. */
export const mostRows = 1000

/** What a reading gave. */
export interface Reading {
  readonly rows: readonly unknown[]
  /** What each row looked like when it was given. */
  readonly looked: readonly string[]
  /** What was thrown in the end, if anything was. */
  readonly error?: { readonly thrown: unknown; readonly looked: string }
}

/** A reading under way. */
export interface Reader {
  /** Whether a row was read. */
  readonly next: () => Promise<boolean>
  /** Leaves early. */
  readonly leave: () => Promise<void>
  readonly reading: () => Reading
}

async function* rowsOf(dataset: Bag<unknown>, signal: AbortSignal): AsyncGenerator<unknown> {
  const order = orderOf(dataset.plan) === 'bag' ? 'canonical' : 'any'
  for await (const batch of stream(dataset, { order, signal })) yield* batch
}

const opened = async (
  given: Readable<unknown>,
  signal: AbortSignal,
): Promise<Iterator<unknown> | AsyncIterator<unknown>> => {
  if (isDataset(given)) return rowsOf(given, signal)
  const rows = typeof given === 'function' ? await given() : given
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
}

/** Begins to read. Aborting the signal cancels the run of a dataset, and means nothing to others. */
export const reader = (given: Readable<unknown>, signal: AbortSignal = new AbortController().signal): Reader => {
  let iterator: Iterator<unknown> | AsyncIterator<unknown> | undefined
  const rows: unknown[] = []
  const looked: string[] = []
  let error: Reading['error']
  return {
    next: async () => {
      if (error !== undefined || rows.length >= mostRows) return false
      try {
        iterator ??= await opened(given, signal)
        const { done, value } = await iterator.next()
        if (done) return false
        rows.push(value)
        looked.push(look(value))
        return true
      } catch (thrown) {
        error = { thrown, looked: look(thrown) }
        return false
      }
    },
    leave: async () => {
      await iterator?.return?.()
    },
    reading: () => ({ rows, looked, ...(error === undefined ? {} : { error }) }),
  }
}

/** Reads so many rows, and leaves. */
export const read = async (given: Readable<unknown>, most = mostRows): Promise<Reading> => {
  const one = reader(given)
  let count = 0
  while (count < most && (await one.next())) count++
  if (count >= most || one.reading().rows.length >= mostRows) await one.leave()
  return one.reading()
}
