/** Runs the tables "Operators" of docs/semantics.md on every engine: the rows that come out, and those that went in unchanged. */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { descriptions } from '../../src/plan/node.ts'
import { nodesOf } from '../../src/plan/tree.ts'
import { runTable } from './evaluated-rows.ts'
import { bag, plan } from './page-names.ts'
import { tables } from './tables.ts'

const rows = tables('Operators')

describe('Operators', () => {
  runTable(rows)

  test('every kind of node has rows, with and without input', () => {
    const kindsOf = (given: (cell: string) => boolean) =>
      new Set(
        rows
          .filter((row) => given(row.rows as string))
          .flatMap((row) =>
            nodesOf(plan(row.rows as string, row.stage as string).dataset.plan).map(({ kind }) => kind),
          ),
      )
    const all = new Set(Object.keys(descriptions))
    // `update` of nothing is nothing to speak of.
    expect(kindsOf((cell) => cell !== '[]')).toEqual(all)
    expect(kindsOf((cell) => cell === '[]').union(new Set(['update']))).toEqual(all)
  })

  test('bag makes a bag of the same rows', async () => {
    expect(F.orderOf(bag(F.rows([1])).plan)).toBe('bag')
    expect((await F.toList(bag(F.rows([2, null, 2])))).toArray()).toEqual([null, 2, 2])
  })
})
