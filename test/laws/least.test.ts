/**
 * Proves that what breaks a law is told on as few rows as will do: where rows must be left out and cut elsewhere at once, where rows
 * that do it together came far apart, and where chance seldom has a say; and that what needs four is told on four.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { printFailure } from '../../src/laws/print-failure.ts'
import { runs } from '../runs.ts'
import { rowsShown } from './corpus/rows-shown.ts'

const failureOf = async (subject: unknown, id: string, options: L.CheckOptions = {}): Promise<L.Failure | undefined> =>
  (await L.examine(subject as L.Subject, options)).laws.find((law) => law.id === id)?.failure

const digit = fc.nat(2)

/** All rows of a length. */
const ofLength = (length: number): readonly (readonly number[])[] =>
  length === 0 ? [[]] : ofLength(length - 1).flatMap((rows) => [0, 1, 2].map((n) => [...rows, n]))
const small = [0, 1, 2, 3, 4].flatMap(ofLength)

type Batch = (rows: readonly number[]) => readonly unknown[]

/** The fewest rows, up to four, of which a cut has a say. */
const fewest = (f: Batch): number | undefined =>
  small.find((rows) =>
    Array.from({ length: rows.length + 1 }, (_, cut) => cut).some(
      (cut) => `${f(rows)}` !== `${[...f(rows.slice(0, cut)), ...f(rows.slice(cut))]}`,
    ),
  )?.length

/** Functions whose answer depends on what is in the batch. */
const batches: fc.Arbitrary<{ readonly name: string; readonly f: Batch }> = fc.oneof(
  fc.tuple(fc.nat(3), fc.integer({ min: 2, max: 4 })).map(([rest, size]) => ({
    name: `marked if the length is ${rest} modulo ${size}`,
    f: (rows: readonly number[]) => rows.map((n) => (rows.length % size === rest ? n : -1)),
  })),
  fc.tuple(digit, digit).map(([a, b]) => ({
    name: `marked if ${a} comes somewhere before ${b}`,
    f: (rows: readonly number[]) => {
      const isMarked = rows.some((n, i) => n === a && rows.includes(b, i + 1))
      return rows.map((n) => (isMarked ? -1 : n))
    },
  })),
  fc.nat(6).map((most) => ({
    name: `marked if the sum is more than ${most}`,
    f: (rows: readonly number[]) => rows.map((n) => (rows.reduce((sum, one) => sum + one, 0) > most ? -1 : n)),
  })),
  fc.nat(3).map((at) => ({
    name: `the row at ${at} is left out`,
    f: (rows: readonly number[]) => rows.filter((_, i) => i !== at),
  })),
)

describe('S14', () => {
  test('is told on three rows, unless an exhaustive search finds none so small', async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.integer(), async ({ name, f }, seed) => {
        const batch = L.rows(f as (rows: readonly number[]) => unknown, {
          rows: digit,
          name,
          declared: ['elementwise'],
        })
        const failure = await failureOf(batch, 'S14', { seed, failures: false })
        if (failure === undefined) return
        const least = fewest(f) ?? Number.NaN
        // Fewer rows may need greater values: then three small ones are as good.
        if (least > 3) expect(rowsShown(failure)).toBe(least)
        else expect(rowsShown(failure)).toBeLessThanOrEqual(3)
        const again = await failureOf(batch, 'S14', { replay: failure.replay })
        expect(again && printFailure(again)).toBe(printFailure(failure))
      }),
      { numRuns: runs(100) },
    )
  })

  test('is broken by a batch that is refused, where its parts are not', async () => {
    const odd = (rows: readonly number[]): readonly number[] => {
      if (rows.length === 3) throw new Error('mixed length')
      return rows
    }
    const failure = await failureOf(L.rows(odd, { rows: digit, declared: ['elementwise'] }), 'S14')
    expect(failure?.instance).toBe('[0, 0, 0]')
    expect(failure?.breach).toMatchObject({ before: 'an error, Error: mixed length', after: '[0, 0, 0]' })
  })

  test('is kept by a batch that is refused for one of its rows', async () => {
    const refusing = (rows: readonly number[]): readonly number[] =>
      rows.map((n) => {
        if (n === 2) throw new Error('two')
        return n
      })
    expect(await failureOf(L.rows(refusing, { rows: digit, declared: ['elementwise'] }), 'S14')).toBeUndefined()
  })
})

test('rows that came far apart are told together', async () => {
  // One row an instance: no instance by itself has two.
  const key = L.codec(
    { encode: ([a, b]: readonly [string, string]) => `${a}_${b}` },
    { values: fc.constantFrom<[string, string]>(['a_b', 'c'], ['a', 'b_c']), declared: ['injective'] },
  )
  const { instances, ...rest } = key
  const single = { ...rest, instances: instances.filter(({ values }) => values.length === 1) }
  const failure = (await failureOf(single, 'C4')) as L.Failure
  expect(failure.before).toEqual([])
  expect(failure.instance.match(/_/g)).toHaveLength(2)
  expect(rowsShown(failure)).toBe(2)
  const again = await failureOf(single, 'C4', { replay: failure.replay })
  expect(again && printFailure(again)).toBe(printFailure(failure))
})

test('what chance puts in order is told on two rows', async () => {
  // A generator of its own, of which nobody knows that it is asked.
  let state = 1
  const chance = (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const shuffled = L.rows(
    L.fresh(() => (rows) => [...rows].sort(() => chance() - 0.5)),
    { rows: fc.nat(9) },
  )
  const failure = (await failureOf(shuffled, 'S5')) as L.Failure
  expect(rowsShown(failure)).toBe(2)
})

test('what chance puts in order, in place, is told on two rows', async () => {
  const shuffled = L.rows(
    L.fresh(() => (rows: number[]) => rows.sort(() => Math.random() - 0.5)),
    { rows: fc.nat(9) },
  )
  const failure = (await failureOf(shuffled, 'S1')) as L.Failure
  expect(rowsShown(failure)).toBe(2)
})

test('of a function that is shared, what was scribbled on is told on a row', async () => {
  // One for all, of which no fresh one is made: what is written to what it keeps would stay.
  const config = { mode: 'plain', tags: ['a'] }
  const orUsual = (row: { mode: string | null }): object => (row.mode === null ? config : { ...row })
  const rows = fc.record({ mode: fc.option(fc.string()) })
  const failure = (await failureOf(L.row(orUsual, { rows, declared: ['ownsOutput'] }), 'S3')) as L.Failure
  expect(failure.instance).toBe('[{ mode: null }]')
  expect(config).toEqual({ mode: 'plain', tags: ['a'] })
})

test('of one that cannot forget what it was given, it is said how fewer rows would do', async () => {
  let least = Number.POSITIVE_INFINITY
  const leastSoFar = (all: readonly number[]): number => {
    for (const n of all) if (all.length > 3) least = Math.min(least, n)
    return least
  }
  const rows = fc.integer({ min: -1000, max: 1000 })
  const failures = (await L.examine(L.rows(leastSoFar, { rows }))).laws.flatMap(({ failure }) => failure ?? [])
  const large = failures.filter((one) => rowsShown(one) > 3)
  expect(large).not.toEqual([])
  for (const one of large) expect(printFailure(one)).toContain('L.fresh(() => …)')
})
