/**
 * Chunks, of which the next one is fetched while one is worked on. Knows nothing of what they are.
 */

/** The same chunks. An error comes where it would have come; leaving early waits for the one under way, and closes. */
export async function* readAhead<A>(chunks: AsyncIterable<A>): AsyncGenerator<A, void, undefined> {
  const iterator = chunks[Symbol.asyncIterator]()
  const fetch = (): Promise<IteratorResult<A>> => {
    const next = iterator.next()
    // It is met when it is awaited, if ever.
    next.catch(() => undefined)
    return next
  }
  let next = fetch()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = fetch()
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await iterator.return?.()
  }
}
