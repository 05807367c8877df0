/** The tables "Aggregates" of docs/semantics.md, run: each aggregate over the rows in the header of each column. */
import * as S from 'fp-ts/lib/string.js'
import { describe, expect, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { printValue } from '../../src/data/print-value.ts'
import { evaluate, tables } from './tables.ts'

const rows = tables('Aggregates')

const value = (code: string): unknown => evaluate(code, { A, S })
const rowsIn = (header: string): Iterable<unknown> => value(/`(.+)`/.exec(header)?.[1] ?? header) as Iterable<unknown>

const cells = rows.flatMap(({ aggregate = '', ...results }) =>
  Object.entries(results).map(([given, result]) => ({ aggregate, given, result })),
)

describe('Aggregates', () => {
  test.each(cells)('$aggregate of $given is $result', ({ aggregate, given, result }) => {
    const found = A.fold(value(aggregate) as A.Aggregate<unknown, unknown, 'bag' | 'sequence'>)(rowsIn(given))
    const expected = value(result)
    expect(printValue(found)).toBe(printValue(expected))
    expect(fingerprint(found)).toBe(fingerprint(expected))
  })

  test('every aggregate has a row', () => {
    const made = Object.keys(A).filter((name) => name !== 'define' && name !== 'fold')
    const named = rows.map(({ aggregate = '' }) => /^A\.(\w+)/.exec(aggregate)?.[1])
    expect([...new Set(named)].sort()).toEqual(made.sort())
  })
})
