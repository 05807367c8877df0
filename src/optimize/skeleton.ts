/**
 * What is left of plans without the stages that do nothing but give rows: sources, and stages whose functions may have an
 * effect, and how rows get from the ones to the others. No rewrite may change it.
 */
import type { Node } from '../plan/node.ts'
import { hasNoEffect } from './has-no-effect.ts'
import { readersFirst } from './readers-first.ts'

/** The nodes that stay what and where they are. */
const bones = (plans: readonly Node[]): readonly Node[] => readersFirst(plans).filter((node) => !hasNoEffect(node))

/** A name for each plan: the same one for those of the same skeleton, among all for which one namer is used. */
const namer = (): ((plan: Node) => string) => {
  const names = new Map<string, string>()
  const done = new Map<Node, string>()
  const values = new Map<unknown, number>()
  /** What a node is besides its inputs: each part is that very object, in all plans that come of one another. */
  const ownText = (node: Node): string =>
    Object.entries(node)
      .filter(([part]) => part !== 'inputs')
      .map(([part, value]) => {
        const number = values.get(value) ?? values.size
        values.set(value, number)
        return `${part}:${number}`
      })
      .join(' ')
  const nameOf = (node: Node): string => {
    const known = done.get(node)
    if (known !== undefined) return known
    const below = node.inputs.map(nameOf)
    const isBone = !hasNoEffect(node)
    const text = `${isBone ? ownText(node) : ''}(${below.join(',')})`
    // A number for each text, so that names stay short however often parts are shared.
    const name = !isBone && below.length === 1 ? (below[0] as string) : (names.get(text) ?? `#${names.size}`)
    names.set(text, name)
    done.set(node, name)
    return name
  }
  return nameOf
}

/** The first node of the skeleton that is not what or where it was; undefined if all are. */
export const movedBone = (before: readonly Node[], after: readonly Node[]): Node | undefined => {
  const nameOf = namer()
  const [ours, theirs] = [bones(before), bones(after)]
  const moved = ours.findIndex((node, i) => theirs[i] === undefined || nameOf(node) !== nameOf(theirs[i] as Node))
  if (moved >= 0) return ours[moved]
  if (theirs.length > ours.length) return theirs[ours.length]
  return before.find((plan, i) => nameOf(plan) !== nameOf(after[i] as Node))
}
