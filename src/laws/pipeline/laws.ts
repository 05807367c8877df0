/** The laws of plans, in the order in which they are tried: those that say why others are broken come first. */
import type { Law } from '../law.ts'
import { ambientFree } from './ambient-free.ts'
import { batchFree } from './batch-free.ts'
import { copiedPlan } from './copied-plan.ts'
import { enginesAgree } from './engines-agree.ts'
import { filterCounts } from './filter-counts.ts'
import { filterPartition } from './filter-partition.ts'
import { naiveMeaning } from './naive-meaning.ts'
import { optimizerFree } from './optimizer-free.ts'
import { orderContract } from './order-contract.ts'
import { replayable } from './replay.ts'
import { rowsUntouched } from './rows-untouched.ts'
import type { PipelineTrial } from './trial.ts'
import { writtenOtherwise } from './written-otherwise.ts'

export const pipelineLaws: readonly Law<PipelineTrial>[] = [
  ambientFree,
  replayable,
  rowsUntouched,
  orderContract,
  optimizerFree,
  enginesAgree,
  naiveMeaning,
  writtenOtherwise,
  batchFree,
  copiedPlan,
  filterPartition,
  filterCounts,
]
