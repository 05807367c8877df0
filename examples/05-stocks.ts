/**
 * In which months did a share rise most, and was that more than a way back?
 *
 * Monthly prices of five shares from 2000 to 2010, which come with the package vega-datasets. `over` looks from each row at its
 * neighbours among the rows of the same share: at the month before, and at the twelve months up to this one.
 *
 * floe run examples/05-stocks.ts#rises
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import * as W from 'floe/window'
import * as t from 'io-ts'

const stocks = fileURLToPath(new URL('../data/stocks.csv', import.meta.resolve('vega-datasets')))

const Stock = t.readonly(t.type({ symbol: t.string, date: t.string, price: t.number }))

export const rises = F.pipe(
  csv(stocks, Stock),
  F.over(
    { by: (stock) => stock.symbol },
    {
      before: W.lag((stock) => stock.price),
      yearMean: W.rolling(
        A.mean((stock) => stock.price),
        { rows: 12 },
      ),
    },
  ),
  F.map(({ symbol, date, price, before = price, yearMean }) => ({
    symbol,
    month: date.replace(' 1 ', ' '),
    before,
    price,
    risenPercent: 100 * (price / before - 1),
    aboveMeanPercent: 100 * (price / yearMean - 1),
  })),
  F.topBy(10, (month) => month.risenPercent),
)
