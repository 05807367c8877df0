/**
 * Rises of shares against a few lines of plain JavaScript over the same file, to the last bit.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { rises } from '../../examples/05-stocks.ts'
import { cellsOf, groupsOf } from './data.ts'

/** The mean, rounded once: prices are whole multiples of 2^-52, and the quotient keeps 60 bits more. */
const meanOf = (prices: readonly number[]): number => {
  const sum = prices.reduce((total, price) => total + BigInt(price * 2 ** 52), 0n)
  return Number((sum << 60n) / BigInt(prices.length)) / 2 ** 112
}

test('the answer is the one that plain JavaScript gives', async () => {
  const shares = cellsOf('stocks.csv').map(([symbol = '', date = '', price]) => ({
    symbol,
    date,
    price: Number(price),
  }))
  const expected = [...groupsOf(shares, (share) => share.symbol).values()]
    .flatMap((months) =>
      months.map(({ symbol, date, price }, i) => {
        const [month, , year] = date.split(' ')
        const before = months[i - 1]?.price ?? price
        const mean = meanOf(months.slice(Math.max(0, i - 11), i + 1).map((share) => share.price))
        return {
          symbol,
          month: `${month} ${year}`,
          before,
          price,
          risenPercent: 100 * (price / before - 1),
          aboveMeanPercent: 100 * (price / mean - 1),
        }
      }),
    )
    .sort((a, b) => b.risenPercent - a.risenPercent)
  expect((await F.toList(rises)).toArray()).toEqual(expected.slice(0, 10))
})
