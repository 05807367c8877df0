/** The laws of every ready-made aggregate that computes with numbers, over numbers in profiles. */
import { describe } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { aggregateLaws } from './laws.ts'
import { type NumberRow, numberRows, ofNumbers, ofPairs } from './number-rows.ts'
import { cents, finite, mixed, specials } from './numbers.ts'

const row = numberRows(mixed)

describe('the laws', () => {
  for (const [profile, numbers] of Object.entries({ mixed, cents, finite, specials })) {
    aggregateLaws(`sum of ${profile}`, () => A.sum((r: NumberRow) => r.n), numberRows(numbers))
    aggregateLaws(`mean of ${profile}`, () => A.mean((r: NumberRow) => r.n), numberRows(numbers))
  }
  // Those of one kind share their state: one of them sees numbers of all sorts, the others must only not differ.
  for (const [name, of] of Object.entries(ofNumbers))
    aggregateLaws(`${name} of mixed`, () => of((r: NumberRow) => r.n), row)
  for (const [name, of] of Object.entries(ofPairs))
    aggregateLaws(
      `${name} of mixed`,
      () =>
        of(
          (r: NumberRow) => r.n,
          (r) => r.m,
        ),
      row,
    )
  for (const [profile, numbers] of Object.entries({ finite, specials })) {
    aggregateLaws(`variance of ${profile}`, () => A.variance((r: NumberRow) => r.n), numberRows(numbers))
    aggregateLaws(
      `weightedMean of ${profile}`,
      () =>
        A.weightedMean(
          (r: NumberRow) => r.n,
          (r) => r.m,
        ),
      numberRows(numbers),
    )
    aggregateLaws(`quantile of ${profile}`, () => A.quantile(0.3, (r: NumberRow) => r.n), numberRows(numbers))
    aggregateLaws(
      `histogram of ${profile}`,
      () => A.histogram([-1, 0, 1, 1e3], (r: NumberRow) => r.n),
      numberRows(numbers),
    )
  }
})
