/**
 * Iterations that can be left while somebody waits for what comes next.
 */

/**
 * An iteration that is called off when it is left while an item is waited for. Generators by themselves would wait for that item
 * first, which may never come; streams of Node leave them so.
 */
export const leavable = <A>(
  open: (leaving: AbortSignal) => AsyncGenerator<A, void, undefined>,
): AsyncGenerator<A, void, undefined> => {
  const leaving = new AbortController()
  const items = open(leaving.signal)
  let waiting = 0
  const leave = (): void => {
    if (waiting > 0) leaving.abort()
  }
  const iteration: AsyncGenerator<A, void, undefined> = {
    next: async () => {
      waiting++
      try {
        return await items.next()
      } catch (thrown) {
        // Who has left is not told that it was called off.
        if (leaving.signal.aborted) return { done: true, value: undefined }
        throw thrown
      } finally {
        waiting--
      }
    },
    return: (value) => {
      leave()
      return items.return(value)
    },
    throw: (thrown) => {
      leave()
      return items.throw(thrown)
    },
    [Symbol.asyncIterator]: () => iteration,
  }
  return iteration
}
