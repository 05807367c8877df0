/**
 * What a database says of electricity against a few lines of plain JavaScript over the file that it was filled from.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { lead } from '../../examples/13-electricity.ts'
import { cellsOf, groupsOf } from './data.ts'

test('the answer is the one that plain JavaScript gives', { timeout: 120_000 }, async () => {
  const made = cellsOf('iowa-electricity.csv')
  const expected = [...groupsOf(made, ([date = '']) => date.slice(0, 4))]
    .map(([year, group]) => {
      const of = (source: string): number => Number(group.find((cells) => cells[1] === source)?.[2])
      return { year: Number(year), lead: of('Renewables') - of('Nuclear Energy') }
    })
    .filter((one) => one.lead > 0)
  expect(expected.length).toBeGreaterThan(0)
  expect((await F.toList(lead)).toArray()).toEqual(expected)
})
