/**
 * Times what is done between two stops.
 */
import { now } from '../now.ts'

export const stopwatch = () => {
  let total = 0
  let start = now()
  return {
    go: () => {
      start = now()
    },
    stop: () => {
      total += now() - start
    },
    total: () => total,
  }
}
