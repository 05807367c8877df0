/**
 * The price of wheat by ruler against a few lines of plain JavaScript over the same files.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { reigns } from '../../examples/10-wheat.ts'
import { exactSum, groupsOf, jsonOf } from './data.ts'

interface Price {
  readonly year: string
  readonly wheat: number
  readonly wages?: number
}
interface Ruler {
  readonly name: string
  readonly start: number
}

test('the answer is the one that plain JavaScript gives', async () => {
  const rulers = jsonOf<readonly Ruler[]>('monarchs.json')
  const prices = jsonOf<readonly Price[]>('wheat.json').flatMap(({ year, wheat, wages }) =>
    wages === undefined ? [] : [{ year: Number(year), weeks: wheat / wages }],
  )
  const rulerOf = (year: number): string => rulers.findLast((ruler) => ruler.start <= year)?.name ?? ''
  const expected = [...groupsOf(prices, (price) => rulerOf(price.year))]
    .map(([ruler, group]) => ({
      ruler,
      from: group[0]?.year,
      prices: group.length,
      weeksOfWork:
        exactSum(
          group.map((price) => price.weeks),
          2 ** 60,
        ) / group.length,
    }))
    .sort((a, b) => b.weeksOfWork - a.weeksOfWork)
  const rows = (await F.toList(reigns)).toArray()
  // Here the sum is rounded before it is divided: the last bit may differ.
  expect(rows).toEqual(
    expected.slice(0, 10).map((reign) => ({ ...reign, weeksOfWork: expect.closeTo(reign.weeksOfWork, 12) })),
  )
})
