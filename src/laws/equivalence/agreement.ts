/** Whether what came of an instance on both sides is the same. */
import { effectsApart } from './effects.ts'
import { type Both, both, heldRows, type Side, sides } from './lockstep.ts'
import type { CompareOptions } from './options.ts'
import type { Outcome } from './outcome.ts'
import type { Instance, Pair } from './pair.ts'
import { printOf, type Relation, without } from './relation.ts'
import { isSame, type RowsDiff, rowsDiff } from './rows-diff.ts'

/** Whether the order of rows means something on both sides. */
export const isOrderedOn = ({ gives }: Pair): boolean => sides.every((side) => gives[side].order === 'sequence')

/** What is different between what came of an instance. */
export const diffOf = (pair: Pair, relation: Relation, outcomes: Both<Outcome>): Promise<RowsDiff> =>
  rowsDiff(
    both((side) => heldRows(outcomes[side].rows, outcomes[side].errors)),
    { relation, isOrdered: isOrderedOn(pair), naturalKey: pair.naturalKey },
  )

/** Whether an instance shows no difference. By prints alone where nothing is tolerated. */
export const agree = async (
  pair: Pair,
  options: CompareOptions,
  { before, after }: Both<Outcome>,
): Promise<boolean> => {
  if (options.effects === 'same') {
    if (before.wrote !== after.wrote) return false
    if (effectsApart({ before: before.effects, after: after.effects }, pair.effects.keys) !== undefined) return false
  }
  const { relation } = options
  const print = ({ rows, errors }: Outcome): string => {
    const prints = rows.map((row) => printOf(without(row, relation.ignore)))
    return [...(isOrderedOn(pair) ? prints : prints.sort()), ...errors.toSorted()].join('\n')
  }
  if (print(before) === print(after)) return true
  return relation.tolerance.size > 0 && isSame(await diffOf(pair, relation, { before, after }))
}

/** Whether a side gives the same twice. */
export const isSteady = async (pair: Pair, side: Side, instance: Instance): Promise<boolean> => {
  const [one, other] = [await pair.outcome(side, instance), await pair.outcome(side, instance)]
  const print = ({ rows, errors }: Outcome): string => [...rows.map(printOf).sort(), ...errors.toSorted()].join('\n')
  return print(one) === print(other)
}
