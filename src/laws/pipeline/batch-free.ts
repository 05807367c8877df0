/** E3: it makes no difference in batches of what size sources give their rows. */
import { type Finding, type Law, trivial } from '../law.ts'
import { nothing, sameAsVariant } from './locate.ts'
import { rebatched } from './rebatched.ts'
import { asGiven, chosen, notItsTurn, type PipelineTrial, type Variant } from './trial.ts'

const sizes: readonly number[] = [1, 2, 3, 4, 7, Number.POSITIVE_INFINITY]

export const batchFree: Law<PipelineTrial> = {
  id: 'E3',
  name: 'batch-free',
  statement: 'engine(plan) is the same for sources in batches of 1, 2, 3, 4, 7 and all rows',
  why: 'The answer depends on where a file was cut, or on how quick a server was.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1'],
  check: async (trial) => {
    const { rows, salt, turn, engines } = trial
    if (rows.every(({ length }) => length < 2)) return trivial('no source had rows for two batches')
    if (turn % 2 === 0) return notItsTurn
    const longest = Math.max(...rows.map(({ length }) => length))
    const size = chosen(
      salt,
      sizes.filter((some) => some < longest || some === Number.POSITIVE_INFINITY),
    )
    const variant: Variant = {
      name: `batches of ${size}`,
      isLasting: true,
      of: (plan, over) => rebatched(over(plan), size),
    }
    const how = size === Number.POSITIVE_INFINITY ? 'one batch' : `batches of ${size}`
    let finding: Finding = nothing
    for (const engine of engines.map(asGiven)) {
      finding = await sameAsVariant(
        trial,
        { engine },
        variant,
        `in ${how} the engine ${engine.name} gives something else`,
      )
      if (finding.kind === 'broken') return finding
    }
    return finding
  },
}
