/** Whether two sides give the same prints in the same order. Memory: those by which one side is ahead. */
import type { Side } from './lockstep.ts'

export interface InOrder {
  readonly add: (side: Side, print: string) => void
  /** The first place, from 0, at which both gave something, and not the same. */
  readonly first: () => number | undefined
}

export const inOrder = (): InOrder => {
  let ahead: Side = 'before'
  const waiting: string[] = []
  let next = 0
  let place = 0
  let first: number | undefined
  return {
    first: () => first,
    add: (side, print) => {
      if (first !== undefined) return
      if (next === waiting.length) {
        waiting.length = 0
        next = 0
        ahead = side
      }
      if (side === ahead) {
        waiting.push(print)
        return
      }
      if (waiting[next] !== print) first = place
      next++
      place++
    },
  }
}
