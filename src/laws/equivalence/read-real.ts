/** Compares what both sides give of their real input. */
import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { isOrderedOn } from './agreement.ts'
import { digestOfRows } from './digest.ts'
import { divergenceOf } from './divergence.ts'
import type { Digest } from './diverging-stage.ts'
import type { Divergence } from './equivalence.ts'
import { type Both, both, bothLater, type Side, sides } from './lockstep.ts'
import type { CompareOptions } from './options.ts'
import type { Pair } from './pair.ts'
import { without } from './relation.ts'
import { isSame, type RowsDiff, rowsDiff } from './rows-diff.ts'
import { rowsOfPlan } from './rows-of-plan.ts'
import { type Seen, seenIn } from './schema-change.ts'

const mostSeen = 1_000

export interface ReadReal {
  readonly diff: RowsDiff
  readonly seen: Both<Seen>
  readonly isCut: boolean
  readonly begins?: Divergence
  readonly unsteady: readonly Side[]
}

/** Compares what both give of their real input, and if that is not the same, finds out where it begins. */
export const readReal = async (pair: Pair, options: CompareOptions): Promise<ReadReal | undefined> => {
  if (pair.real === undefined || options.sample === 0) return undefined
  const { relation } = options
  const { rows, plans, isCut } = pair.real(options.sample)
  const seen: Both<unknown[]> = { before: [], after: [] }
  let count = 0
  const watched = both((side) => ({
    open: async function* (onError: (what: string) => void) {
      for await (const batch of rows[side].open(onError)) {
        if (seen[side].length < mostSeen)
          seen[side].push(...batch.map((row) => without(row, relation.ignore)).slice(0, mostSeen))
        count += batch.length
        options.onProgress?.('real input', count)
        yield batch
      }
    },
  }))
  const diff = await rowsDiff(watched, { relation, isOrdered: isOrderedOn(pair), naturalKey: pair.naturalKey })
  const found = { diff, seen: both((side) => seenIn(seen[side])), isCut: isCut() }
  if (isSame(diff)) return { ...found, unsteady: [] }
  const digest = (side: Side, node: Node): Promise<Digest> =>
    digestOfRows(orderOf(node), rowsOfPlan(node, pair.nameOf[side]), (row) => without(row, relation.ignore))
  if (diff.isSteady) return { ...found, unsteady: [], ...(plans && { begins: await divergenceOf(plans, digest) }) }
  const once = (side: Side): Promise<Digest> =>
    digestOfRows(pair.gives[side].order, rows[side], (row) => without(row, relation.ignore))
  const twice = await bothLater(async (side) => [await once(side), await once(side)] as const)
  return {
    ...found,
    ...(plans === undefined ? {} : { begins: await divergenceOf(plans, digest) }),
    unsteady: sides.filter((side) => twice[side][0].unordered !== twice[side][1].unordered),
  }
}
