/**
 * The end of `cogroup`: the rows of both sides by their keys, those of the right read first.
 */
import type { CogroupNode } from '../../plan/node.ts'
import type { End, Means } from './end.ts'
import { newCogroupPass } from './keyed/cogroup-pass.ts'
import { ended } from './keyed/ended.ts'
import type { Row } from './run.ts'

interface Cogroup extends Pick<End, 'done'> {
  readonly takeRight: (row: Row) => void
  readonly takeLeft: (row: Row) => void
}

export const cogroup = (node: CogroupNode, { spill, isOrdered }: Means): Cogroup => {
  const first = newCogroupPass(node, spill, 0)
  const newPass = (depth: number) => newCogroupPass(node, spill, depth)
  let taken = 0
  return {
    takeRight: (row) => first.add(taken++, 'right', row),
    takeLeft: (row) => first.add(taken++, 'left', row),
    ...ended({ spill, isOrdered, newPass }, first),
  }
}
