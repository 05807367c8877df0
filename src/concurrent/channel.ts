/**
 * Values on their way from those who make them to those who use them, of which a few may wait in between.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { whenAborted } from './when-aborted.ts'

/**
 * Where values wait between those who send and those who read. Each value is read once, in the order in which they were sent;
 * who reads first gets the first. Whoever leaves its loop early ends the channel for all.
 *
 * @example
 * const numbers: Channel<number> = channel(1)
 * const sending = Promise.all([1, 2, 3].map((n) => numbers.send(n)))
 * for await (const n of numbers) if (n === 1) break
 * await sending // [ true, true, false ]
 */
export interface Channel<A> extends AsyncIterable<A> {
  /** Waits until there is room: true when the value has its place, false when the channel takes no more. */
  readonly send: (value: A) => Promise<boolean>
  /** Ends it. What was sent, or waits for room, is still read. */
  readonly close: () => void
  /** As `close`, but each reader meets the error behind the last value. */
  readonly fail: (thrown: unknown) => void
}

interface Sender<A> {
  readonly value: A
  readonly settle: (isTaken: boolean) => void
  readonly cancel: (thrown: unknown) => void
}

interface Reader<A> {
  readonly give: (result: IteratorResult<A, undefined>) => void
  readonly cancel: (thrown: unknown) => void
}

const done = { done: true, value: undefined } as const

/**
 * A channel in which so many values may wait; with 0, who sends waits for who reads. The signal ends it at once, with
 * `Cancelled` for those who send and those who read. Memory: the values that wait.
 *
 * @throws FloeError InvalidArgument unless `capacity` is a whole number from 0
 * @example
 * const words = channel<string>(8)
 * const read = async () => {
 *   for await (const word of words) console.log(word)
 * }
 * const reading = read()
 * for (const word of ['immutable', 'dataflow']) await words.send(word)
 * words.close()
 * await reading
 * // immutable
 * // dataflow
 */
export const channel = <A>(capacity: number, { signal }: { readonly signal?: AbortSignal } = {}): Channel<A> => {
  if (!Number.isSafeInteger(capacity) || capacity < 0)
    throw new FloeError('InvalidArgument', {
      message: `channel was given ${printValue(capacity)}, and takes a whole number from 0`,
      found: printValue(capacity),
      expected: 'a whole number from 0',
    })
  const held: A[] = []
  const senders: Sender<A>[] = []
  const readers: Reader<A>[] = []
  let end: { readonly thrown?: unknown } | undefined
  let isCancelled = false
  let ignore = (): void => undefined

  /** Once nothing is left to be read, the end is told. */
  const settle = (): void => {
    if (end === undefined || held.length + senders.length > 0) return
    ignore()
    for (const reader of readers.splice(0)) {
      if ('thrown' in end) reader.cancel(end.thrown)
      else reader.give(done)
    }
  }
  const finish = (how: { readonly thrown?: unknown }): void => {
    end ??= how
    settle()
  }
  /** What waits is dropped. */
  const drop = (how: { readonly thrown?: unknown }, tell: (sender: Sender<A>) => void): void => {
    held.length = 0
    end = how
    for (const sender of senders.splice(0)) tell(sender)
    settle()
  }
  const cancel = (): void => {
    isCancelled = true
    const thrown = new FloeError('Cancelled', { message: 'the channel was cancelled', cause: signal?.reason })
    drop({ thrown }, (sender) => sender.cancel(thrown))
  }
  if (signal?.aborted) cancel()
  else ignore = whenAborted(signal, cancel)

  /** The next value. Who waits to send gets its room, and goes on first. */
  const take = (): { readonly value: A } | undefined => {
    const sender = senders.shift()
    if (sender !== undefined) {
      sender.settle(true)
      held.push(sender.value)
    }
    if (held.length === 0) return undefined
    const value = held.shift() as A
    settle()
    return { value }
  }

  const reader = (): AsyncIterator<A, undefined> => {
    let isOver = false
    const over = (): void => {
      isOver = true
    }
    return {
      next: () => {
        if (isOver) return Promise.resolve(done)
        const taken = take()
        if (taken !== undefined) return Promise.resolve({ done: false, value: taken.value })
        return new Promise((resolve, reject) => {
          readers.push({
            give: (result) => {
              if (result.done === true) over()
              resolve(result)
            },
            cancel: (thrown) => {
              over()
              reject(thrown)
            },
          })
          settle()
        })
      },
      return: () => {
        over()
        if (!isCancelled) drop({}, (sender) => sender.settle(false))
        return Promise.resolve(done)
      },
    }
  }

  return Object.freeze({
    send: (value: A): Promise<boolean> => {
      if (isCancelled) return Promise.reject(end?.thrown)
      if (end !== undefined) return Promise.resolve(false)
      const first = readers.shift()
      if (first !== undefined) first.give({ done: false, value })
      else if (held.length < capacity) held.push(value)
      else return new Promise((settle, cancel) => senders.push({ value, settle, cancel }))
      return Promise.resolve(true)
    },
    close: () => finish({}),
    fail: (thrown: unknown) => finish({ thrown }),
    [Symbol.asyncIterator]: reader,
  })
}
