/**
 * Proves that each law of aggregates is broken by one that breaks it alone, and kept by what is tempting.
 */
import * as fc from 'fast-check'
import * as A from 'floe/aggregate'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

interface Row {
  id: number
  tags: string[]
  delay: number
}
const Row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(3),
  tags: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  delay: fc.integer({ min: -1000, max: 1000 }),
})
const small = fc.integer({ min: -9, max: 9 })
const fractions = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 10)

const broken = async (subject: unknown): Promise<readonly string[]> => {
  const { laws } = await L.examine(subject as L.Subject)
  return laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))
}

/** All numbers: their sum, and how many. Lawful, to be broken in one place. */
interface Totals {
  sum: number
  n: number
}
const totals = {
  init: (): Totals => ({ sum: 0, n: 0 }),
  step: (state: Totals, x: number): Totals => {
    state.sum += x
    state.n += 1
    return state
  },
  merge: (a: Totals, b: Totals): Totals => ({ sum: a.sum + b.sum, n: a.n + b.n }),
  done: ({ sum, n }: Totals) => ({ sum, n }),
}

/** All rows, in their order. */
const items = {
  init: (): number[] => [],
  step: (state: number[], x: number): number[] => {
    state.push(x)
    return state
  },
  merge: (a: number[], b: number[]): number[] => [...a, ...b],
  done: (state: number[]) => [...state],
}

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, () => unknown>> = {
  S5: () => {
    const seen = new Set<number>()
    const step = (n: number, x: number) => (seen.has(x) ? n : n + seen.add(x).size)
    return L.aggregate({ init: () => 0, step }, { rows: fc.nat(99) })
  },
  S7: () =>
    L.aggregate(
      { init: () => '', step: (last, word: string) => (word.localeCompare(last) > 0 ? word : last) },
      { rows: fc.constantFrom('z', 'ä', 'a', 'ch', 'h') },
    ),
  // Of the right side it takes the first part alone: enough for what was folded, and not for what was merged.
  R1: () =>
    L.aggregate(
      {
        init: () => [[]] as readonly (readonly number[])[],
        step: (parts, x: number) => [...parts.slice(0, -1), [...(parts.at(-1) ?? []), x]],
        merge: (a, b) => [...a, b[0] ?? []],
        done: (parts) => parts.flat(),
      },
      { rows: small },
    ),
  R2: () =>
    L.aggregate(
      {
        init: () => undefined as number | undefined,
        step: (a, x: number) => Math.min(a ?? x, x),
        merge: Math.min as never,
      },
      { rows: small },
    ),
  R3: () => L.aggregate(items, { rows: small, declared: ['commutative'] }),
  R4: () =>
    L.aggregate({ ...totals, merge: (a, b) => ({ sum: a.sum + b.sum, n: Math.max(a.n, b.n) }) }, { rows: small }),
  R5: () => {
    const seed: number[] = []
    return L.aggregate({ ...items, init: () => seed }, { rows: small })
  },
  R6: () => L.aggregate({ ...items, merge: (a, b) => (b.length === 0 ? a : [...a, ...b]) }, { rows: small }),
  R7: () =>
    L.aggregate(
      { init: () => '', step: (most, row: Row) => [most, ...row.tags.sort()].sort().at(-1) as string },
      { rows: Row },
    ),
  R8: () => L.aggregate({ ...items, done: (state) => state.splice(0) }, { rows: small }),
  R9: () =>
    L.aggregate(
      { init: () => 0, step: (n, x: number) => Math.max(n, x), unstep: (n, x) => (n === x ? 0 : n) },
      { rows: fc.nat(9) },
    ),
  R10: () =>
    L.aggregate(
      {
        init: () => Number.POSITIVE_INFINITY,
        step: (least, x: number) => Math.min(least, x),
        encode: JSON.stringify as (least: number) => string,
        decode: JSON.parse,
      },
      { rows: small },
    ),
  R11: () => L.aggregate(totals, { rows: fractions }),
  R12: () => L.aggregate(totals, { rows: small, declared: ['idempotentMerge'] }),
  R13: () =>
    L.aggregate(
      { init: () => new Set<Row>(), step: (seen, row: Row) => seen.add(row), done: (seen) => seen.size > 3 },
      { rows: Row, declared: ['boundedState'] },
    ),
}

