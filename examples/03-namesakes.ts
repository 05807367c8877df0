/**
 * Which names do towns have in most states?
 *
 * A town has many zip codes, so it is in the file many times: what makes a town is its name and its state together. The zip
 * codes of the United States come with the package vega-datasets.
 *
 * floe run examples/03-namesakes.ts#namesakes
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import * as t from 'io-ts'

const zipcodes = fileURLToPath(new URL('../data/zipcodes.csv', import.meta.resolve('vega-datasets')))

const Zip = t.readonly(t.type({ city: t.string, state: t.string }))

/** Keys are values: an array of two texts is the same key as another with these texts. */
const towns = F.pipe(
  csv(zipcodes, Zip),
  F.distinctBy((zip) => [zip.city, zip.state]),
)

export const namesakes = F.pipe(
  towns,
  F.groupBy({ town: (town) => town.city }, { states: A.count() }),
  F.topBy(10, (name) => name.states),
)
