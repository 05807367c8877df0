/**
 * A time that stands still while anything else can happen, and then leaps to the next timer. Knows nothing of schedules.
 */
import type { Timing } from '../ambient/watch.ts'

interface Timer {
  readonly due: number
  readonly delay: number
  readonly isRepeated: boolean
  readonly callback: () => unknown
  readonly handle: object
}

export interface VirtualTime extends Timing {
  /** Leaps to the next timer, and calls it: false where there is none. */
  readonly leap: () => boolean
}

let lastId = 0

/** What timers are to those who started them. */
const handleOf = (): object => {
  const id = ++lastId
  const handle = { ref: () => handle, unref: () => handle, hasRef: () => true, [Symbol.toPrimitive]: () => id }
  return handle
}

export const virtualTime = (): VirtualTime => {
  let now = 0
  let timers: readonly Timer[] = []
  const add = (timer: Timer): void => {
    timers = [...timers, timer].sort((a, b) => a.due - b.due)
  }
  const stop = (timer: unknown): void => {
    timers = timers.filter(({ handle }) => handle !== timer && `${handle}` !== `${timer}`)
  }
  return {
    start: (callback, delay, isRepeated) => {
      const handle = handleOf()
      add({ due: now + Math.max(delay, 0), delay: Math.max(delay, 1), isRepeated, callback, handle })
      return handle
    },
    stop,
    passed: () => now,
    leap: () => {
      const [next, ...others] = timers
      if (next === undefined) return false
      now = next.due
      timers = others
      if (next.isRepeated) add({ ...next, due: now + next.delay })
      next.callback()
      return true
    },
  }
}
