/**
 * Iterations of which one wants to know when they have nothing for now.
 */

/** Stands where the next item is not there, although everything else has had its turn. */
export const waits = Symbol('waits')

/** Whether it is settled before what is outside has had a turn. No time is measured. */
const isSoon = (promise: Promise<unknown>): Promise<boolean> =>
  new Promise((resolve) => {
    const soon = (): void => resolve(true)
    promise.then(soon, soon)
    setImmediate(() => resolve(false))
  })

/**
 * The items, and `waits` where one is not there yet and somebody asks. Whoever leaves then does not wait for it: that is called off.
 *
 * @param isAsked whether anything is to be done while there is none
 * @param callOff has the iteration end that is waited for
 */
export async function* tellingWaits<A>(
  items: AsyncIterator<A>,
  isAsked: () => boolean,
  callOff: () => void,
): AsyncGenerator<A | typeof waits, void, undefined> {
  let waiting = false
  try {
    for (;;) {
      const next = items.next()
      if (isAsked() && !(await isSoon(next))) {
        waiting = true
        yield waits
        waiting = false
      }
      const { done, value } = await next
      if (done === true) return
      yield value
    }
  } finally {
    if (waiting) callOff()
    await items.return?.()
  }
}
