/** Whether a function has no effect, so that its calls may be moved, doubled and left out within one run. */
import type { Purity } from './reading.ts'

/**
 * So it is of pure functions, and of those of which only the time zone is in doubt: a run has one zone, and within it they
 * give the same.
 */
export const isQuiet = (purity: Purity): boolean => purity.verdict === 'pure' || purity.verdict === 'zoned'
