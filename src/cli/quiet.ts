/**
 * A stream on which nothing appears for a while: the functions of users that are called many times may print. What is
 * written to it is lost; how often is known.
 */
export interface Quiet {
  /** How many times something was written. */
  readonly count: () => number
  /** From now on it is as before. */
  readonly end: () => void
}

export const quieten = (stream: NodeJS.WriteStream): Quiet => {
  let count = 0
  const { write } = stream
  const swallow = (...args: readonly unknown[]): boolean => {
    count++
    const done = args.find((arg) => typeof arg === 'function') as (() => void) | undefined
    done?.()
    return true
  }
  stream.write = swallow as typeof write
  return {
    count: () => count,
    end: () => {
      stream.write = write
    },
  }
}
