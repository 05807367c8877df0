/**
 * The boxes of a table when some of its groups are gone: those of the others, with new numbers.
 */
import { type Box, bytesOfBox } from './box.ts'
import { kinds, type Layout } from './layout.ts'
import { isBoxed } from './sums.ts'
import type { Table } from './table.ts'

/** The cells of a group that hold numbers of boxes. */
const boxCells = ({ keys, states }: Layout, cells: Float64Array, at: number): readonly number[] => [
  ...keys.flatMap((key) => (!key.isNumber && cells[at + key.at] === kinds.boxed ? [at + key.at + 1] : [])),
  ...states.flatMap(({ form, at: offset }) =>
    (form === 'sum' || form === 'mean') && isBoxed(cells[at + offset] as number, cells[at + offset + 1] as number)
      ? [at + offset + 1]
      : [],
  ),
]

export const dropBoxes = (table: Table): void => {
  const { pieces, shift, within, layout } = table
  const before = table.boxes.splice(0)
  if (before.length === 0) return
  for (const box of before) table.used -= bytesOfBox(box)
  for (let group = 1; group <= table.count; group++) {
    const cells = pieces[group >> shift] as Float64Array
    for (const cell of boxCells(layout, cells, (group & within) * layout.width)) {
      const box = before[cells[cell] as number] as Box
      cells[cell] = table.boxes.push(box) - 1
      table.used += bytesOfBox(box)
    }
  }
  table.boxesKept = table.boxes.length
}
