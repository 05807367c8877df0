/** Runs the tables "Numbers" of docs/semantics.md on every engine; sums and means in every order of their rows, too. */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { engines } from '../engines.ts'
import { names, prints } from './page-names.ts'
import { runExpressions } from './run-expressions.ts'
import { evaluate, tables } from './tables.ts'

const table = tables('Numbers')

const permutations = <A>(values: readonly A[]): readonly (readonly A[])[] =>
  values.length === 0
    ? [[]]
    : values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value, ...rest]))

describe('Numbers', () => {
  runExpressions(table)

  describe.each(engines)('on $name, in any order', (engine) => {
    test.each(table.filter(({ expression = '' }) => expression.includes('F.aggregate(')))(
      '$expression',
      async ({ expression = '', result = '' }) => {
        const expected = prints(evaluate(result, names) as readonly unknown[])
        const given: unknown[] = []
        const rows = (values: readonly unknown[]) => {
          given.push(...values)
          return F.rows(values)
        }
        evaluate(expression, { ...names, rows })
        for (const permuted of permutations(given)) {
          const dataset = evaluate(expression, { ...names, rows: () => F.rows(permuted) }) as F.Bag<unknown>
          expect(prints(await F.toList(dataset, { engine }))).toEqual(expected)
        }
      },
    )
  })
})
