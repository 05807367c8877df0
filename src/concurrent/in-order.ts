/**
 * Tasks under way at the same time, whose results come out in the order of what they were started for.
 */
import { semaphore, withInnerPermit } from './semaphore.ts'
import { type Result, type Retrying, type Task, type Trying, tryTask } from './try-task.ts'
import { whenAborted } from './when-aborted.ts'

/** How tasks are started, for what, and how many at the same time. */
export interface Starting<A, B> extends Trying, Retrying {
  readonly concurrency: number
  readonly start: (item: A) => Task<unknown, B>
}

/**
 * What came of a task for each item. Items are asked for until so many tasks are under way, and no further: how far ahead that
 * is depends on who reads, and not on how long tasks take. An error of the items comes after the results of those before it.
 * Whoever leaves, by the signal or otherwise, ends what is under way and waits for nothing but the items' own end.
 */
export async function* inOrder<A, B>(
  items: AsyncIterable<A>,
  { start, concurrency, ...trying }: Starting<A, B>,
  signal: AbortSignal,
): AsyncGenerator<{ readonly item: A; readonly result: Result<B> }, void, undefined> {
  const leaving = new AbortController()
  const leave = (): void => leaving.abort()
  const tasks = semaphore(concurrency, 'tasks')
  const input = items[Symbol.asyncIterator]()
  const window: { readonly item: A; readonly result: Promise<Result<B>> }[] = []
  // How the items ended.
  let end: { readonly thrown?: unknown } | undefined
  const ignore = whenAborted(signal, leave)
  try {
    for (;;) {
      while (end === undefined && window.length < concurrency)
        try {
          const next = await input.next()
          if (next.done === true) end = {}
          else {
            const item = next.value
            const task = (): Promise<Result<B>> => tryTask(() => start(item), trying, leaving.signal)
            const result = withInnerPermit(tasks, task, leaving.signal).catch((thrown: unknown) => ({ thrown }))
            window.push({ item, result })
          }
        } catch (thrown) {
          end = { thrown }
        }
      const first = window.shift()
      if (first === undefined) break
      yield { item: first.item, result: await first.result }
    }
    if (end !== undefined && 'thrown' in end) throw end.thrown
  } finally {
    leave()
    ignore()
    await input.return?.()
  }
}
