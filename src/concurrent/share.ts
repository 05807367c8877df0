/**
 * Rows that several read, each at its own pace, and that are made once.
 */

/** A link of a chain that grows as the foremost reader pulls. What every reader has passed is garbage. */
interface Link<A> {
  readonly result: Promise<IteratorResult<A>>
  next?: Link<A>
}

/** Readers of one iteration, and how to end it for those who never began to read. */
export interface Shared<A> {
  readonly readers: readonly AsyncIterableIterator<A>[]
  readonly close: () => Promise<void>
}

/**
 * So many readers of one iteration. It is left when all of them have left it, or at its end. Memory: what the foremost
 * reader is ahead of the last.
 */
export const share = <A>(rows: AsyncIterator<A>, readers: number): Shared<A> => {
  let reading = readers
  const close = async (): Promise<void> => {
    await rows.return?.()
  }
  const pull = (): Link<A> => {
    const result = rows.next()
    // Whoever gets so far meets the error; until then it is nobody's.
    result.catch(() => {})
    return { result }
  }
  const first: Link<A> = { result: Promise.resolve({ done: false, value: undefined as A }) }
  const reader = (): AsyncIterableIterator<A> => {
    let at: Link<A> | undefined = first
    return {
      [Symbol.asyncIterator]() {
        return this
      },
      next: async () => {
        if (at === undefined) return { done: true, value: undefined }
        at.next ??= pull()
        at = at.next
        return at.result
      },
      return: async () => {
        if (at !== undefined && --reading === 0) await close()
        at = undefined
        return { done: true, value: undefined }
      },
    }
  }
  return { readers: Array.from({ length: readers }, reader), close }
}
