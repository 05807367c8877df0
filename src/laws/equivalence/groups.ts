/**
 * Rows that differ, by their keys; and which of them are taken for one another. Memory: 100 bytes for each key, and so many of the
 * rows as may be held.
 */
import { sortCanonically } from '../../data/canonical-order.ts'
import { hashOf } from './hash-of.ts'
import type { Both, Side } from './lockstep.ts'

/**
 * Rows of both sides that are not the same; one of them is absent where the row has no partner.
 *
 * @example
 * const isGone = ({ before, after }: L.RowSample) => before.length > after.length
 * const { real } = await L.equivalent(F.rows([1, 2]), F.rows([1]), { runs: 0 })
 * real?.samples.map(isGone) // [ true ]
 */
export interface RowSample {
  readonly before: readonly [] | readonly [unknown]
  readonly after: readonly [] | readonly [unknown]
}

/** Rows of one key: how many there are, and those that are held. */
export interface Group {
  before: number
  after: number
  readonly rows: Both<unknown[]>
}

/** Rows that differ by their keys; of very many keys the rows of some alone. */
export const groupsOf = (mostHeld: number) => {
  const groups = new Map<string, Group>()
  let held = 0
  let level = 0
  const isHeld = (print: string): boolean => (hashOf(print, 0x811c9dc5) >>> 0) % 2 ** level === 0
  const thin = (): void => {
    level++
    for (const [print, { rows }] of groups)
      if (!isHeld(print)) {
        held -= rows.before.length + rows.after.length
        rows.before.length = 0
        rows.after.length = 0
      }
  }
  return {
    groups,
    isThinned: () => level > 0,
    add: (side: Side, key: string, row: unknown): void => {
      const group = groups.get(key) ?? { before: 0, after: 0, rows: { before: [], after: [] } }
      groups.set(key, group)
      group[side]++
      if (!isHeld(key)) return
      group.rows[side].push(row)
      held++
      while (held > mostHeld && level < 20) thin()
    },
  }
}

/** Each row of the one with one of the other; those that are left over have none. Rows of one key come in canonical order. */
export const pairsOf = ({ rows }: Group): readonly RowSample[] => {
  const inOrderOfRows = (all: readonly unknown[]): readonly unknown[] => {
    if (all.length < 2) return all
    try {
      return sortCanonically(all)
    } catch {
      return all
    }
  }
  const [before, after] = [inOrderOfRows(rows.before), inOrderOfRows(rows.after)]
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => ({
    before: i < before.length ? [before[i]] : [],
    after: i < after.length ? [after[i]] : [],
  }))
}

export const isPair = ({ before, after }: RowSample): boolean => before.length + after.length === 2
