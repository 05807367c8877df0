/**
 * How a budget is divided: among those that hold something at the same time.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { expect, test } from 'vitest'
import { shareOf } from '../../../src/engine/spill/budget.ts'

const rows = F.rows([{ k: 1 }])
const others = F.rows([{ k: 2 }])
const more = F.rows([{ k: 3 }])
const key = { left: (r: { k: number }) => r.k, right: (r: { k: number }) => r.k }
const sort = F.sortBy((r: { k: number }) => r.k)
const part = (...plans: readonly F.Bag<unknown>[]): number =>
  shareOf(
    600,
    plans.map(({ plan }) => plan),
  )

test('a plan that holds nothing has all of it, and one stage too', () => {
  expect([part(rows), part(F.filter(() => true)(rows)), part(sort(rows))]).toEqual([600, 600, 600])
})

test('what comes after the end of an input is not there together with what that held', () => {
  const grouped = F.pipe(
    rows,
    F.join(others, key),
    F.groupBy(([left]) => left.k, { n: A.count() }),
  )
  expect(part(grouped)).toBe(300)
  expect(part(F.sortBy((group: { n: number }) => group.n)(grouped))).toBe(300)
  expect(part(F.pipe(rows, sort, sort, sort, sort))).toBe(300)
})

test('what holds rows while others flow by counts with all of these', () => {
  expect(part(F.pipe(rows, F.distinct(), F.distinct(), F.distinct()))).toBe(200)
  expect(part(F.join(sort(rows), key)(others))).toBe(300)
  expect(part(F.join(rows, key)(sort(sort(others))))).toBe(200)
  expect(part(F.pipe(rows, F.join(others, key), F.join(more, { left: ([l]) => l.k, right: key.right })))).toBe(300)
})

test('several that read one, and several results, have a part each', () => {
  const sorted = sort(rows)
  expect(part(F.concat(sorted)(sorted))).toBe(600)
  expect(part(F.concat(sort(sorted))(sort(sorted)))).toBe(200)
  expect(part(sort(rows), sort(sort(rows)))).toBe(200)
})
