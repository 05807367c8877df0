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

describe('what would pass all laws without a word', () => {
  test.each([
    ['no options', () => L.row(delay, undefined as never), 'L.row takes an arbitrary of fast-check as rows'],
    ['no options of a stage', () => L.stage((all) => all, undefined as never), 'L.stage takes an arbitrary'],
    ['no options of an order', () => L.ordering(() => 0, undefined as never), 'L.ordering takes an arbitrary'],
    ['no options of a task', () => L.task(async () => 1, undefined as never), 'L.task takes what it calls as calls'],
    [
      'no function',
      () => L.row({ delay } as never, { rows: fc.nat() }),
      'L.row takes a function, and was given { delay:',
    ],
    [
      'a function for an aggregate',
      () => L.aggregate(((a: number, b: number) => a + b) as never, { rows: fc.nat() }),
      'L.aggregate takes an object with init and step, and was given [function]',
    ],
    ['an object for an order', () => L.ordering({} as never, { values: fc.nat() }), 'L.ordering takes a comparator'],
    [
      'a promise that there is none of',
      () => L.rows((all) => all.length, { rows: fc.nat(), declared: ['orderfree' as never] }),
      "L.rows was told that 'orderfree' is declared, which no law is about",
    ],
  ] as const)('%s', (_, make, message) => {
    expect(make).toThrow(message)
  })

  test('a function that throws each time', async () => {
    const city = L.row((order: { city?: { name: string } }) => (order.city as { name: string }).name, {
      rows: fc.record({ id: fc.nat() }) as fc.Arbitrary<never>,
      name: 'city',
    })
    const { laws } = await L.examine(city)
    expect(laws.filter(({ verdict }) => verdict === 'held')).toEqual([])
    await expect(L.check(city)).rejects.toThrow(
      'nothing could be said of city: it threw each time: an error, TypeError',
    )
  })

  test('a function without return', async () => {
    const { laws } = await L.examine(L.row(() => undefined, { rows: fc.record({ id: fc.nat() }) }))
    expect(laws.filter(({ verdict }) => verdict === 'held' || verdict === 'proposed')).toEqual([])
    const doubled = L.rows(
      (all: readonly number[]) => {
        all.map((n) => n * 2)
      },
      { rows: fc.nat(), name: 'doubled' },
    )
    await expect(L.check(doubled)).rejects.toThrow('nothing could be said of doubled: it gave undefined each time')
  })

  test('but one that throws now and then is checked', async () => {
    const odd = (n: number): number => {
      if (n % 2 === 1) throw new RangeError('odd')
      return n
    }
    const { laws } = await L.check(L.row(odd, { rows: fc.nat() }))
    expect(laws.find(({ id }) => id === 'S11')?.verdict).toBe('held')
  })

  test('laws without a runner', () => {
    expect(() => L.describeLaws(L.row(delay, { rows: fc.record({ delay: fc.nat() }) }))).toThrow(
      'L.describeLaws(subject, { describe, test })',
    )
  })
})
