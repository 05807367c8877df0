/** The laws of functions of rows, in the order in which they are tried: what spoils the function for others comes last. */
import { ambientFree } from '../ambient/ambient-free.ts'
import { writesNothingAmbient } from '../ambient/writes-nothing-ambient.ts'
import type { Law } from '../law.ts'
import { arity } from './arity.ts'
import { boundary } from './boundary.ts'
import { bounded } from './bounded.ts'
import { elementwise } from './elementwise.ts'
import { equivariant } from './equivariant.ts'
import { historyFree } from './history-free.ts'
import { idempotent } from './idempotent.ts'
import { inputUntouched } from './input-untouched.ts'
import { keyLocal } from './key-local.ts'
import { lateUntouched } from './late-untouched.ts'
import { noReusedCells } from './no-reused-cells.ts'
import { nonInterference } from './non-interference.ts'
import { orderFree } from './order-free.ts'
import { ownsOutput } from './owns-output.ts'
import { replay } from './replay.ts'
import { representation } from './representation.ts'
import { sameErrors } from './same-errors.ts'
import { schema } from './schema.ts'
import type { StageTrial } from './trial.ts'

export const stageLaws: readonly Law<StageTrial>[] = [
  // First: what is written to what all share is seen when it is written for the first time.
  writesNothingAmbient,
  ambientFree,
  inputUntouched,
  lateUntouched,
  noReusedCells,
  replay,
  historyFree,
  arity,
  representation,
  sameErrors,
  nonInterference,
  schema,
  idempotent,
  elementwise,
  equivariant,
  orderFree,
  keyLocal,
  boundary,
  ownsOutput,
  bounded,
]
