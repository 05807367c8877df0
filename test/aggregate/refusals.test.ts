/** Proves that what an aggregate refuses is told whole: what was found, what was expected, and what to do. */
import * as A from 'floe/aggregate'
import { expect, test } from 'vitest'

const f = (x: number) => x
const any = (x: unknown) => x
const number = 'give the field its type in the codec'

interface Told {
  readonly summary: string
  readonly found?: string
  readonly expected?: string
  readonly hint: string
}

const aNumber = (summary: string, found: string, hint = number): Told => ({ summary, found, expected: 'number', hint })

/** Where it is built, and where it is given a value. */
const refusals: readonly (readonly [() => unknown, Told])[] = [
  [
    () => A.quantile(2, f),
    {
      summary: 'quantile was given 2, and takes a number from 0 to 1',
      found: '2',
      expected: 'a number from 0 to 1',
      hint: 'A.quantile(0.9, (row) => row.field): 90% lie below it',
    },
  ],
  [
    () => A.histogram([1, 1], f),
    {
      summary: 'histogram was given [1, 1], and takes edges: numbers, each greater than the one before',
      found: '[1, 1]',
      expected: 'two numbers or more, ascending',
      hint: 'A.histogram([0, 15, 60], (row) => row.field) has two bins',
    },
  ],
  [
    () => A.approxQuantile(2, f),
    {
      summary: 'approxQuantile was given 2, and takes a number from 0 to 1',
      found: '2',
      expected: 'a number from 0 to 1',
      hint: 'A.approxQuantile(0.9, (row) => row.field): 90% lie below it',
    },
  ],
  [
    () => A.approxQuantile({ p: 0.5, relativeError: 1 }, f),
    {
      summary: 'relativeError of approxQuantile was given 1, and takes a number from 0.00001 to 0.5',
      found: '1',
      expected: 'a number from 0.00001 to 0.5',
      hint: 'A.approxQuantile({ p: 0.9, relativeError: 0.01 }, (row) => row.field)',
    },
  ],
  [
    () => A.approxCountDistinct({ precision: 3 }, any),
    {
      summary: 'precision of approxCountDistinct was given 3, and takes a whole number from 4 to 18',
      found: '3',
      expected: 'a whole number from 4 to 18',
      hint: 'A.approxCountDistinct({ precision: 12 }, (row) => row.field)',
    },
  ],
  [
    () => A.topK(-1, f),
    {
      summary: 'topK was given -1, and takes a whole number, 0 or more',
      found: '-1',
      expected: 'a whole number, 0 or more',
      hint: 'A.topK(3, (row) => row.field)',
    },
  ],
  [
    () => A.map('count' as never, any),
    {
      summary: "map was given 'count' and takes an aggregate",
      hint: 'call the function that makes it: A.count()',
    },
  ],
  [
    () => A.fold(A.sum(any as typeof f))(['1'] as never),
    aNumber("sum (x) => x takes numbers, null and undefined, and was given '1'", "'1'"),
  ],
  [
    () => A.fold(A.mean(any as typeof f))([1n] as never),
    aNumber(
      'mean (x) => x takes numbers, null and undefined, and was given 1n',
      '1n',
      'make it a number: Number(value)',
    ),
  ],
]

test.each(refusals.map(([build, told]) => [told.summary, build, told] as const))('%s', (_, build, told) => {
  expect(build).toThrow(expect.objectContaining({ ...told, found: told.found, expected: told.expected, place: {} }))
})
