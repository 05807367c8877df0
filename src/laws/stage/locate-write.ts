/**
 * The line that writes to what it was given.
 */
import { locateWrite as locate } from '../../engine/compiled/guard/locate-write.ts'
import type { StageTrial } from './trial.ts'

/** The function is called once more, by itself, with its rows behind a Proxy. */
export const locateWrite = (trial: StageTrial, rows: readonly unknown[]): string | undefined => {
  if (trial.takes === 'rows') return locate(trial.plain() as never, rows)
  for (const row of rows) {
    const found = locate(trial.plain() as never, row)
    if (found !== undefined) return found
  }
  return undefined
}
