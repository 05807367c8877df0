/** Proves that mistakes in saying what is to be checked are told where they are made, with a way out. */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'

const Flight = t.type({ delay: t.number })
const delay = (flight: { delay: number }): number => flight.delay
const none = {} as never

describe('no arbitrary', () => {
  test.each([
    ['L.row', 'rows', () => L.row(delay, none)],
    ['L.rows', 'rows', () => L.rows((all) => all.length, none)],
    ['L.stage', 'rows', () => L.stage((all) => all, none)],
    ['L.aggregate', 'rows', () => L.aggregate({ init: () => 0, step: (sum: number) => sum }, none)],
    ['L.ordering', 'values', () => L.ordering(() => 0, none)],
    ['L.equality', 'values', () => L.equality(() => true, none)],
    ['L.sink', 'rows', () => L.sink(() => none, none)],
  ] as const)('%s', (name, option, make) => {
    expect(make).toThrow(
      `FLOE100 InvalidArgument: ${name} takes an arbitrary of fast-check as ${option}, and was given undefined`,
    )
    expect(make).toThrow(`{ ${option}: fc.record({ delay: fc.nat() }) }`)
  })

  test('but a codec', () => {
    const make = () => L.row(delay, { rows: Flight as never })
    expect(make).toThrow('L.row takes an arbitrary of fast-check as rows, and was given a codec')
    expect(make).toThrow('hint: make an arbitrary of it: { rows: L.rowsOf(codec) }')
  })

  test('where there may be none', () => {
    expect(() => L.codec(Flight, { values: 7 as never })).toThrow('as values, and was given 7')
    expect(() => L.task(async () => 1, { calls: () => ({}), inputs: 7 as never })).toThrow('as inputs, and was given 7')
  })
})

test('no subject', async () => {
  await expect(L.check(delay as never)).rejects.toThrow('hint: say what it is: L.row(f, { rows })')
  await expect(L.check(undefined as never)).rejects.toThrow('FLOE100 InvalidArgument: there are no laws of undefined')
})

test('a token of another subject', async () => {
  const subject = L.row(delay, { rows: fc.record({ delay: fc.nat() }) })
  await expect(L.check(subject, { replay: 'R1:7:0' })).rejects.toThrow('there is no law R1 of a row')
  await expect(L.check(subject, { replay: 'S1' })).rejects.toThrow('must be what a failure printed')
})
