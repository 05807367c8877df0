/**
 * What is different between the rows of two sides. Rows are compared by prints, read side by side, and never all held:
 *
 * 1. one reading finds by which prints the sides are apart: 100 bytes for each row by which one is ahead of the other;
 * 2. if they are, another one pairs off the rows that differ by their key, and counts: 100 bytes for each such key, and as many
 *    of those rows themselves as `mostHeld`, chosen by their keys, so that both sides choose the same. With a tolerance all of
 *    them are held, as nothing else says whether they are close.
 *
 * O(n) in rows, O(d log d) in those that differ.
 */
import { type Balance, balance, surplus } from './balance.ts'
import { groupsOf, isPair, pairsOf, type RowSample } from './groups.ts'
import { guessKey } from './guess-key.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { type Both, lockstep, type Rows, type Side } from './lockstep.ts'
import { type ColumnMatch, matchColumns } from './match-columns.ts'
import { type Key, keyOfRow, printOf, type Relation, without } from './relation.ts'

/**
 * What is different between rows of two sides: how many are identical, changed, added and removed; columns; samples.
 *
 * @example
 * const isSame = ({ changed, added, removed, moved, errors }: L.RowsDiff) =>
 *   changed + added + removed === 0 && moved === undefined && errors.length === 0
 * const { real } = await L.equivalent(F.rows([1, 2]), F.rows([2, 1]), { runs: 0 })
 * real && isSame(real) // false
 * real?.moved // 0
 */
export interface RowsDiff {
  readonly before: number
  readonly after: number
  /** Rows of `before` that are in `after`, too; with a tolerance those that are close count. */
  readonly identical: number
  readonly changed: number
  readonly added: number
  readonly removed: number
  /** The first place, from 0, at which the rows that both have come in another order; only where order means something. */
  readonly moved: number | undefined
  /** What tells rows apart; undefined where it is a function, or nothing was found. */
  readonly key: readonly string[] | undefined
  /** Whether nobody said so. */
  readonly isKeyGuessed: boolean
  readonly columns: readonly ColumnMatch[]
  /** Whether another reading gave the same rows. */
  readonly isSteady: boolean
  /** Whether columns are estimated from some of the rows that changed, as there are very many. */
  readonly isEstimated: boolean
  readonly samples: readonly RowSample[]
  /** How many rows failed, or readings ended before their time; and how the first of them. */
  readonly failed: { readonly before: number; readonly after: number; readonly first?: string }
  /** What went wrong on one side more often than on the other: how often here and there. */
  readonly errors: readonly { readonly what: string; readonly before: number; readonly after: number }[]
}

export interface DiffOptions {
  readonly relation: Relation
  /** Whether the order of rows means something on both sides. */
  readonly isOrdered: boolean
  /** What rows are known to be apart by, if nobody says. */
  readonly naturalKey?: readonly string[] | undefined
  readonly mostHeld?: number
}

export const usuallyHeld = 100_000
const mostGuessed = 10_000
const mostSamples = 5

/** No two rows are taken for one another. */
export const isSame = ({ changed, added, removed, moved, errors }: RowsDiff): boolean =>
  changed + added + removed === 0 && moved === undefined && errors.length === 0

/** Tells of each row whether it is one by which its side is ahead. */
const differing = ({ apart }: Balance) => {
  const left = new Map(apart)
  return (side: Side, print: string): boolean => {
    const count = left.get(print) ?? 0
    if (side === 'before' ? count <= 0 : count >= 0) return false
    left.set(print, count + (side === 'before' ? -1 : 1))
    return true
  }
}