describe('each law is broken by one that breaks nothing else', () => {
  test.each(Object.keys(breakers))('%s', async (id) => {
    expect(await broken(breakers[id]?.())).toEqual([id])
  })
})

describe('S19 is broken where step returns nothing', () => {
  const push = (all: number[], n: number): void => {
    all.push(n)
  }
  const forgetful: Readonly<Record<string, () => unknown>> = {
    'what changes its state in place': () =>
      L.aggregate({ init: () => [] as number[], step: push as never, merge: (a, b) => [...a, ...b] }, { rows: small }),
    'what gives the length of that': () =>
      L.aggregate({ init: () => [] as number[], step: push as never, done: (all) => all?.length }, { rows: small }),
    'what adds to its own argument': () =>
      L.aggregate({ init: () => 0, step: ((sum: number, n: number) => void (sum + n)) as never }, { rows: small }),
  }
  test.each(Object.keys(forgetful))('by %s', async (name) => {
    expect(await broken(forgetful[name]?.())).toEqual(['S19'])
  })

  test('and kept where it seldom does so: a name that not all have, and no row yet', async () => {
    const named = fc.record({ name: fc.option(fc.string(), { nil: undefined, freq: 2 }) })
    const last = {
      init: (): string | undefined => '',
      step: (_: string | undefined, { name }: { name: string | undefined }) => name,
    }
    const first = { init: (): number | undefined => undefined, step: (one: number | undefined, n: number) => one ?? n }
    expect(await broken(L.aggregate(last, { rows: named }))).toEqual([])
    expect(await broken(L.aggregate(first, { rows: small }))).toEqual([])
  })

  test('and where it fails, or done returns nothing, that is said', async () => {
    const whyOf = async (subject: L.Subject<never, never>): Promise<readonly unknown[]> => [
      ...new Set((await L.examine(subject)).laws.flatMap(({ verdict, why }) => (verdict === 'vacuous' ? [why] : []))),
    ]
    const silent = { init: () => 0, step: (sum: number, n: number) => sum + n, done: () => undefined }
    expect(await whyOf(L.aggregate(silent, { rows: fc.integer({ min: 1, max: 9 }) }) as never)).toContain(
      'done gave undefined: does it return the answer?',
    )
    const failing = { init: () => undefined as never, step: (all: number[], n: number) => [...all, n] }
    expect(await whyOf(L.aggregate(failing, { rows: small }) as never)).toContainEqual(
      expect.stringMatching(/^it fails on these rows: an error, TypeError: /),
    )
  })
})

