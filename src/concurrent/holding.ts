/**
 * What is known of those who hold permits, or wait for them: the nodes of the wait graph. Knows nothing of how permits are
 * given.
 */

/** A semaphore, as its keepers see it. */
export interface Lock {
  readonly name: string
  readonly permits: number
  free: number
  readonly held: Set<Holding>
  /** In the order in which they asked. */
  readonly waiting: Set<Holding>
}

/** Permits that are held, or waited for. */
export interface Holding {
  readonly lock: Lock
  readonly count: number
  /** What was held where these were asked for, unless that was nothing. */
  readonly within: Holding | undefined
  /** Whether they were given back. */
  isOver: boolean
  /** Gives them to who waits. */
  grant: () => void
}

/** What is still held of a holding and those around it, the innermost first. */
export const stillHeld = (innermost: Holding | undefined): readonly Holding[] => {
  const held: Holding[] = []
  for (let one = innermost; one !== undefined; one = one.within) if (!one.isOver) held.push(one)
  return held
}
