/** Runs the tables under "Aggregates" in docs/semantics.md: each aggregate over the rows of each column. */
import { readFileSync } from 'node:fs'
import * as S from 'fp-ts/lib/string.js'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { printValue } from '../../src/data/print-value.ts'

const page = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8')
const section = page.split(/^## /m).find((part) => part.startsWith('Aggregates\n')) ?? ''

const cellsOf = (line: string): string[] => line.split('|').slice(1, -1)
const codeIn = (cell: string): string | undefined => /`(.+)`/.exec(cell)?.[1]
const evaluate = (code: string | undefined): unknown => new Function('A', 'S', 'List', `return (${code})`)(A, S, List)

/** The tables with the headings that they stand under. */
const tables = section.split(/^### /m).flatMap((part) => {
  const [heading = '', ...lines] = part.split('\n')
  const [head, , ...rows] = lines.filter((line) => line.startsWith('|')).map(cellsOf)
  return head === undefined ? [] : [{ heading, columns: head.slice(1), rows }]
})

const aggregates = Object.entries(A)
  .filter(([name, f]) => typeof f === 'function' && name !== 'define' && name !== 'fold')
  .map(([name]) => name)

it('there is a row for every aggregate, and only whole rows', () => {
  const named = tables.flatMap(({ rows }) => rows.map(([aggregate = '']) => /`A\.(\w+)/.exec(aggregate)?.[1]))
  expect([...new Set(named)].sort()).toEqual(aggregates.sort())
  for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length + 1)
})

for (const { heading, columns, rows } of tables)
  describe(heading, () => {
    for (const [name = '', ...cells] of rows)
      for (const [i, cell] of cells.entries())
        it(`${name.trim()} of ${columns[i]?.trim()} is ${cell.trim()}`, () => {
          const aggregate = evaluate(codeIn(name)) as A.Aggregate<unknown, unknown, 'bag' | 'sequence'>
          const given = evaluate(codeIn(columns[i] ?? '')) as readonly unknown[]
          const result = A.fold(aggregate)(given)
          const expected = evaluate(codeIn(cell))
          expect(printValue(result)).toBe(printValue(expected))
          expect(fingerprint(result)).toBe(fingerprint(expected))
        })
  })
