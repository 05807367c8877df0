/** All operators, in the order in which their mutants are listed. */
import type { Operator } from './operator.ts'
import { askedClock } from './operators/asked-clock.ts'
import { droppedCopy } from './operators/dropped-copy.ts'
import { inPlace } from './operators/in-place.ts'
import { madeOnce } from './operators/made-once.ts'
import { noTieBreak } from './operators/no-tie-break.ts'
import { notAwaited } from './operators/not-awaited.ts'
import { ofTheMachine } from './operators/of-the-machine.ts'
import { pushed } from './operators/pushed.ts'
import { rememberingPattern } from './operators/remembering-pattern.ts'
import { reusedCell } from './operators/reused-cell.ts'
import { sharedDefault } from './operators/shared-default.ts'
import { sharedSeed } from './operators/shared-seed.ts'
import { shortKey } from './operators/short-key.ts'
import { spreadInto } from './operators/spread-into.ts'
import { swappedMerge } from './operators/swapped-merge.ts'
import { unseeded } from './operators/unseeded.ts'
import { writtenRow } from './operators/written-row.ts'

export const operators: readonly Operator[] = [
  inPlace,
  droppedCopy,
  spreadInto,
  pushed,
  writtenRow,
  madeOnce,
  sharedSeed,
  sharedDefault,
  reusedCell,
  rememberingPattern,
  shortKey,
  noTieBreak,
  notAwaited,
  swappedMerge,
  askedClock,
  unseeded,
  ofTheMachine,
]
