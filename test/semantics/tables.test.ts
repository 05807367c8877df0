/** The reader of tables: what it cannot read, it refuses. */
import { describe, expect, test } from 'vitest'
import { evaluate, tables } from './tables.ts'

const page = `# Page
## One
text
| \`a\` | b |
|---|:--|
| \`1 \\| 2\` | plain \`x\` |
| \`[',', '|']\` | |

between

| c |
|---|
| \`{}\` |
## Two
none
## Three
| a |
|---|
| 1 | 2 |
`

describe('tables', () => {
  test('cells by column, backticks taken off, bars within them left', () => {
    expect(tables('One', page)).toEqual([{ a: '1 | 2', b: 'plain `x`' }, { a: "[',', '|']", b: '' }, { c: '{}' }])
  })

  test('no section, no table, a row too long: an error', () => {
    expect(() => tables('Four', page)).toThrow(/no section "## Four"/)
    expect(() => tables('Two', page)).toThrow(/no table below "## Two"/)
    expect(() => tables('Three', page)).toThrow(/2 cells where the table has 1 columns/)
  })
})

test('evaluate', () => {
  expect(evaluate('{ a: n + 1 }', { n: 1 })).toEqual({ a: 2 })
  expect(evaluate('I.List([1]).size')).toBe(1)
  expect(() => evaluate('nope(')).toThrow(/cannot evaluate nope\(/)
})
