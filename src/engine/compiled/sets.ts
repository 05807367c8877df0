/**
 * The steps that give one row of each value. Of a sequence the first one comes at once; of a bag the canonically least, when
 * all have been seen.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { type Key, keyOf } from '../../data/key.ts'
import type { DistinctByNode, DistinctNode, ExceptNode, IntersectNode, Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import type { Side } from './joins.ts'
import { emitFrom, fail, type Row } from './run.ts'
import { type At, emitter, type Step } from './step.ts'

type IsWanted = (key: Key) => boolean
const all: IsWanted = () => true

const firstOfEach = (at: At<Node>, emit: (row: Row) => void, keyOfRow: (row: Row) => Key, isWanted: IsWanted) => {
  const { stage, run } = at
  const seen = new Set<Key>()
  return (row: Row): void => {
    stage.rowsIn++
    let key: Key
    try {
      key = keyOfRow(row)
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    if (seen.has(key)) return
    seen.add(key)
    if (isWanted(key)) emit(row)
  }
}

const leastOfEach = (at: At<Node>, emit: (row: Row) => void, keyOfRow: (row: Row) => Key, isWanted: IsWanted) => {
  const { stage, run, position } = at
  const least = new Map<Key, Row>()
  const end = (): void => {
    for (const [key, row] of least) {
      if (run.doneAt > position) return
      if (isWanted(key)) emitFrom(run, emit, row)
    }
  }
  run.ends.push({ position, end })
  return (row: Row): void => {
    stage.rowsIn++
    try {
      const key = keyOfRow(row)
      if (!least.has(key) || compareCanonical(row, least.get(key)) < 0) least.set(key, row)
    } catch (thrown) {
      fail(run, stage, thrown)
    }
  }
}

const oneOfEach =
  <N extends Node>(keyer: (node: N) => (row: Row) => Key, wanted: (side: unknown) => IsWanted): Step<N> =>
  (at, next) => {
    const way = orderOf(at.node.inputs[0] as Node) === 'sequence' ? firstOfEach : leastOfEach
    return way(at, emitter(at, next), keyer(at.node), wanted(at.side))
  }

export const distinct: Step<DistinctNode> = oneOfEach(
  () => keyOf,
  () => all,
)

export const distinctBy: Step<DistinctByNode> = oneOfEach(
  ({ lambda }) =>
    (row) =>
      keyOf(lambda.call(row)),
  () => all,
)

/** The values of the second input. */
export const valuesSide = (_: IntersectNode | ExceptNode): Side<ReadonlySet<Key>> => {
  const keys = new Set<Key>()
  return { take: (row) => keys.add(keyOf(row)), done: () => keys }
}

const having = (wanted: boolean): Step<IntersectNode | ExceptNode> =>
  oneOfEach(
    () => keyOf,
    (side) => (key) => (side as ReadonlySet<Key>).has(key) === wanted,
  )

export const intersect: Step<IntersectNode> = having(true)
export const except: Step<ExceptNode> = having(false)
