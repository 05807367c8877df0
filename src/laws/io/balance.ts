/** I8, of sources and of sinks: as many handles are open after each ending as before. */
import { broken, type Finding, held, trivial } from '../law.ts'

/** A way to end, in words, and what does it. */
export type Ending = readonly [how: string, end: () => Promise<unknown>]

/** Ends in each way, and looks how many handles are open then. */
export const balance = async (handles: (() => number) | undefined, endings: readonly Ending[]): Promise<Finding> => {
  if (handles === undefined) return trivial('nobody says how many handles are open: handles')
  const before = handles()
  for (const [how, end] of endings) {
    await end()
    const after = handles()
    if (after === before) continue
    return broken({
      what: after > before ? `when ${how}, not all was released` : `when ${how}, something was released twice`,
      path: 'open handles',
      before: `${before}`,
      after: `${after}`,
    })
  }
  return held
}
