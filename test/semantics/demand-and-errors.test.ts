/**
 * Runs the tables "Demand and errors" of docs/semantics.md on every engine: the rows before an error, the error and its
 * place, what is rejected instead, and counts that add up; and what is refused where the plan is built.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { engines } from '../engines.ts'
import { essence, names, prints } from './page-names.ts'
import { evaluate, type Row, tables } from './tables.ts'

const all = tables('Demand and errors')
const having = (column: string) => all.filter((row) => row[column] !== undefined)

const known: Record<string, unknown> = { ...names }
for (const { name = '', is = '' } of having('name')) known[name] = evaluate(is, known)

const datasetOf = (row: Row) => evaluate(row.expression as string, known) as F.Bag<unknown>
const rowsOf = (cell: string | undefined) => prints(evaluate(cell ?? '', known) as readonly unknown[])

const streamed = async (dataset: F.Bag<unknown>, options: F.RunOptions) => {
  const rows: unknown[] = []
  try {
    for await (const batch of F.stream(dataset, options)) rows.push(...batch)
    return { rows: prints(rows), error: '' }
  } catch (thrown) {
    return { rows: prints(rows), error: F.isFloeError(thrown) ? essence(thrown) : String(thrown) }
  }
}

const countsAddUp = ({ stages, rowsRejected }: F.Report): void => {
  expect(rowsRejected).toBe(stages.reduce((n, stage) => n + stage.rowsRejected, 0))
  for (const { kind, rowsIn, rowsOut, rowsRejected } of stages) {
    // A row that mapAsync asked for ahead, and that ended what it reads, is told only to whoever gets so far.
    const unmet = stages.some((stage) => stage.kind === 'mapAsync') && rowsIn === rowsOut + rowsRejected + 1 ? 1 : 0
    if (['source', 'map', 'update', 'decode', 'tap'].includes(kind))
      expect([kind, rowsIn]).toEqual([kind, rowsOut + rowsRejected + unmet])
    if (['filter', 'filterMap', 'take', 'drop', 'distinct', 'sortBy', 'concat'].includes(kind))
      expect([kind, rowsIn >= rowsOut + rowsRejected]).toEqual([kind, true])
  }
}

describe.each(engines)('Demand and errors on $name', (engine) => {
  test.each(having('error'))('failing: $expression', async (row) => {
    const expected = { rows: rowsOf(row.rows), error: row.error }
    expect(await streamed(datasetOf(row), { engine })).toEqual(expected)
    const result = await F.run(datasetOf(row), { engine })()
    if (result._tag === 'Left') return expect(essence(result.left)).toBe(row.error)
    expect(expected.error).toBe('')
    expect(prints(result.right.rows)).toEqual(expected.rows)
    expect(result.right.report.rowsRejected).toBe(0)
    countsAddUp(result.right.report)
  })

  test.each(having('error'))('rejecting: $expression', async (row) => {
    const rejected: string[] = []
    const options = { engine, onError: 'reject', onReject: (error) => rejected.push(essence(error)) } as F.RunOptions
    const { rows, error } = await streamed(datasetOf(row), options)
    const expected = rowsOf(row['rows when rejecting'])
    expect(rows).toEqual(expected)
    expect([...rejected, ...(error === '' ? [] : [`${error} ends it`])].join(', ')).toBe(row.rejected)
    if (error !== '') return
    const result = await F.run(datasetOf(row), { engine, onError: 'reject' })()
    if (result._tag === 'Left') throw result.left
    expect(prints(result.right.rows)).toEqual(expected)
    expect(result.right.rejects.map(essence).toArray()).toEqual(rejected)
    expect(result.right.report.rowsRejected).toBe(rejected.length)
    expect(result.right.report.rowsOut).toBe(expected.length)
    countsAddUp(result.right.report)
  })
})

describe('Errors of plans, where they are built', () => {
  test.each(having('throws'))('$expression', ({ expression = '', throws = '' }) => {
    // `evaluate` says of what is thrown which expression threw it.
    let thrown: unknown
    try {
      evaluate(expression, known)
    } catch (wrapped) {
      thrown = (wrapped as Error).cause
    }
    expect(F.isFloeError(thrown) ? thrown._tag : thrown).toBe(throws)
  })
})

test('no table is empty', () => {
  for (const column of ['name', 'error', 'throws']) expect(having(column).length).toBeGreaterThan(0)
})
