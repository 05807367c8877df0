/**
 * Where two plans begin to differ: the first stage of each whose rows the other has nowhere, above those that agree. Found by
 * what stages give, so that a stage that is only written otherwise is no difference. Knows plans; not how they are run.
 */
import type { Node } from '../../plan/node.ts'
import type { Side } from './lockstep.ts'

/** What stands for the rows of a node, in their order and in any. */
export interface Digest {
  readonly isSequence: boolean
  readonly ordered: string
  readonly unordered: string
}

export type DigestOf = (side: Side, node: Node) => Promise<Digest>

/** The first stages that differ. One is undefined where the other side has a stage more; `common` are those below. */
export interface DivergingNodes {
  readonly before: Node | undefined
  readonly after: Node | undefined
  readonly common: Node | undefined
}

/** A node and those below it, as long as each has one input. */
const chainOf = (node: Node): readonly Node[] => {
  const [input] = node.inputs
  return node.inputs.length === 1 && input !== undefined ? [node, ...chainOf(input)] : [node]
}

const areAlike = (one: Digest, other: Digest): boolean =>
  one.isSequence && other.isSequence ? one.ordered === other.ordered : one.unordered === other.unordered

/** Stages of one kind are rather taken for one another than others that happen to give the same. */
const weightOf = (one: Node, other: Node): number => (one.kind === other.kind ? 3 : 2)

interface Place {
  readonly before: number
  readonly after: number
}

/**
 * The highest of the stages that agree, when as many as possible are paired off in their order, from the bottom up: places in
 * the chains, which begin at the top. Undefined where none agree.
 */
const highestCommon = (
  ours: readonly Node[],
  theirs: readonly Node[],
  agree: (place: Place) => boolean,
): Place | undefined => {
  const best = Array.from({ length: ours.length + 1 }, () =>
    Array.from({ length: theirs.length + 1 }, (): { readonly weight: number; readonly top: Place | undefined } => ({
      weight: 0,
      top: undefined,
    })),
  )
  for (let i = ours.length - 1; i >= 0; i--)
    for (let j = theirs.length - 1; j >= 0; j--) {
      const [without, other, below] = [best[i + 1]?.[j], best[i]?.[j + 1], best[i + 1]?.[j + 1]]
      if (without === undefined || other === undefined || below === undefined) continue
      const skipped = without.weight >= other.weight ? without : other
      const weight = below.weight + weightOf(ours[i] as Node, theirs[j] as Node)
      const row = best[i] as { weight: number; top: Place | undefined }[]
      row[j] =
        weight > skipped.weight && agree({ before: i, after: j }) ? { weight, top: { before: i, after: j } } : skipped
    }
  return best[0]?.[0]?.top
}

/** Where the plans begin to differ, given that what they give differs. */
export const divergingNodes = async (before: Node, after: Node, digestOf: DigestOf): Promise<DivergingNodes> => {
  const [ours, theirs] = [chainOf(before), chainOf(after)]
  const digests: Readonly<Record<Side, Digest[]>> = { before: [], after: [] }
  for (const node of ours) digests.before.push(await digestOf('before', node))
  for (const node of theirs) digests.after.push(await digestOf('after', node))
  const common = highestCommon(ours, theirs, (place) =>
    areAlike(digests.before[place.before] as Digest, digests.after[place.after] as Digest),
  )
  if (common !== undefined) {
    let { before: i, after: j } = common
    const agrees = (side: Side, place: number): boolean => {
      const digest = digests[side][place]
      return digest !== undefined && areAlike(digest, digests.before[common.before] as Digest)
    }
    // Stages above it that change nothing are no difference, as long as none of the other side may be the same one.
    while (ours[i - 1]?.kind !== theirs[j - 1]?.kind)
      if (agrees('after', j - 1)) j--
      else if (agrees('before', i - 1)) i--
      else break
    return { before: ours[i - 1], after: theirs[j - 1], common: ours[i] }
  }
  const [one, other] = [ours.at(-1) as Node, theirs.at(-1) as Node]
  if (one.inputs.length > 1 && one.inputs.length === other.inputs.length)
    for (const [i, input] of one.inputs.entries()) {
      const partner = other.inputs[i] as Node
      if (!areAlike(await digestOf('before', input), await digestOf('after', partner)))
        return divergingNodes(input, partner, digestOf)
    }
  return { before: one, after: other, common: undefined }
}