/** What people really wrote. It breaks the law, and may break others. */
const bugs: readonly (readonly [string, string, () => unknown])[] = [
  [
    'an average of averages',
    'R1',
    () =>
      L.aggregate(
        { ...totals, merge: (a, b) => ({ sum: (a.sum / a.n + b.sum / b.n) / 2, n: 1 }), done: ({ sum, n }) => sum / n },
        { rows: small },
      ),
  ],
  [
    'a count that begins at 1',
    'R2',
    () => L.aggregate({ init: () => 1, step: (n: number) => n + 1, merge: (a, b) => a + b }, { rows: small }),
  ],
  [
    'two parts without rows, divided by how many rows they had',
    'R2',
    () =>
      L.aggregate(
        {
          init: () => ({ mean: 0, n: 0 }),
          step: ({ mean, n }, x: number) => ({ mean: (mean * n + x) / (n + 1), n: n + 1 }),
          merge: (a, b) => ({ mean: (a.mean * a.n + b.mean * b.n) / (a.n + b.n), n: a.n + b.n }),
          done: ({ mean }) => mean,
        },
        { rows: small, tolerance: 1e-9 },
      ),
  ],
  [
    'last wins',
    'R3',
    () => L.aggregate({ init: () => 0, step: (_, x: number) => x }, { rows: small, declared: ['commutative'] }),
  ],
  [
    'the first of equal ones wins',
    'R3',
    () =>
      L.aggregate(
        {
          init: () => undefined as Row | undefined,
          step: (best, row: Row) => (best === undefined || row.delay > best.delay ? row : best),
        },
        { rows: Row, declared: ['commutative'] },
      ),
  ],
  [
    'a merge that forgets what is not shown yet',
    'R4',
    () =>
      L.aggregate(
        {
          init: () => ({ mean: 0, n: 0 }),
          step: ({ mean, n }, x: number) => ({ mean: (mean * n + x) / (n + 1), n: n + 1 }),
          merge: (a, b) => (a.n === 0 ? b : { mean: (a.mean * a.n + b.mean * b.n) / (a.n + b.n || 1), n: a.n }),
          done: ({ mean }) => mean,
        },
        { rows: small },
      ),
  ],
  [
    'a shared set, which is full after the first run',
    'R5',
    () => {
      const seed = new Set<number>()
      return L.aggregate(
        { init: () => seed, step: (set, x: number) => set.add(x), done: (set) => [...set] },
        { rows: small },
      )
    },
  ],
  [
    'a cell shared within the seed',
    'R5',
    () => {
      const seed = Object.freeze({ tags: [] as string[] })
      return L.aggregate(
        {
          init: () => ({ ...seed }),
          step: (state, row: Row) => {
            state.tags.push(...row.tags)
            return state
          },
          done: ({ tags }) => tags.join(),
        },
        { rows: Row },
      )
    },
  ],
  [
    'a merge into its left side',
    'R6',
    () =>
      L.aggregate(
        {
          ...items,
          merge: (a, b) => {
            a.push(...b)
            return a
          },
        },
        { rows: small },
      ),
  ],
  [
    'a merge that empties its right side',
    'R6',
    () => L.aggregate({ ...items, merge: (a, b) => [...a, ...b.splice(0)] }, { rows: small }),
  ],
  [
    'a fold into the first row',
    'R7',
    () =>
      L.aggregate(
        {
          init: () => undefined as Row | undefined,
          step: (sum, row: Row) => {
            if (sum === undefined) return row
            sum.delay += row.delay
            return sum
          },
          done: (sum) => sum?.delay,
        },
        { rows: Row },
      ),
  ],
  [
    'an answer that is the state itself',
    'R8',
    () => L.aggregate({ ...items, done: (state) => state }, { rows: small }),
  ],
  [
    'a median that sorts the state',
    'R8',
    () =>
      L.aggregate(
        { ...items, done: (state) => state.sort((a, b) => a - b).splice(0, state.length / 2).length },
        { rows: small },
      ),
  ],
  [
    'a sum of fractions that is taken back',
    'R9',
    () =>
      L.aggregate(
        { init: () => 0, step: (sum, x: number) => sum + x, unstep: (sum, x) => sum - x },
        { rows: fractions },
      ),
  ],
  [
    'a state with a Map, as JSON',
    'R10',
    () =>
      L.aggregate(
        {
          init: () => new Map<number, number>(),
          step: (counts, x: number) => counts.set(x, (counts.get(x) ?? 0) + 1),
          done: (counts) => counts.size,
          encode: (counts) => JSON.stringify(counts),
          decode: (text) => new Map(Object.entries(JSON.parse(text)).map(([key, n]) => [Number(key), Number(n)])),
        },
        { rows: small },
      ),
  ],
  [
    'the last price, of rows with times: a gap of 1 is nothing beside 1e12, and no rounding',
    'R3',
    () =>
      L.aggregate(
        {
          init: () => 0,
          step: (_, row: { at: number; price: number }) => row.price,
          merge: (_, price: number) => price,
        },
        {
          rows: fc.record({ at: fc.integer({ min: 1e12, max: 2e12 }), price: fc.integer({ min: 1, max: 99 }) }),
          declared: ['commutative'],
        },
      ),
  ],
  [
    'the last price, with fractions',
    'R3',
    () =>
      L.aggregate(
        { init: () => 0, step: (_, row: { at: number; price: number }) => row.price },
        {
          rows: fc.record({ at: fc.integer({ min: 1e11, max: 2e11 }), price: fc.integer().map((n) => n / 8) }),
          declared: ['commutative'],
        },
      ),
  ],
  [
    'a variance by squares, beyond its tolerance',
    'R11',
    () =>
      L.aggregate(
        {
          init: () => ({ sum: 0, squares: 0, n: 0 }),
          step: ({ sum, squares, n }, x: number) => ({ sum: sum + x, squares: squares + x * x, n: n + 1 }),
          merge: (a, b) => ({ sum: a.sum + b.sum, squares: a.squares + b.squares, n: a.n + b.n }),
          done: ({ sum, squares, n }) => squares / n - (sum / n) ** 2,
        },
        { rows: fc.integer({ min: 0, max: 99 }).map((n) => 1e9 + n / 7), tolerance: 1e-12 },
      ),
  ],
]

