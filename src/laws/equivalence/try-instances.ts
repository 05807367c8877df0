/** Tries both sides on made rows, and finds the least that show a difference. */
import * as fc from 'fast-check'
import { sortCanonically } from '../../data/canonical-order.ts'
import { agree, diffOf, isOrderedOn } from './agreement.ts'
import { type Coverage, covering } from './coverage.ts'
import { divergenceOn } from './divergence.ts'
import { effectsApart } from './effects.ts'
import type { Counterexample } from './equivalence.ts'
import { type Both, both, bothLater, sides } from './lockstep.ts'
import type { CompareOptions } from './options.ts'
import { type Outcome, placeColumn } from './outcome.ts'
import type { Instance, Pair } from './pair.ts'
import { without } from './relation.ts'
import { type Seen, seenIn } from './schema-change.ts'
import { withoutRows } from './without-rows.ts'

export interface Tried {
  readonly coverage: Coverage
  readonly counterexample?: Counterexample
  readonly instance?: Instance
  readonly seen: Both<Seen>
}

const mostSeen = 1_000

/** Tries both sides on instances: all there are, or some by chance. */
export const tryInstances = async (pair: Pair, options: CompareOptions): Promise<Tried> => {
  const { add, coverage } = covering(pair.schemas)
  const seen: Both<unknown[]> = { before: [], after: [] }
  const outcomesOf = (instance: Instance): Promise<Both<Outcome>> => bothLater((side) => pair.outcome(side, instance))
  let tried = 0
  let found: number | undefined
  const holds = async (instance: Instance): Promise<boolean> => {
    const outcomes = await outcomesOf(instance)
    const isAlike = await agree(pair, options, outcomes)
    if (found === undefined) {
      add(instance, [outcomes.before, outcomes.after])
      tried++
      options.onProgress?.('made rows', tried)
      for (const side of sides)
        if (seen[side].length < mostSeen)
          seen[side].push(...outcomes[side].rows.map((row) => without(row, options.relation.ignore)))
      if (!isAlike) found = tried
    }
    return isAlike
  }
  let least: Instance | undefined
  if (pair.every !== undefined) {
    for (const instance of pair.every.instances)
      if (!(await holds(instance))) {
        least = instance
        break
      }
  } else if (typeof pair.instances !== 'string' && options.runs > 0) {
    const result = await fc.check(fc.asyncProperty(pair.instances, holds), {
      seed: options.seed,
      numRuns: options.runs,
      examples: [[pair.sources.map(() => [])]],
    })
    least = result.failed ? result.counterexample?.[0] : undefined
    // Whatever the arbitrary itself throws is nobody's difference.
    if (result.failed && least === undefined) throw result.errorInstance
  }
  const shapes = both((side) => seenIn(seen[side]))
  if (least !== undefined)
    least = await withoutRows(least, async (instance) => !(await agree(pair, options, await outcomesOf(instance))))
  if (least === undefined) return { coverage: coverage(), seen: shapes }
  const outcomes = await outcomesOf(least)
  const diverging = await divergenceOn(pair, least, options.relation)
  // Where only effects are apart, every stage gives the same.
  const begins = diverging?.before === undefined && diverging?.after === undefined ? undefined : diverging
  const { before, after } = outcomes
  const apart = options.effects === 'same' && before.wrote !== after.wrote
  const effects =
    options.effects === 'same'
      ? effectsApart({ before: before.effects, after: after.effects }, pair.effects.keys)
      : undefined
  return {
    coverage: coverage(),
    seen: shapes,
    instance: least,
    counterexample: {
      given: least.map((rows, i) => ({ source: pair.sources[i] ?? '', rows })),
      gives: both((side) => toShow(pair, outcomes[side].rows)),
      diff: await diffOf(pair, options.relation, outcomes),
      wrote: {
        ...(apart && before.wrote !== undefined ? { before: before.wrote } : {}),
        ...(apart && after.wrote !== undefined ? { after: after.wrote } : {}),
      },
      ...(effects === undefined ? {} : { effects }),
      ...(begins === undefined ? {} : { begins }),
      found: found ?? 1,
    },
  }
}

/** Rows as people look at them: of a bag in canonical order, of a function of one row without their numbers. */
const toShow = (pair: Pair, rows: readonly unknown[]): readonly unknown[] => {
  if (pair.naturalKey?.[0] === placeColumn)
    return rows.map((row) => {
      const { [placeColumn]: _, ...given } = row as Readonly<Record<string, unknown>>
      return Object.keys(given).join() === 'value' ? given.value : given
    })
  if (isOrderedOn(pair)) return rows
  try {
    return sortCanonically(rows)
  } catch {
    return rows
  }
}