/** What is different between the rows of two sides. Reads both once if nothing is, and up to three times if something is. */
export const rowsDiff = async (rows: Both<Rows>, options: DiffOptions): Promise<RowsDiff> => {
  const { relation, isOrdered, naturalKey, mostHeld = usuallyHeld } = options
  const print = (row: unknown): string => printOf(without(row, relation.ignore))

  const [all, wrong, order] = [balance(), balance(), inOrder()]
  const counts = { before: 0, after: 0 }
  const failed: { before: number; after: number; first?: string } = { before: 0, after: 0 }
  const errorCounts = new Map<string, { before: number; after: number }>()
  await lockstep(rows, {
    row: (side, row) => {
      const one = print(row)
      counts[side]++
      all.add(side, one)
      if (isOrdered) order.add(side, one)
    },
    error: (side, what) => {
      wrong.add(side, what)
      failed[side]++
      failed.first ??= what
      const count = errorCounts.get(what) ?? { before: 0, after: 0 }
      count[side]++
      if (errorCounts.size < mostGuessed) errorCounts.set(what, count)
    },
  })
  const removed = surplus(all, 'before')
  const added = surplus(all, 'after')
  const same: RowsDiff = {
    ...counts,
    identical: counts.before - removed,
    changed: 0,
    added,
    removed,
    moved: undefined,
    key: typeof relation.key === 'function' ? undefined : (relation.key ?? naturalKey),
    isKeyGuessed: relation.key === undefined,
    columns: [],
    isSteady: true,
    isEstimated: false,
    samples: [],
    failed,
    errors: [...wrong.apart.keys()].map((what) => ({ what, ...(errorCounts.get(what) ?? { before: 0, after: 0 }) })),
  }
  if (all.apart.size === 0) return { ...same, moved: order.first() }

  const isMeasure = (column: string): boolean => relation.tolerance.has(column)

  /** Reads both once more: the rows that differ, or all of them, and the order of the others. */
  const readAgain = async (isAll: boolean, visit: (side: Side, row: unknown) => void): Promise<InOrder> => {
    const [isDiffering, others] = [differing(all), inOrder()]
    await lockstep(rows, {
      row: (side, row) => {
        const one = print(row)
        if (isAll || isDiffering(side, one)) visit(side, row)
        else if (isOrdered) others.add(side, one)
      },
    })
    return others
  }

  const findKey = async (isAll: boolean): Promise<Key | undefined> => {
    const some: Readonly<Record<Side, unknown[]>> = { before: [], after: [] }
    await readAgain(isAll, (side, row) => {
      if (some[side].length < mostGuessed) some[side].push(without(row, relation.ignore))
    })
    return guessKey(some.before, some.after, isMeasure)
  }

  const pairOff = async (isAll: boolean) => {
    const key = relation.key ?? naturalKey ?? (await findKey(isAll))
    // Without a key rows are apart by all that they are, but what may be close.
    const keyPrint = (row: unknown): string => {
      if (key !== undefined) return printOf(keyOfRow(key, row))
      if (relation.tolerance.size === 0) return print(row)
      if (typeof row === 'number') return isMeasure('value') ? '' : print(row)
      return printOf(without(row, [...relation.ignore, ...relation.tolerance.keys()]))
    }
    const { groups, add, isThinned } = groupsOf(relation.tolerance.size > 0 ? Number.POSITIVE_INFINITY : mostHeld)
    let visited = 0
    const others = await readAgain(isAll, (side, row) => {
      visited++
      add(side, keyPrint(row), row)
    })
    return { key, groups, isThinned, moved: others.first(), visited, isAll }
  }

  const first = await pairOff(false)
  // What is not the same when it is read again cannot be found again: then all rows are paired off as they are now.
  const { key, groups, isThinned, moved, isAll } = first.visited === added + removed ? first : await pairOff(true)
  const paired = [...groups.values()].flatMap(pairsOf)
  const pairs = paired.filter(isPair)
  const { columns, close } = matchColumns(pairs, relation, isAll)
  const sums = { paired: 0, before: 0, after: 0 }
  for (const { before, after } of groups.values()) {
    sums.paired += Math.min(before, after)
    sums.before += before
    sums.after += after
  }
  // Rows that are identical match in every column.
  const identical = isAll ? 0 : same.identical
  const factor = pairs.length === 0 ? 0 : sums.paired / pairs.length
  const scaled = (count: number): number => Math.round(count * factor)
  const shown = paired.filter((one) => !close.has(one))
  return {
    ...same,
    identical: identical + scaled(close.size),
    changed: sums.paired - scaled(close.size),
    added: sums.after - sums.paired,
    removed: sums.before - sums.paired,
    moved,
    key: typeof key === 'function' ? undefined : key,
    columns: columns.map(({ name, different, nullBefore, nullAfter }) => ({
      name,
      same: identical + sums.paired - scaled(different) - scaled(nullBefore) - scaled(nullAfter),
      different: scaled(different),
      nullBefore: scaled(nullBefore),
      nullAfter: scaled(nullAfter),
    })),
    isSteady: !isAll,
    isEstimated: isThinned(),
    samples: [
      ...shown.filter(isPair).slice(0, mostSamples),
      ...shown.filter((one) => !isPair(one) && one.before.length > 0).slice(0, mostSamples),
      ...shown.filter((one) => !isPair(one) && one.after.length > 0).slice(0, mostSamples),
    ],
  }
}
