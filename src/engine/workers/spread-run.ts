/**
 * What the options of a run say of workers, done with threads.
 */
import { noEvidence } from '../../evidence/evidence.ts'
import type { Node } from '../../plan/node.ts'
import type { Context } from '../engine.ts'
import type { RunOptions } from '../options.ts'
import type { Stage } from '../stage.ts'
import { type Spread, spread } from './spread.ts'
import { cores, hireThread } from './threads.ts'

type Asked = Pick<RunOptions, 'workers' | 'origin' | 'retries' | 'checked' | 'evidence'> & {
  readonly isPrepared: boolean
}

export const spreadRun = async (
  output: Stage,
  plan: Node,
  context: Context,
  { workers, origin, retries = 0, checked = false, evidence = noEvidence, isPrepared }: Asked,
): Promise<Spread> => {
  const count = workers === 'auto' ? cores() : (workers ?? 1)
  const asGiven = { outputs: [output], context, restore: () => {}, pieces: [] }
  if (count === 1) return { ...asGiven, notes: [] }
  if (origin === undefined)
    return {
      ...asGiven,
      notes: [
        `workers: ${workers} has no effect: a worker loads the plan by itself, and must know where it is: origin: { module: import.meta.url, export: '…' }`,
      ],
    }
  return spread([output], context, {
    plan,
    origin,
    workers: count,
    retries,
    checked,
    evidence,
    isPrepared,
    hire: hireThread,
  })
}