describe('bugs are found', () => {
  test.each(bugs)('%s (%s)', async (_, id, subject) => {
    expect(await broken(subject())).toContain(id)
  })
})

/** Lawful folds that look as if they were not. */
const lawful: Readonly<Record<string, () => unknown>> = {
  'the last by the rules of one language': () =>
    L.aggregate(
      { init: () => '', step: (last, word: string) => (word.localeCompare(last, 'sv') > 0 ? word : last) },
      { rows: fc.constantFrom('z', 'ä', 'a', 'ch', 'h') },
    ),
  'a state that is filled in place': () => L.aggregate(totals, { rows: small, declared: ['commutative'] }),
  'a list': () => L.aggregate(items, { rows: small }),
  'a fold without more': () =>
    L.aggregate(
      {
        init: () => [] as number[],
        step: (state, x: number) => {
          state.push(x)
          return state
        },
      },
      { rows: small },
    ),
  'a frozen seed that all share': () => {
    const seed: readonly number[] = Object.freeze([])
    return L.aggregate(
      { init: () => seed, step: (all, x: number) => [...all, x], merge: (a, b) => [...a, ...b] },
      { rows: small },
    )
  },
  'a seed that all share, and nobody writes to': () => {
    const seed = { sum: 0 }
    return L.aggregate({ init: () => seed, step: ({ sum }, x: number) => ({ sum: sum + x }) }, { rows: small })
  },
  'a merge that gives back an argument, where nobody writes to states': () =>
    L.aggregate(
      {
        init: () => [] as readonly number[],
        step: (all, x: number) => [...all, x],
        merge: (a, b) => (a.length === 0 ? b : b.length === 0 ? a : [...a, ...b]),
        done: (all) => all,
      },
      { rows: small },
    ),
  'a merge that folds the other state in': () =>
    L.aggregate(
      {
        init: () => new Map<number, number>(),
        step: (counts, row: Row) => counts.set(row.id, (counts.get(row.id) ?? 0) + 1),
        merge: (a, b) => {
          const all = new Map(a)
          for (const [key, n] of b) all.set(key, (all.get(key) ?? 0) + n)
          return all
        },
        done: (counts) => new Map(counts),
      },
      { rows: Row, declared: ['commutative', 'boundedState'] },
    ),
  'the smaller set goes into a copy of the larger one': () =>
    L.aggregate(
      {
        init: () => new Set<number>(),
        step: (set, x: number) => set.add(x),
        merge: (a, b) => (a.size < b.size ? new Set([...b, ...a]) : new Set([...a, ...b])),
        done: (set) => [...set].sort((a, b) => a - b),
      },
      { rows: small, declared: ['commutative', 'idempotentMerge', 'boundedState'] },
    ),
  'a median that sorts a copy': () =>
    L.aggregate(
      { ...items, done: (state) => [...state].sort((a, b) => a - b)[state.length >> 1] },
      { rows: small, declared: ['commutative'] },
    ),
  'sums of fractions, within a tolerance': () =>
    L.aggregate(
      { ...totals, unstep: (a, x) => ({ sum: a.sum - x, n: a.n - 1 }) },
      { rows: fractions, declared: ['commutative'], tolerance: 1e-9 },
    ),
  'a running variance, within a tolerance': () =>
    L.aggregate(
      {
        init: () => ({ n: 0, mean: 0, m2: 0 }),
        step: ({ n, mean, m2 }, x: number) => {
          const next = mean + (x - mean) / (n + 1)
          return { n: n + 1, mean: next, m2: m2 + (x - mean) * (x - next) }
        },
        merge: (a, b) => {
          const n = a.n + b.n
          if (n === 0) return a
          const gap = b.mean - a.mean
          return { n, mean: a.mean + (gap * b.n) / n, m2: a.m2 + b.m2 + (gap * gap * a.n * b.n) / n }
        },
        done: ({ n, m2 }) => (n < 2 ? undefined : m2 / (n - 1)),
      },
      { rows: small, declared: ['commutative'], tolerance: 1e-9 },
    ),
  'no answer for no rows': () =>
    L.aggregate(
      {
        ...totals,
        done: ({ sum, n }: Totals) => {
          if (n === 0) throw new Error('the mean of nothing')
          return sum / n
        },
      },
      { rows: small, declared: ['commutative'] },
    ),
  'rows that it refuses': () =>
    L.aggregate(
      {
        ...totals,
        step: (state: Totals, x: number) => {
          if (x === 3) throw new Error('no threes')
          return totals.step(state, x)
        },
      },
      { rows: small },
    ),
  'zeros of both signs': () =>
    L.aggregate(
      {
        init: () => Number.NEGATIVE_INFINITY,
        step: (a, x: number) => (x > a ? x : a),
        merge: (a, b) => (b > a ? b : a),
      },
      { rows: fc.constantFrom(0, -0, 1, -1), declared: ['commutative', 'idempotentMerge'] },
    ),
  'approximate answers that are equal enough': () =>
    L.aggregate(totals, { rows: fractions, equals: (a, b) => Math.abs(a.sum - b.sum) < 1e-6 && a.n === b.n }),
  'a window that forgets its rows': () =>
    L.aggregate(
      {
        ...totals,
        unstep: (a, x) => ({ sum: a.sum - x, n: a.n - 1 }),
        encode: (a) => [a.sum, a.n],
        decode: ([sum = 0, n = 0]) => ({ sum, n }),
      },
      { rows: small, declared: ['commutative'] },
    ),
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await broken(lawful[name]?.())).toEqual([])
  })
})

