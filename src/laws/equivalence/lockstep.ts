/**
 * Two streams of rows read side by side, a batch of the one and then a batch of the other: so whoever holds what one side has
 * and the other has not yet holds little, where both give alike rows in a like order.
 */

/** Rows that can be read any number of times. What goes wrong while they are read is told, and ends them: nothing is thrown. */
export interface Rows {
  readonly open: (onError: (what: string) => void) => AsyncIterable<readonly unknown[]>
}

export type Side = 'before' | 'after'
export const sides: readonly Side[] = ['before', 'after']

/** The same of both sides. */
export type Both<A> = Readonly<Record<Side, A>>

export const both = <A>(of: (side: Side) => A): Both<A> => ({ before: of('before'), after: of('after') })

/** As `both`, one after the other. */
export const bothLater = async <A>(of: (side: Side) => Promise<A>): Promise<Both<A>> => ({
  before: await of('before'),
  after: await of('after'),
})

export interface Visitor {
  readonly row: (side: Side, row: unknown) => void
  readonly error?: (side: Side, what: string) => void
}

/** Reads both to their ends. */
export const lockstep = async (rows: Both<Rows>, { row, error }: Visitor): Promise<void> => {
  const open = sides.map((side) => ({
    side,
    iterator: rows[side].open((what) => error?.(side, what))[Symbol.asyncIterator](),
    isDone: false,
  }))
  while (open.some(({ isDone }) => !isDone))
    for (const one of open) {
      if (one.isDone) continue
      const next = await one.iterator.next()
      if (next.done === true) one.isDone = true
      else for (const each of next.value) row(one.side, each)
    }
}

/** Rows that are in memory, and what went wrong besides. */
export const heldRows = (rows: readonly unknown[], errors: readonly string[] = []): Rows => ({
  open: async function* (onError) {
    yield rows
    for (const what of errors) onError(what)
  },
})
