/**
 * The steps with a second input, which is read to its end before the first row runs through the piece.
 */
import type { Kind, Node, NodeOf } from '../../plan/node.ts'
import type { Spill } from '../spill/spill.ts'
import { asofSide, crossSide, joinSide, type Side } from './joins.ts'
import { valuesSide } from './sets.ts'

type Sided = 'join' | 'asofJoin' | 'cross' | 'intersect' | 'except'

const sides: { readonly [K in Sided]: (node: NodeOf<K>, spill: Spill) => Side<unknown> } = {
  join: joinSide,
  asofJoin: asofSide,
  cross: crossSide,
  intersect: valuesSide,
  except: valuesSide,
}

/** What takes in the rows of the second input; undefined for kinds that have none. */
export const sideOf = (node: Node, spill: Spill): Side<unknown> | undefined => {
  const side = (sides as { readonly [K in Kind]?: (node: Node, spill: Spill) => Side<unknown> })[node.kind]
  return side?.(node, spill)
}
