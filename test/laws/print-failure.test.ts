/**
 * Proves how a failure reads: what is another value each time is said once, what is at another place each time is not said, and
 * the line is that of the user's code, also where the language itself writes.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { expect, test } from 'vitest'
import { agreed } from '../../src/laws/agreed.ts'
import { printFailure } from '../../src/laws/print-failure.ts'

const rows = fc.record({ item: fc.constantFrom('tea', 'jam'), price: fc.nat(99) })

const linesOf = async (subject: unknown, id: string): Promise<readonly string[]> => {
  const { laws } = await L.examine(subject as L.Subject, { failures: false })
  const failure = laws.find((law) => law.id === id)?.failure
  return failure === undefined ? [] : printFailure(failure).split('\n')
}

test('of a counter that goes on, no values are told', async () => {
  let n = 0
  const numbered = (row: object) => ({ ...row, n: n++ })
  const lines = await linesOf(L.row(numbered, { rows }), 'S5')
  expect(lines.slice(3, 5)).toEqual(['  at result of rows[0].n', '    another one each time'])
})

test('of a place that is another one each time, no values are told', () => {
  const first = { what: 'it changed', path: 'rows[0]', before: '1', after: '2' }
  expect(agreed(first, [{ ...first, path: 'rows[1]' }])).toEqual({ what: 'it changed' })
  expect(agreed(first, [{ ...first, after: '3' }])).toEqual({ ...first, after: 'another one each time' })
  expect(agreed(first, [first])).toEqual(first)
})

test('the line is that which calls what writes', async () => {
  const marked = (row: object) => Object.assign(row, { seen: true })
  const lines = await linesOf(L.row(marked, { rows }), 'S1')
  expect(lines.find((line) => line.startsWith('  by '))).toMatch(
    /^ {2}by marked \(test\/laws\/print-failure\.test\.ts:/,
  )
})

test('what shows it again is told as it is written', async () => {
  const lines = await linesOf(
    L.row((row: { price: number }) => ++row.price, { rows }),
    'S1',
  )
  expect(lines.at(-1)).toMatch(/^ {2}again: L\.check\(…, \{ replay: 'S1:\S+' \}\)$/)
})
