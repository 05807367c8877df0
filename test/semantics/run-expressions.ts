/** Tests of a table with the columns expression and result: each expression is a dataset, run twice on each engine. */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { printValue } from '../../src/data/print-value.ts'
import { engines } from '../engines.ts'
import { names, prints } from './page-names.ts'
import { evaluate, type Row } from './tables.ts'

export const runExpressions = (rows: readonly Row[]): void => {
  describe.each(engines)('on $name', (engine) => {
    test.each(rows)('$expression', async ({ expression = '', result = '' }) => {
      const given: (readonly unknown[])[] = []
      const keep =
        (make: unknown) =>
        (rows: Iterable<unknown>): unknown => {
          if (Array.isArray(rows)) given.push(rows)
          return (make as (rows: Iterable<unknown>) => unknown)(rows)
        }
      const dataset = evaluate(expression, { ...names, rows: keep(names.rows), bag: keep(names.bag) }) as F.Bag<unknown>
      const before = given.map(prints)
      const expected = evaluate(result, names) as readonly unknown[]
      const found = await F.toList(dataset, { engine })
      expect(printValue(found.toArray(), 2000)).toBe(printValue(expected, 2000))
      expect(prints(found)).toEqual(prints(expected))
      expect(prints(await F.toList(dataset, { engine }))).toEqual(prints(expected))
      expect(given.map(prints)).toEqual(before)
    })
  })
}
