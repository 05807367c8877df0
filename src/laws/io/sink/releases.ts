/** I8: however writing ends, what was opened is closed, once. */
import type { Law } from '../../law.ts'
import { balance } from '../balance.ts'
import { begun, type SinkTrial, written } from './trial.ts'

export const releases: Law<SinkTrial> = {
  id: 'I8',
  name: 'releases',
  statement: 'closing and giving up release every handle once',
  why: 'A process that writes many files has no handles left, long after whoever forgot to close them.',
  mend: 'close in abort what close would have closed, and do it once',
  check: ({ make, batches, cut, handles }) =>
    balance(handles, [
      ['it was closed', () => written(make(), batches)],
      ['writing was given up', async () => (await begun(make(), batches.slice(0, cut))).abort?.()],
    ]),
}