test('what does nothing keeps no law', async () => {
  const nothing = {
    init: () => 0,
    step: (n: number) => n,
    merge: (n: number) => n,
    encode: () => '',
    decode: () => 0,
    unstep: () => 0,
  }
  const { laws } = await L.examine(L.aggregate({ ...nothing, done: (n) => n }, { rows: Row }))
  expect(laws.filter(({ verdict }) => verdict === 'held' || verdict === 'proposed')).toEqual([])
})

test('what was not declared, and holds, is proposed', async () => {
  const { laws } = await L.examine(
    L.aggregate({ init: () => 0, step: Math.max, merge: Math.max }, { rows: fc.nat(99) }),
  )
  const proposed = laws.flatMap(({ verdict, property }) => (verdict === 'proposed' ? [property] : []))
  expect(proposed).toEqual(['commutative', 'idempotentMerge', 'boundedState'])
})

test('a failure tells how to see it again, and is small', async () => {
  const subject = L.aggregate(
    { ...totals, merge: (a, b) => ({ sum: a.sum + b.sum, n: Math.max(a.n, b.n) }) },
    { rows: small },
  )
  const { laws } = await L.examine(subject)
  const failure = laws.find(({ id }) => id === 'R4')?.failure
  expect(failure?.breach.what).toBe('cut behind row 1, the merged parts gave something else than the whole')
  expect(failure?.breach.path).toBe('result.n')
  expect(failure?.instance).toMatch(/^\[-?\d, -?\d\]$/)
  const again = await L.examine(subject, { replay: failure?.replay ?? '' })
  expect(again.laws[0]?.failure?.breach).toEqual(failure?.breach)
})

