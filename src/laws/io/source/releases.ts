/** I8: however a reading ends, what it opened is closed, once. */
import { isDataset } from '../../../plan/dataset.ts'
import type { Law } from '../../law.ts'
import { balance } from '../balance.ts'
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
  check: ({ given, cut, handles }) =>
    balance(handles, [
      ['it was read to its end', () => read(given)],
      [`it was left after ${cut} rows`, () => read(given, cut)],
      ...(isDataset(given) ? [[`it was cancelled after ${cut} rows`, () => cancelled(given, cut)] as const] : []),
    ]),
}
