/**
 * Proves that the laws of comparators and of equalities are broken by what people really write, and kept by what is tempting.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import * as D from 'fp-ts/lib/Date.js'
import * as N from 'fp-ts/lib/number.js'
import * as Ord from 'fp-ts/lib/Ord.js'
import * as S from 'fp-ts/lib/string.js'
import { describe, expect, test } from 'vitest'

interface Row {
  id: number
  name: string
  delay: number
  tags: string[]
}
const Row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(5),
  name: fc.constantFrom('a', 'A', 'b', 'ä', ''),
  delay: fc.integer({ min: -1000, max: 1000 }),
  tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
})
const small = fc.integer({ min: -9, max: 9 })
const double = fc.double({ noNaN: true, min: -1000, max: 1000 })

const broken = async (subject: unknown): Promise<readonly string[]> => {
  const { laws } = await L.examine(subject as L.Subject)
  return laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0)

const breakers: readonly (readonly [string, string, () => unknown])[] = [
  ['a boolean', 'C9', () => L.ordering((a: Row, b: Row) => a.delay > b.delay, { values: Row })],
  ['never a tie', 'C9', () => L.ordering((a: number, b: number) => (a < b ? -1 : 1), { values: small })],
  [
    'NaN among numbers',
    'C9',
    () => L.ordering((a: number, b: number) => a - b, { values: fc.constantFrom(1, 2, Number.NaN) }),
  ],
  ['NaN ties with all', 'C9', () => L.ordering<number>(compare, { values: fc.constantFrom(1, 2, 3, Number.NaN) })],
  ['chance', 'C9', () => L.ordering(() => Math.random() - 0.5, { values: small })],
  [
    'a counter',
    'C9',
    () =>
      L.ordering(
        L.fresh(() => {
          let n = 0
          return () => (n++ % 3) - 1
        }),
        { values: small },
      ),
  ],
  [
    'close is a tie',
    'C9',
    () => L.ordering((a: number, b: number) => (Math.abs(a - b) < 0.01 ? 0 : a - b), { values: double }),
  ],
  [
    'close is a tie, in a field',
    'C9',
    () => L.ordering((a: Row, b: Row) => (Math.abs(a.delay - b.delay) < 60 ? 0 : a.delay - b.delay), { values: Row }),
  ],
  [
    'rock, paper, scissors',
    'C9',
    () => L.ordering((a: number, b: number) => [0, 1, -1][(a - b + 3) % 3] as number, { values: fc.nat(2) }),
  ],
  [
    'by one field or the other',
    'C9',
    () =>
      L.ordering((a: Row, b: Row) => (a.id === b.id ? a.delay - b.delay : compare(a.name, b.name)), { values: Row }),
  ],
  [
    'it throws',
    'C9',
    () =>
      L.ordering((a: Row, b: Row) => compare(a.tags[0]?.length ?? (undefined as never as string).length, b.id), {
        values: Row,
      }),
  ],
  [
    'equals says otherwise',
    'C9',
    () =>
      L.ordering(
        { compare: (a: Row, b: Row) => a.id - b.id, equals: (a: Row, b: Row) => a.name === b.name },
        { values: Row },
      ),
  ],
  ['ties', 'C9t', () => L.ordering((a: Row, b: Row) => a.delay - b.delay, { values: Row, declared: ['breaksTies'] })],
  [
    'it sorts what it compares',
    'S1',
    () => L.ordering((a: Row, b: Row) => compare(a.tags.sort().join(), b.tags.sort().join()), { values: Row }),
  ],
  ['not itself', 'C8', () => L.equality((a: number, b: number) => a === b, { values: fc.constantFrom(1, Number.NaN) })],
  ['one way', 'C8', () => L.equality((a: string, b: string) => a.startsWith(b), { values: fc.string() })],
  ['close is equal', 'C8', () => L.equality((a: number, b: number) => Math.abs(a - b) < 1e-9, { values: double })],
  [
    'close is equal, in a field',
    'C8',
    () => L.equality((a: Row, b: Row) => Math.abs(a.delay - b.delay) <= 5, { values: Row }),
  ],
  ['one or the other', 'C8', () => L.equality((a: Row, b: Row) => a.id === b.id || a.name === b.name, { values: Row })],
  [
    'hashes of what is not compared',
    'C8',
    () => L.equality({ equals: (a: Row, b: Row) => a.id === b.id, hash: (a: Row) => a.delay }, { values: Row }),
  ],
  [
    'hashes of both zeros',
    'C8',
    () =>
      L.equality(
        { equals: (a: number, b: number) => a === b, hash: (a: number) => 1 / a },
        { values: fc.constantFrom(0, -0, 1) },
      ),
  ],
  [
    'an equality that sorts',
    'S1',
    () => L.equality((a: Row, b: Row) => a.tags.sort().join() === b.tags.sort().join(), { values: Row }),
  ],
]

describe('each law is broken by one that breaks nothing else', () => {
  test.each(breakers)('%s (%s)', async (_, id, subject) => {
    expect(await broken(subject())).toEqual([id])
  })
})

const collator = new Intl.Collator('de')
const lawful: Readonly<Record<string, () => unknown>> = {
  'a difference': () => L.ordering((a: Row, b: Row) => a.delay - b.delay, { values: Row }),
  'an order, turned round': () => L.ordering((a: number, b: number) => b - a, { values: double }),
  'several keys': () =>
    L.ordering(
      (a: Row, b: Row) =>
        a.id - b.id || compare(a.name, b.name) || a.delay - b.delay || compare(`${a.tags}`, `${b.tags}`),
      { values: Row, declared: ['breaksTies'] },
    ),
  'a fixed locale': () => L.ordering((a: Row, b: Row) => collator.compare(a.name, b.name), { values: Row }),
  'NaN has a place': () =>
    L.ordering(
      (a: number, b: number) => (Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : compare(a, b)),
      { values: fc.constantFrom(1, 2, Number.NaN, Number.POSITIVE_INFINITY) },
    ),
  'large numbers': () => L.ordering((a: number, b: number) => Math.sign(a - b), { values: fc.integer() }),
  'a copy is sorted': () =>
    L.ordering((a: Row, b: Row) => compare([...a.tags].sort().join(), [...b.tags].sort().join()), { values: Row }),
  'rounded keys': () => L.ordering((a: number, b: number) => Math.round(a) - Math.round(b), { values: double }),
  'a table of ranks': () => {
    const ranks: Readonly<Record<number, number>> = { 1: 0, 2: 1, 4: 2 }
    return L.ordering((a: { n: number }, b: { n: number }) => (ranks[a.n] as number) - (ranks[b.n] as number), {
      values: fc.record({ n: fc.constantFrom(1, 2, 4) }),
    })
  },
  'a cache of keys': () =>
    L.ordering(
      L.fresh(() => {
        const keys = new Map<string, string>()
        const key = (text: string) => keys.get(text) ?? (keys.set(text, text.toLowerCase()).get(text) as string)
        return (a: Row, b: Row) => compare(key(a.name), key(b.name))
      }),
      { values: Row },
    ),
  'fp-ts': () => L.ordering(N.Ord, { values: double, declared: ['breaksTies'] }),
  'fp-ts of dates': () => L.ordering(Ord.reverse(D.Ord), { values: fc.date({ noInvalidDate: true }) }),
  'fp-ts of a field': () => L.ordering(Ord.contramap((row: Row) => row.name)(S.Ord), { values: Row }),
  'equality of fp-ts': () => L.equality(S.Eq, { values: fc.string({ maxLength: 1 }) }),
  'the same object': () => L.equality((a: Row, b: Row) => a === b, { values: Row }),
  'equality without case': () =>
    L.equality(
      {
        equals: (a: Row, b: Row) => a.name.toLowerCase() === b.name.toLowerCase(),
        hash: (a: Row) => a.name.toLowerCase(),
      },
      { values: Row },
    ),
  'the same whole number': () =>
    L.equality((a: number, b: number) => Math.round(a) === Math.round(b), { values: double }),
  'hashes that collide': () =>
    L.equality({ equals: (a: Row, b: Row) => a.id === b.id, hash: () => 0 }, { values: Row }),
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await broken(lawful[name]?.())).toEqual([])
  })
})

test('S7 is broken by what asks the machine for its language, and kept by what says one', async () => {
  const words = fc.constantFrom('z', 'ä', 'a', 'I', 'ı', 'ch', 'h')
  const verdictOf = async (subject: unknown) =>
    (await L.examine(subject as L.Subject)).laws.find(({ id }) => id === 'S7')
  const byMachine = await verdictOf(L.ordering((a: string, b: string) => a.localeCompare(b), { values: words }))
  expect(byMachine?.failure?.breach.what).toMatch(/^in the locale .*, it gave something else: it reads .*localeCompare/)
  const fresh = L.fresh(() => new Intl.Collator().compare)
  expect((await verdictOf(L.ordering(fresh, { values: words })))?.verdict).toBe('broken')
  const one = new Intl.Collator('en')
  expect((await verdictOf(L.ordering(one.compare, { values: words })))?.verdict).toBe('held')
  expect(
    (await verdictOf(L.ordering((a: string, b: string) => a.localeCompare(b, 'sv'), { values: words })))?.verdict,
  ).toBe('held')
  const base = { equals: (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0 }
  expect((await verdictOf(L.equality(base, { values: words })))?.verdict).toBe('broken')
})

test('what does nothing keeps no law', async () => {
  for (const subject of [L.ordering(() => 0, { values: small }), L.equality(() => true, { values: small })]) {
    const { laws } = await L.examine(subject)
    expect(laws.filter(({ verdict }) => verdict === 'held' || verdict === 'proposed')).toEqual([])
  }
})

test('what was not declared, and holds, is proposed', async () => {
  const { laws } = await L.examine(L.ordering((a: number, b: number) => a - b, { values: small }))
  expect(laws.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['C9', 'held'],
    ['C9t', 'proposed'],
    ['S1', 'vacuous'],
    ['S7', 'held'],
  ])
})

test('a failure is small, and tells what to look at', async () => {
  const { laws } = await L.examine(
    L.ordering((a: number, b: number) => (Math.abs(a - b) < 2 ? 0 : a - b), { values: small }),
  )
  const failure = laws[0]?.failure
  expect(failure?.instance).toMatch(/^\[-?\d+, -?\d+(, -?\d+)?\]$/)
  expect(failure?.breach.what).toMatch(/^(ties do not add up|it goes in a circle): /)
})
