/**
 * Times what is done between two stops.
 */
export const stopwatch = () => {
  let total = 0
  let start = performance.now()
  return {
    go: () => {
      start = performance.now()
    },
    stop: () => {
      total += performance.now() - start
    },
    total: () => total,
  }
}
