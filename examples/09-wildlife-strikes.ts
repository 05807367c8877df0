/**
 * Which animals damage the aircraft that hit them, and which strikes were these?
 *
 * Ten thousand strikes of wildlife, which come with the package vega-datasets. There are three answers: a table of species, a
 * file of strikes with damage, and a packed file of all others. `runAll` gives them over one reading of what they share; and no
 * file is there unless all is well.
 *
 * floe run examples/09-wildlife-strikes.ts#species
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv, toCsv } from 'floe/io'
import * as t from 'io-ts'

const file = fileURLToPath(new URL('../data/birdstrikes.csv', import.meta.resolve('vega-datasets')))

const Strike = t.readonly(
  t.type({
    'Flight Date': t.string,
    'Airport Name': t.string,
    'Wildlife Species': t.string,
    'Effect Amount of damage': t.string,
    'Cost Total $': t.number,
  }),
)

const strikes = F.pipe(
  csv(file, Strike),
  F.rename({
    'Flight Date': 'date',
    'Airport Name': 'airport',
    'Wildlife Species': 'species',
    'Effect Amount of damage': 'damage',
    'Cost Total $': 'dollars',
  }),
)

const [damaging, harmless] = F.pipe(
  strikes,
  F.split((strike) => strike.damage !== 'None'),
)

export const species = F.pipe(
  strikes,
  F.groupBy(
    { species: (strike) => strike.species },
    {
      strikes: A.count(),
      damaging: A.filtered(A.count(), (strike) => strike.damage !== 'None'),
      dollars: A.sum((strike) => strike.dollars),
    },
  ),
  F.filter((one) => one.strikes >= 20),
  F.topBy(10, (one) => one.damaging / one.strikes),
)

/** Gives the table, and writes both files into a folder. Nothing happens before it is called twice: `await write('out')()`. */
export const write = (folder: string) =>
  F.runAll(
    { species, damaging, harmless },
    { to: { damaging: toCsv(join(folder, 'damaging.csv')), harmless: toCsv(join(folder, 'harmless.csv.gz')) } },
  )
