/** I8: however writing ends, what was opened is closed, once. */
import { broken, held, type Law, trivial } from '../../law.ts'
import { begun, type SinkTrial, written } from './trial.ts'

export const releases: Law<SinkTrial> = {
  id: 'I8',
  name: 'releases',
  statement: 'closing and giving up release every handle once',
  why: 'A process that writes many files has no handles left, long after whoever forgot to close them.',
  mend: 'close in abort what close would have closed, and do it once',
  check: async ({ make, batches, cut, handles }) => {
    if (handles === undefined) return trivial('nobody says how many handles are open: handles')
    const before = handles()
    const endings = [
      ['it was closed', () => written(make(), batches)],
      ['writing was given up', async () => void (await (await begun(make(), batches.slice(0, cut))).abort?.())],
    ] as const
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
