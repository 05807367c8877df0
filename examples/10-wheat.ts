/**
 * Under which ruler of England was bread dearest?
 *
 * William Playfair drew it in 1822: every five years from 1565 the price of a quarter of wheat, and the wages of a good workman
 * for a week, both in shillings; and who reigned. Of a reign the file has the first year alone: `asofJoin` gives each price the
 * ruler whose reign was the last to begin by then. Both files come with the package vega-datasets.
 *
 * floe run examples/10-wheat.ts#reigns
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as C from 'floe/codec'
import { json } from 'floe/io'
import * as t from 'io-ts'

const data = (name: string) => fileURLToPath(new URL(`../data/${name}`, import.meta.resolve('vega-datasets')))

const Price = t.readonly(t.type({ year: C.intFromText, wheat: t.number, wages: t.union([t.number, t.undefined]) }))
const Ruler = t.readonly(t.type({ name: t.string, start: t.number }))

/** How long one worked for a quarter of wheat, which is 217 kilograms. Of the last years wages are not known. */
const prices = F.pipe(
  json(data('wheat.json'), Price),
  F.flatMap(({ year, wheat, wages }) => (wages ? [{ year, weeks: wheat / wages }] : [])),
)

export const reigns = F.pipe(
  prices,
  F.asofJoin(json(data('monarchs.json'), Ruler), {
    left: (price) => price.year,
    right: (ruler) => ruler.start,
    how: 'inner',
  }),
  F.groupBy(
    { ruler: ([, ruler]) => ruler.name },
    {
      from: A.min(([price]) => price.year),
      prices: A.count(),
      weeksOfWork: A.mean(([price]) => price.weeks),
    },
  ),
  F.topBy(10, (reign) => reign.weeksOfWork),
)
