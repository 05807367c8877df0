/**
 * Reading while what was read is worked on.
 */
import { channel } from './channel.ts'

/**
 * Items, of which the next one is fetched while one is worked on, and no other. An error comes where it would have come; leaving
 * early waits for the one under way, so that nothing is fetched when it is left.
 */
export async function* fetchAhead<A>(items: AsyncIterable<A>): AsyncGenerator<A, void, undefined> {
  // Nothing is kept: an item waits in the hands of who fetched it.
  const fetched = channel<A>(0)
  const fetch = async (): Promise<void> => {
    try {
      for await (const item of items) if (!(await fetched.send(item))) return
      fetched.close()
    } catch (thrown) {
      fetched.fail(thrown)
    }
  }
  const fetching = fetch()
  try {
    yield* fetched
  } finally {
    await fetching
  }
}
