/**
 * The yields of barley by place and year against a few lines of plain JavaScript over the same file.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { sites } from '../../examples/11-barley.ts'
import { groupsOf, jsonOf } from './data.ts'

interface Trial {
  readonly site: string
  readonly year: number
  readonly yield: number
}

test('the answer is the one that plain JavaScript gives', async () => {
  const trials = jsonOf<readonly Trial[]>('barley.json')
  const meanOf = (site: readonly Trial[], year: number): number => {
    const yields = site.filter((trial) => trial.year === year).map((trial) => trial.yield)
    return yields.reduce((a, b) => a + b, 0) / yields.length
  }
  const expected = [...groupsOf(trials, (trial) => trial.site)]
    .map(([site, group]) => ({ site, before: meanOf(group, 1931), after: meanOf(group, 1932) }))
    .sort((a, b) => a.after - a.before - (b.after - b.before))
  const rows = (await F.toList(sites)).toArray()
  // Here sums are rounded as they go: the last bits may differ.
  expect(rows).toEqual(
    expected.map(({ site, before, after }) => ({
      site,
      'in 1931': expect.closeTo(before, 10),
      'in 1932': expect.closeTo(after, 10),
      change: expect.closeTo(after - before, 10),
    })),
  )
})

test('it got better in Morris alone', async () => {
  const better = F.pipe(
    sites,
    F.filter((site) => site.change > 0),
    F.map((site) => site.site),
  )
  expect((await F.toList(better)).toArray()).toEqual(['Morris'])
})
