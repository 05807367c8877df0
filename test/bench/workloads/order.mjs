/**
 * What the canonical order of a bag costs: a million groups, which a run gives in canonical order unless told otherwise.
 */
import { randomFrom } from '../data.mjs'
import { A, F, rowsOf } from '../floe.mjs'

const count = 1_000_000

const data = (scale) => {
  const random = randomFrom(7)
  return Array.from({ length: count * scale }, (_, i) => ({
    name: `${Math.floor(random() * 1e6)}-${i}`,
    size: i % 100,
  }))
}
const groups = (rows) =>
  F.pipe(
    F.rows(rows),
    F.groupBy((row) => row.name, { rows: A.count(), size: A.sum((row) => row.size) }),
  )
const canonical = 'in canonical order'
const any = 'in any order'

export default [
  {
    id: 'order',
    title: 'Canonical order',
    text: 'A million groups by text, as a run gives them.',
    data,
    normal: (rows) => [rows.length, rows.reduce((sum, { size }) => sum + size, 0)],
    ratioTo: any,
    contestants: [
      { name: canonical, run: (rows) => rowsOf(groups(rows)) },
      { name: any, run: (rows) => rowsOf(groups(rows), { order: 'any' }) },
    ],
    aims: [
      {
        text: 'the order of a million groups costs at most 1 s',
        of: (ms) => (ms[canonical] - ms[any]) / 1000,
        unit: 's',
        atMost: 1,
      },
    ],
  },
]
