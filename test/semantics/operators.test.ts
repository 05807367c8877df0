/** Runs the tables "Operators" of docs/semantics.md on every engine: what comes out, and that what went in is as it was. */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { descriptions } from '../../src/plan/descriptions.ts'
import { nodesOf } from '../../src/plan/tree.ts'
import { asBag, names } from './page-names.ts'
import { runExpressions } from './run-expressions.ts'
import { evaluate, tables } from './tables.ts'

const rows = tables('Operators')

describe('Operators', () => {
  runExpressions(rows)

  test('every kind of node is there, also with nothing to read', () => {
    const kindsIn = (expressions: readonly string[]): readonly string[] =>
      expressions.flatMap((text) => nodesOf((evaluate(text, names) as F.Bag<unknown>).plan).map(({ kind }) => kind))
    const kinds = Object.keys(descriptions).sort()
    const expressions = rows.map(({ expression = '' }) => expression)
    expect([...new Set(kindsIn(expressions))].sort()).toEqual(kinds)
    expect([...new Set(kindsIn(expressions.filter((text) => /\b(rows|bag)\(\[\]\)/.test(text))))].sort()).toEqual(kinds)
  })

  test('bag makes a bag of the same rows', async () => {
    expect(F.orderOf(asBag(F.rows([1])).plan)).toBe('bag')
    expect((await F.toList(asBag(F.rows([2, null, 2])))).toArray()).toEqual([null, 2, 2])
  })
})
