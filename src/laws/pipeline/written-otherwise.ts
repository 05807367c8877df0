/** P7: what a plan means does not hang on how it is written. */
import type { Law } from '../law.ts'
import { type Combinator, combinators, rewritten } from './combinators.ts'
import { sameAsVariant } from './locate.ts'
import { chosen, notItsTurn, type PipelineTrial, type Variant } from './trial.ts'

const variantOf = (some: readonly Combinator[], salt: number): Variant => ({
  name: some.map(({ name }) => name).join(', '),
  of: (plan, over) => some.reduce((made, one) => rewritten(made, one, salt), over(plan)),
})

export const writtenOtherwise: Law<PipelineTrial> = {
  id: 'P7',
  name: 'written otherwise',
  statement: 'map(id), filter(true), maps and filters in one or as a flatMap, sources and takes in two: the same',
  why: 'Who takes a stage in two, or two in one, changes the answer: the plan cannot be mended without fear.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1', 'E12', 'E7'],
  check: async (trial) => {
    const { salt, turn, engines } = trial
    if (turn % 2 === 1) return notItsTurn
    const all = chosen(salt, combinators)
    const engine = chosen(Math.floor(salt / combinators.length), engines)
    const compare = (some: readonly Combinator[]) =>
      sameAsVariant(
        trial,
        // Stages have other names, and rows other places: what is told of errors differs.
        { engine, onError: 'reject' },
        variantOf(some, salt),
        `with ${some.map(({ name }) => name).join(', ')} the engine ${engine.name} gives something else`,
        'rows',
      )
    const finding = await compare(all)
    if (finding.kind !== 'broken') return finding
    for (const one of all) {
      const alone = await compare([one])
      if (alone.kind === 'broken') return alone
    }
    return finding
  },
}
