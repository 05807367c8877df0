/** `over`: for each row all others are asked one by one whether they belong to its frame, and everything is folded anew. */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { NodeOf } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import type { FrameEnds } from '../../../window/frame.ts'
import { fieldsOf, type Means, refuse } from './means.ts'
import { asKey, isMissing, sameKey } from './same-key.ts'
import { byKeys, sorted } from './sorted.ts'

interface Member {
  readonly row: unknown
  readonly by: unknown
  readonly keys: readonly unknown[]
}

type Over = NodeOf<'over'>

const kindOf = (key: unknown): string => (isMissing(key) ? 'nothing' : key instanceof Date ? 'date' : typeof key)

/** Whether another row is in the range of a row. `order` is less than 0 if it comes before. */
const isInRange = ({ from, to }: FrameEnds, key: unknown, other: unknown, order: number, sign: number): boolean => {
  const [x, y] = [Number(key), Number(other)]
  const isAlike = kindOf(key) === kindOf(other)
  if (isAlike && (kindOf(key) === 'nothing' || (Number.isNaN(x) && Number.isNaN(y)))) return true
  // Rows of different kinds, and NaN and what is none, are infinitely far apart.
  if (!isAlike || Number.isNaN(x) || Number.isNaN(y))
    return order < 0 ? from === Number.NEGATIVE_INFINITY : to === Number.POSITIVE_INFINITY
  return (
    (from === Number.NEGATIVE_INFINITY || (sign > 0 ? y >= x + from : y <= x - from)) &&
    (to === Number.POSITIVE_INFINITY || (sign > 0 ? y <= x + to : y >= x - to))
  )
}

const memberOf = ({ by, keys, windows, inputs }: Over, row: unknown): Member => {
  fieldsOf(row)
  if (orderOf(inputs[0]) === 'bag' && keys.length > 0) asKey(row)
  const member = { row, by: asKey(by?.call(row)), keys: keys.map(({ lambda }) => asKey(lambda.call(row))) }
  for (const [, { looksAt }] of windows)
    if (looksAt.kind === 'frame') {
      if (looksAt.frame.unit === 'range' && !['nothing', 'date', 'number'].includes(kindOf(member.keys[0])))
        refuse('no distance')
      looksAt.aggregate.step(looksAt.aggregate.init(), row as never)
    }
  return member
}

/** What the window functions give for one member of a partition, which is in order. */
const added = ({ windows, keys }: Over, members: readonly Member[], i: number) => {
  const order = (j: number): number => byKeys(keys)(members[j]?.keys ?? [], members[i]?.keys ?? [])
  const indices = [...members.keys()]
  /** Whether one comes before another, and is no peer of it. Without keys no two are peers. */
  const isBefore = (a: number, b: number): boolean =>
    keys.length === 0 ? a < b : byKeys(keys)(members[a]?.keys ?? [], members[b]?.keys ?? []) < 0
  return windows.map(([name, { looksAt }]) => {
    if (looksAt.kind === 'position') {
      const before = indices.filter((j) => isBefore(j, i))
      const at = {
        index: i,
        rows: members.length,
        firstPeer: before.length,
        lastPeer: indices.filter((j) => !isBefore(i, j)).length - 1,
        group: before.filter((j) => !before.some((k) => k < j && !isBefore(k, j))).length,
      }
      return [name, looksAt.at(at)] as const
    }
    const { aggregate, frame } = looksAt
    const sign = keys[0]?.direction === 'descending' ? -1 : 1
    const isInFrame = (j: number): boolean =>
      frame.unit === 'rows'
        ? j - i >= frame.from && j - i <= frame.to
        : isInRange(frame, members[i]?.keys[0], members[j]?.keys[0], order(j), sign)
    const rows = indices.filter(isInFrame).map((j) => members[j]?.row)
    return [name, aggregate.done(rows.reduce(aggregate.step as never, aggregate.init()) as never)] as const
  })
}

export const over: Means<Over> = (node, attempt, rows) => {
  const isBag = orderOf(node.inputs[0]) === 'bag' && node.keys.length > 0
  const all = rows.flatMap((row) => attempt(() => memberOf(node, row)))
  return all.flatMap((member) => {
    const partition = all.filter((other) => sameKey(other.by, member.by))
    const untied = isBag ? sorted(partition, (a, b) => compareCanonical(a.row, b.row)) : partition
    const members = sorted(untied, (a, b) => byKeys(node.keys)(a.keys, b.keys))
    return attempt(() =>
      Object.fromEntries([...fieldsOf(member.row), ...added(node, members, members.indexOf(member))]),
    )
  })
}
