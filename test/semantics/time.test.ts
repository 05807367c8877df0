/** Runs the tables "Time" of docs/semantics.md. */
import * as F from 'floe'
import * as T from 'floe/time'
import { describe, expect, test } from 'vitest'
import { evaluate, tables } from './tables.ts'

const all = tables('Time')
const names = { T, iso: T.fromIso }

describe('Time', () => {
  test.each(all.filter((row) => row.result !== undefined))('$expression', ({ expression = '', result = '' }) => {
    expect(evaluate(expression, names)).toBe(evaluate(result, names))
  })

  test.each(all.filter((row) => row.throws !== undefined))('$expression throws', (row) => {
    let thrown: unknown
    try {
      evaluate(row.expression as string, names)
    } catch (error) {
      thrown = (error as Error).cause
    }
    expect(F.isFloeError(thrown) && thrown._tag).toBe(row.throws)
  })
})
