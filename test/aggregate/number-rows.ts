/** Rows of numbers, some of which are missing, and the aggregates that compute with them. */
import fc from 'fast-check'
import * as A from '../../src/aggregate/index.ts'

export interface NumberRow {
  readonly n: number | null | undefined
  readonly m: number | null | undefined
}

const orMissing = (numbers: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 4, arbitrary: numbers }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) })

export const numberRows = (numbers: fc.Arbitrary<number>): fc.Arbitrary<NumberRow> =>
  fc.record({ n: orMissing(numbers), m: orMissing(numbers) })

export const ofNumbers = {
  variance: A.variance,
  stddev: A.stddev,
  populationVariance: A.populationVariance,
  populationStddev: A.populationStddev,
  median: A.median,
}
export const ofPairs = {
  covariance: A.covariance,
  populationCovariance: A.populationCovariance,
  correlation: A.correlation,
  weightedMean: A.weightedMean,
}
