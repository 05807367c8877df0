/**
 * Were the years of a barley trial written down the wrong way round?
 *
 * Ten kinds of barley were grown at six places in Minnesota in 1931 and in 1932, and the yields, in bushels an acre, have stood in
 * textbooks since Fisher. `pivot` puts the years side by side. Everywhere the first was the better one, but in Morris: it took
 * sixty years until somebody drew it, and asked. The file comes with the package vega-datasets.
 *
 * floe run examples/11-barley.ts#sites
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { json } from 'floe/io'
import * as t from 'io-ts'

const barley = fileURLToPath(new URL('../data/barley.json', import.meta.resolve('vega-datasets')))

const Trial = t.readonly(t.type({ site: t.string, variety: t.string, year: t.number, yield: t.number }))

export const sites = F.pipe(
  json(barley, Trial),
  F.pivot({
    rows: (trial) => trial.site,
    columns: (trial) => `in ${trial.year}`,
    names: ['in 1931', 'in 1932'],
    values: A.mean((trial) => trial.yield),
  }),
  F.rename({ key: 'site' }),
  F.derive({ change: (site) => site['in 1932'] - site['in 1931'] }),
  F.sortBy((site) => site.change),
)
