/** I8: however a reading ends, what it opened is closed, once. */
import { isDataset } from '../../../plan/dataset.ts'
import { broken, held, type Law, trivial } from '../../law.ts'
import { type Readable, read, reader } from './reading.ts'
import type { SourceTrial } from './trial.ts'

/** Reads so many rows, and cancels the run: whatever comes of it. */
const cancelled = async (given: Readable<unknown>, cut: number): Promise<void> => {
  const controller = new AbortController()
  const one = reader(given, controller.signal)
  for (let i = 0; i < cut && (await one.next()); i++);
  controller.abort()
  while (await one.next());
  // What does not heed the signal may have no end.
  if (one.reading().error === undefined) await one.leave()
}

export const releases: Law<SourceTrial> = {
  id: 'I8',
  name: 'releases',
  statement: 'reading to the end, leaving early and cancelling release every handle once',
  why: 'A process that reads many files has no handles left, long after whoever forgot to close them.',
  mend: 'open and close in one generator: try { yield … } finally { close() }',
  check: async ({ given, cut, handles }) => {
    if (handles === undefined) return trivial('nobody says how many handles are open: handles')
    const before = handles()
    const endings: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['it was read to its end', () => read(given)],
      [`it was left after ${cut} rows`, () => read(given, cut)],
      ...(isDataset(given) ? [[`it was cancelled after ${cut} rows`, () => cancelled(given, cut)] as const] : []),
    ]
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
  },
}