const n = (row: Row) => row.delay
const d = (row: Row) => row.delay / 8
const v = (row: Row) => row.id
const builtIn: Readonly<Record<string, () => A.Aggregate<Row, unknown, 'bag' | 'sequence'>>> = {
  any: () => A.any((row) => row.id > 1),
  approxCountDistinct: () => A.approxCountDistinct(n),
  approxQuantile: () => A.approxQuantile(0.5, d),
  bottomK: () => A.bottomK(2, n),
  bottomKBy: () => A.bottomKBy(2, v),
  contramap: () => A.contramap(A.toList<number>(), n),
  correlation: () => A.correlation(d, v),
  count: () => A.count(),
  countDistinct: () => A.countDistinct(v),
  covariance: () => A.covariance(d, v),
  every: () => A.every((row) => row.id > 1),
  filtered: () => A.filtered(A.sum(d), (row) => row.id > 0),
  first: () => A.first(),
  fromMonoid: () => A.fromMonoid({ concat: (a: string, b: string) => a + b, empty: '' }, (row: Row) => row.tags.join()),
  histogram: () => A.histogram([-500, 0, 500], n),
  last: () => A.last(),
  map: () => A.map(A.mean(d), (mean) => [mean]),
  max: () => A.max(d),
  maxBy: () => A.maxBy(v),
  mean: () => A.mean(d),
  median: () => A.median(d),
  min: () => A.min(d),
  minBy: () => A.minBy(v),
  mode: () => A.mode(v),
  populationCovariance: () => A.populationCovariance(d, v),
  populationStddev: () => A.populationStddev(d),
  populationVariance: () => A.populationVariance(d),
  quantile: () => A.quantile(0.9, d),
  stddev: () => A.stddev(d),
  struct: () => A.struct({ n: A.count(), all: A.toList<Row>() }),
  sum: () => A.sum((row) => row.delay / 10),
  toList: () => A.toList(),
  toMap: () => A.toMap(v, n),
  toSet: () => A.toSet(v),
  topK: () => A.topK(2, n),
  topKBy: () => A.topKBy(2, v),
  tuple: () => A.tuple([A.count(), A.mean(d)]),
  variance: () => A.variance(d),
  weightedMean: () => A.weightedMean(d, v),
}

describe('aggregates of Floe keep all laws', () => {
  test('all of them are here', () => {
    const others = ['define', 'fold']
    expect(Object.keys(builtIn).sort()).toEqual(
      Object.keys(A)
        .filter((name) => !others.includes(name))
        .sort(),
    )
  })

  test.each(Object.keys(builtIn))('%s', async (name) => {
    const make = builtIn[name] as () => A.Aggregate<Row, unknown, 'bag' | 'sequence'>
    const { laws } = await L.check(L.aggregate(L.fresh(make), { rows: Row }))
    const bit = new Set(laws.filter(({ verdict }) => verdict === 'held').map(({ id }) => id))
    for (const id of make().splits ? ['S5', 'R1', 'R2', 'R4', 'R6', 'R8', 'R10'] : ['S5', 'R8', 'R10'])
      expect([id, bit.has(id)]).toEqual([id, true])
  })
})
