/**
 * The exact sum against an oracle of its own: doubles as fractions of bigints, rounded by searching for the nearest.
 *
 * Properties come first. Numbers come in profiles, one per run, since specials would mask the rest.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromUnits, toUnits } from '../../src/data/double-units.ts'
import { ExactSum, type ExactSumState, exactSum } from '../../src/data/exact-sum.ts'
import { pairQuotient } from '../../src/data/pair-quotient.ts'
import { Superaccumulator } from '../../src/data/superaccumulator.ts'
import { runs } from '../runs.ts'

// ---------------------------------------------------------------------------------------------------------- oracle

const MAX = Number.MAX_VALUE
const TINY = Number.MIN_VALUE

/** m · 2^e, taken from the shortest decimal-free form that JavaScript prints: its binary digits. */
const exactly = (x: number): bigint => {
  const [, sign, whole = '', part = ''] = /^(-?)([01]*)(?:\.([01]*))?$/.exec(x.toString(2)) ?? []
  return (sign === '-' ? -1n : 1n) * (BigInt(`0b${whole}${part}`) << BigInt(1074 - part.length))
}

/** The n-th double from zero, by its bits. */
const nth = (n: bigint): number => new Float64Array(new BigUint64Array([n]).buffer)[0] as number
const countOfDoubles = 0x7ffn << 52n

/** The number of a double near so many units: where a search begins, and nothing else hangs on it. */
const guess = (units: bigint): bigint => {
  const shift = BigInt(Math.max(0, units.toString(2).length - 53))
  return (shift << 52n) + (units >> shift)
}

/**
 * numerator / denominator in units of 2^-1074, rounded to nearest by bisection over all doubles, then by comparing
 * distances with both neighbours. (As IEEE 754 has it, 2^1024 stands for Infinity.)
 */
const nearest = (numerator: bigint, denominator = 1n): number => {
  if (numerator < 0n) return -nearest(-numerator, denominator)
  const at = (n: bigint) => (n === countOfDoubles ? 1n << 2098n : exactly(nth(n))) * denominator
  if (numerator >= at(countOfDoubles)) return Number.POSITIVE_INFINITY
  // Bounds on both sides, further and further from the guess until they are that.
  let below = guess(numerator / denominator)
  let above = below + 1n
  for (let step = 1n; at(below) > numerator; step *= 2n) below = below > step ? below - step : 0n
  for (let step = 1n; at(above) <= numerator; step *= 2n) {
    above += step
    if (above > countOfDoubles) above = countOfDoubles
  }
  while (above - below > 1n) {
    const middle = (below + above) / 2n
    if (at(middle) <= numerator) below = middle
    else above = middle
  }
  const down = numerator - at(below)
  const up = at(above) - numerator
  return nth(down < up || (down === up && below % 2n === 0n) ? below : above)
}

const total = (xs: readonly number[]): bigint => xs.reduce((sum, x) => sum + exactly(x), 0n)

const expected = (xs: readonly number[]): number => {
  if (xs.length === 0) return 0
  if (xs.some(Number.isNaN)) return Number.NaN
  const up = xs.includes(Number.POSITIVE_INFINITY)
  const down = xs.includes(Number.NEGATIVE_INFINITY)
  if (up || down) return up && down ? Number.NaN : up ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  if (xs.every((x) => Object.is(x, -0))) return -0
  return nearest(total(xs))
}

// -------------------------------------------------------------------------------------------------------- profiles

const fromBits = (bits: bigint): number => new Float64Array(new BigUint64Array([bits]).buffer)[0] as number
const anyBits = fc
  .bigInt({ min: 0n, max: (1n << 64n) - 1n })
  .map(fromBits)
  .map((x) => (Number.isFinite(x) ? x : 1))
/** Sign, 53 random bits, and an exponent from the range: value < 2^(max + 53). */
const scaled = (min: number, max: number) =>
  fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min, max }))
    .map(([m, e]) => (e < -1022 ? m * 2 ** -1022 * 2 ** (e + 1022) : m * 2 ** e))

const numbers = {
  integers: fc.maxSafeInteger(),
  'small integers': fc.integer({ min: -1000, max: 1000 }),
  fractions: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  cents: fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100),
  'within 2^120': scaled(-60, 60),
  'powers of two': fc.tuple(fc.constantFrom(-1, 1), fc.integer({ min: -1074, max: 1023 })).map(([s, e]) => s * 2 ** e),
  'any bits': anyBits,
  subnormals: scaled(-1074 - 53, -1074).map((x) => x),
  'smallest normals': fc.bigInt({ min: -(1n << 54n), max: 1n << 54n }).map((n) => fromUnits(n)),
  'near overflow': fc.oneof(scaled(968, 970), fc.constantFrom(MAX, -MAX, 2 ** 969, -(2 ** 969), 2 ** 970, -(2 ** 970))),
} satisfies Record<string, fc.Arbitrary<number>>

/** Each number with its negative, or nearly: the sum is tiny beside its terms. */
const cancelling = fc
  .array(fc.tuple(fc.oneof(numbers['any bits'], numbers.fractions), fc.constantFrom(0, 1, -1)))
  .map((pairs) => pairs.flatMap(([x, off]) => [x, -x + off * x * 2 ** -52]))
  .map((xs) => xs.filter(Number.isFinite))
const shuffled = (xs: fc.Arbitrary<number[]>): fc.Arbitrary<number[]> =>
  xs.chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }))

const finite: Record<string, fc.Arbitrary<number[]>> = {
  ...Object.fromEntries(Object.entries(numbers).map(([name, x]) => [name, fc.array(x, { maxLength: 40 })])),
  cancelling: shuffled(cancelling),
  mixed: fc.array(fc.oneof(...Object.values(numbers)), { maxLength: 40 }),
}
const profiles: Record<string, fc.Arbitrary<number[]>> = {
  ...finite,
  zeros: fc.array(fc.constantFrom(0, -0, -0), { maxLength: 4 }),
  'zeros among others': fc.array(fc.constantFrom(0, -0, 1, -1, 0.1, MAX, -MAX), { maxLength: 6 }),
  specials: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0, -0, 1, TINY, MAX, -MAX, 1e-300) },
      { weight: 1, arbitrary: fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN) },
    ),
    { maxLength: 8 },
  ),
}
const everyProfile = describe.each(Object.entries(profiles))

// ------------------------------------------------------------------------------------------------------------ tools

const accumulate = (xs: readonly number[]): ExactSum => {
  const sum = new ExactSum()
  for (const x of xs) sum.add(x)
  return sum
}

/** The same through `addAll`. */
const accumulateAll = (xs: readonly number[]): ExactSum => {
  const sum = new ExactSum()
  sum.addAll(xs)
  return sum
}

/** Cuts `xs` where the numbers say and merges the parts as a tree of that shape. */
const accumulateTree = (xs: readonly number[], cuts: readonly number[], depth = 0): ExactSum => {
  const cut = Math.floor((cuts[depth] ?? 0) * (xs.length + 1))
  if (depth >= cuts.length) return accumulate(xs)
  const left = accumulateTree(xs.slice(0, cut), cuts, depth + 1)
  const right = accumulateTree(xs.slice(cut), cuts.slice(1), depth + 1)
  left.mergeFrom(right)
  return left
}
const cuts = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 4 })

/** Reaches the same sum through the superaccumulator: values that overflow together, and take themselves back. */
const accumulateFar = (xs: readonly number[]): ExactSum => accumulate([MAX, MAX, ...xs, -MAX, -MAX])

// ------------------------------------------------------------------------------------------------------- properties

everyProfile('%s', (_name, values) => {
  test('the value is the exact sum, rounded once', () => {
    fc.assert(
      fc.property(values, (xs) => {
        expect(exactSum(xs)).toBe(expected(xs))
      }),
    )
  })

  test('after every prefix, too: a look changes nothing', () => {
    fc.assert(
      fc.property(values, (xs) => {
        const sum = new ExactSum()
        for (const [i, x] of xs.entries()) {
          sum.add(x)
          sum.encode()
          expect(sum.value()).toBe(expected(xs.slice(0, i + 1)))
        }
      }),
      { numRuns: 20 },
    )
  })

  test('addAll is add of each, wherever it starts', () => {
    fc.assert(
      fc.property(values, values, (xs, ys) => {
        const sum = accumulateAll(xs)
        expect(sum.encode()).toEqual(accumulate(xs).encode())
        sum.addAll(Float64Array.from(ys))
        expect(sum.encode()).toEqual(accumulate([...xs, ...ys]).encode())
        expect(sum.value()).toBe(expected([...xs, ...ys]))
      }),
    )
  })

  test('addAll from one place up to another is addAll of a slice', () => {
    fc.assert(
      fc.property(values, fc.nat(80), fc.nat(80), (xs, from, length) => {
        const to = Math.min(from + length, xs.length)
        const sum = new ExactSum()
        sum.addAll(Float64Array.from(xs), from, to)
        expect(sum.encode()).toEqual(accumulate(xs.slice(from, to)).encode())
      }),
    )
  })

  test('value and encoding are the same in every order', () => {
    const permuted = values.chain((xs) => fc.tuple(fc.constant(xs), shuffled(fc.constant(xs))))
    fc.assert(
      fc.property(permuted, ([xs, ys]) => {
        expect(accumulate(ys).encode()).toEqual(accumulate(xs).encode())
        expect(exactSum(ys)).toBe(exactSum(xs))
      }),
    )
  })

  test('value and encoding are the same through every tree of merges', () => {
    fc.assert(
      fc.property(values, cuts, (xs, at) => {
        const tree = accumulateTree(xs, at)
        expect(tree.encode()).toEqual(accumulate(xs).encode())
        expect(tree.value()).toBe(expected(xs))
      }),
    )
  })

  test('the encoding survives JSON, is canonical, and folding goes on from it', () => {
    fc.assert(
      fc.property(values, values, (xs, ys) => {
        const state = accumulate(xs).encode()
        expect(Object.isFrozen(state)).toBe(true)
        const resumed = ExactSum.decode(JSON.parse(JSON.stringify(state)) as ExactSumState)
        expect(resumed.encode()).toEqual(state)
        expect(resumed.value()).toBe(expected(xs))
        resumed.addAll(ys)
        expect(resumed.value()).toBe(expected([...xs, ...ys]))
        expect(resumed.encode()).toEqual(accumulate([...xs, ...ys]).encode())
      }),
    )
  })

  test('merging changes no argument, and a clone is another', () => {
    fc.assert(
      fc.property(values, values, values, (xs, ys, zs) => {
        const left = accumulate(xs)
        const right = accumulate(ys)
        const before = right.encode()
        const copy = left.clone()
        left.mergeFrom(right)
        expect(right.encode()).toEqual(before)
        left.addAll(zs)
        expect(right.encode()).toEqual(before)
        expect(right.value()).toBe(expected(ys))
        expect(copy.encode()).toEqual(accumulate(xs).encode())
        copy.addAll(zs)
        right.addAll(zs)
        expect(left.value()).toBe(expected([...xs, ...ys, ...zs]))
        expect(copy.value()).toBe(expected([...xs, ...zs]))
        expect(right.value()).toBe(expected([...ys, ...zs]))
      }),
    )
  })

  test('merging with itself doubles', () => {
    fc.assert(
      fc.property(values, (xs) => {
        const sum = accumulate(xs)
        sum.mergeFrom(sum)
        expect(sum.encode()).toEqual(accumulate([...xs, ...xs]).encode())
      }),
    )
  })

  test('the empty sum is the identity of merging', () => {
    fc.assert(
      fc.property(values, (xs) => {
        const left = new ExactSum()
        left.mergeFrom(accumulate(xs))
        const right = accumulate(xs)
        right.mergeFrom(new ExactSum())
        expect(left.encode()).toEqual(accumulate(xs).encode())
        expect(right.encode()).toEqual(accumulate(xs).encode())
      }),
    )
  })
})

const divisor = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.maxSafeInteger().map((n) => Math.abs(n) + 1),
  fc.integer({ min: 53, max: 1023 }).map((e) => 2 ** e),
  fc.bigInt({ min: 1n, max: 1n << 64n }),
  fc.bigInt({ min: 1n << 1000n, max: 1n << 1100n }),
)

describe.each(Object.entries(finite))('%s', (_name, values) => {
  test('the quotient is the exact quotient, rounded once', () => {
    fc.assert(
      fc.property(
        values.filter((xs) => xs.length > 0 && total(xs) !== 0n),
        divisor,
        (xs, n) => {
          expect(accumulate(xs).quotient(n)).toBe(nearest(total(xs), BigInt(n)))
        },
      ),
      { numRuns: runs(200) },
    )
  })

  test('the mean lies between the least and the greatest', () => {
    fc.assert(
      fc.property(
        values.filter((xs) => xs.length > 0),
        (xs) => {
          const mean = accumulate(xs).quotient(xs.length)
          expect(mean).toBeGreaterThanOrEqual(Math.min(...xs))
          expect(mean).toBeLessThanOrEqual(Math.max(...xs))
        },
      ),
    )
  })

  test('the way through the superaccumulator leaves no trace', () => {
    fc.assert(
      fc.property(
        values.filter((xs) => xs.some((x) => x !== 0)),
        divisor,
        (xs, n) => {
          const near = accumulate(xs)
          const far = accumulateFar(xs)
          expect(far.encode()).toEqual(near.encode())
          expect(far.value()).toBe(near.value())
          expect(far.quotient(n)).toBe(total(xs) === 0n ? 0 : nearest(total(xs), BigInt(n)))
          near.mergeFrom(far)
          expect(near.encode()).toEqual(accumulate([...xs, ...xs]).encode())
        },
      ),
    )
  })

  test('the superaccumulator alone is exact', () => {
    fc.assert(
      fc.property(values, values, (xs, ys) => {
        const sum = new Superaccumulator()
        for (const x of xs) sum.add(x)
        expect(sum.units()).toBe(total(xs))
        expect(sum.value()).toBe(nearest(total(xs)))
        const other = Superaccumulator.fromUnits(total(ys))
        expect(other.units()).toBe(total(ys))
        other.mergeFrom(sum)
        expect(other.units()).toBe(total(ys) + total(xs))
        expect(sum.units()).toBe(total(xs))
      }),
    )
  })

  test('units are there and back', () => {
    fc.assert(
      fc.property(values, (xs) => {
        for (const x of xs) {
          expect(toUnits(x)).toBe(exactly(x))
          expect(fromUnits(toUnits(x))).toBe(x === 0 ? 0 : x)
        }
      }),
    )
  })
})

test('fromUnits rounds as the oracle does, where ties are frequent', () => {
  const few = fc.tuple(
    fc.bigInt({ min: -15n, max: 15n }),
    fc.integer({ min: 0, max: 2100 }),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.integer({ min: 0, max: 2100 }),
    fc.bigInt({ min: -1n, max: 1n }),
  )
  fc.assert(
    fc.property(few, fc.bigInt({ min: 1n, max: 9n }), ([a, i, b, j, c], n) => {
      const units = (a << BigInt(i)) + (b << BigInt(j)) + c
      if (units !== 0n) expect(fromUnits(units, n)).toBe(nearest(units, n))
    }),
    { numRuns: runs(700) },
  )
  fc.assert(
    fc.property(few, fc.integer({ min: 50, max: 56 }), ([a, i, b], k) => {
      // Neighbours of a tie: 53 bits, then a half, then perhaps a little.
      const tie = (((1n << BigInt(k)) + a) << BigInt(i)) + b
      expect(fromUnits(tie)).toBe(nearest(tie))
      expect(fromUnits(tie, 2n)).toBe(nearest(tie, 2n))
    }),
    { numRuns: runs(700) },
  )
})

describe('the quick quotient of a pair', () => {
  /** A sum in two doubles: the second is less than half a step of the first. */
  const pair = fc
    .tuple(
      fc.oneof(numbers['any bits'], numbers['within 2^120'], numbers['powers of two']),
      fc.oneof(scaled(-60, 0), anyBits),
    )
    .map(([a, b]) => [a, Math.abs(b) > Math.abs(a) ? a * 2 ** -60 : b] as const)
    .map(([a, b]) => [a + b, b - (a + b - a)] as const)
    .filter(([hi, lo]) => Number.isFinite(hi) && Math.abs(lo) <= Math.abs(hi))
  const count = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))

  test('is the rounded quotient, or says that it cannot tell', () => {
    fc.assert(
      fc.property(pair, count, ([hi, lo], n) => {
        const quotient = pairQuotient(hi, lo, n)
        if (!Number.isNaN(quotient)) expect(quotient).toBe(nearest(exactly(hi) + exactly(lo), BigInt(n)))
      }),
      { numRuns: runs(2000) },
    )
  })

  test('next to ties and to doubles, too', () => {
    // n times a double or a midpoint of two, then a trifle: the hardest there are.
    const hard = fc
      .tuple(fc.bigInt({ min: 1n << 53n, max: (1n << 54n) - 1n }), fc.integer({ min: 1, max: 1 << 20 }))
      .chain(([m, n]) =>
        fc.tuple(fc.constant(n), fc.integer({ min: -2, max: 2 }), fc.integer({ min: -30, max: 60 })).map(([, t, e]) => {
          const units = (m * BigInt(n) * 4n) << 1000n
          const hi = fromUnits(units)
          const lo = fromUnits(units - toUnits(hi)) + t * 2 ** -e * hi * 2 ** -75
          return [hi, lo, n] as const
        }),
      )
      .filter(([hi, lo]) => hi + lo === hi)
    let told = 0
    let untold = 0
    fc.assert(
      fc.property(hard, ([hi, lo, n]) => {
        const quotient = pairQuotient(hi, lo, n)
        const right = nearest(exactly(hi) + exactly(lo), BigInt(n))
        if (Number.isNaN(quotient)) untold++
        else {
          told++
          expect(quotient).toBe(right)
        }
        expect(accumulate([hi, lo]).quotient(n)).toBe(right)
      }),
      { numRuns: runs(2000) },
    )
    expect(told).toBeGreaterThan((told + untold) / 20)
    expect(untold).toBeGreaterThan((told + untold) / 20)
  })

  test('is told for ordinary numbers', () => {
    expect(pairQuotient(1, half, 3)).toBe(nearest(exactly(1) + exactly(half), 3n))
    expect(pairQuotient(0.6, 2.7755575615628914e-17, 3)).toBe(0.2)
    expect(pairQuotient(-1e200, 1e183, 7)).toBe(nearest(exactly(-1e200) + exactly(1e183), 7n))
  })

  test.each([2 ** 900, -(2 ** 900), 2 ** -900, -(2 ** -900), 0, MAX, Number.POSITIVE_INFINITY, Number.NaN])(
    'is not told for %d',
    (hi) => {
      expect(pairQuotient(hi, 0, 1)).toBe(Number.NaN)
    },
  )

  test.each([2 ** 900 * (1 - half), 2 ** -900 * (1 + 2 ** -52)])('is told for %d', (hi) => {
    expect(pairQuotient(hi, 0, 1)).toBe(hi)
    expect(pairQuotient(-hi, 0, 2)).toBe(-hi / 2)
  })
})

// --------------------------------------------------------------------------------------------------------- examples

const half = 2 ** -53
describe('known hard cases', () => {
  test.each<[string, number[], number]>([
    ['nothing', [], 0],
    ['one zero', [0], 0],
    ['minus zero', [-0], -0],
    ['minus zeros', [-0, -0, -0], -0],
    ['both zeros', [-0, 0], 0],
    ['both zeros', [0, -0], 0],
    ['x and -x', [1.5, -1.5], 0],
    ['-0, x and -x', [-0, 0.1, -0.1, -0], 0],
    ['absorbed', [1e16, 1, -1e16], 1],
    ['past 2^53', [2 ** 53, 1, 1], 2 ** 53 + 2],
    ['past 2^53, a tie to even', [2 ** 53, 1], 2 ** 53],
    ['past 2^53, a tie to even, up', [2 ** 53 + 2, 1], 2 ** 53 + 4],
    ['a tie', [1, half], 1],
    ['a tie broken far away', [1, half, TINY], 1 + 2 ** -52],
    ['a tie broken far away, downwards', [1, half, -TINY], 1],
    ['an odd tie', [1 + 2 ** -52, half], 1 + 2 ** -51],
    ['an odd tie broken far away, downwards', [1 + 2 ** -52, half, -TINY], 1 + 2 ** -52],
    ['decimals', [0.1, 0.2, 0.3], 0.6],
    ['ten tenths', Array<number>(10).fill(0.1), 1],
    ['overflow in the middle', [1e308, 1e308, -1e308], 1e308],
    ['overflow in the middle, downwards', [-1e308, -1e308, 1e308], -1e308],
    ['overflow and back to nothing', [MAX, MAX, -MAX, -MAX], 0],
    ['overflow and back to little', [MAX, MAX, TINY, -MAX, -MAX], TINY],
    ['the largest, and less than half a step', [MAX, 2 ** 969], MAX],
    ['the largest, and half a step', [MAX, 2 ** 970], Number.POSITIVE_INFINITY],
    ['the same, below zero', [-MAX, -(2 ** 970)], Number.NEGATIVE_INFINITY],
    ['half a step, less a trifle', [MAX, 2 ** 970, -TINY], MAX],
    ['twice the largest', [MAX, MAX], Number.POSITIVE_INFINITY],
    ['2^1024 and back below', [2 ** 1023, 2 ** 1023, -(2 ** 970)], Number.POSITIVE_INFINITY],
    ['2^1024 and just back', [2 ** 1023, 2 ** 1023, -(2 ** 971)], MAX],
    ['subnormals', [TINY, TINY, TINY], 3 * TINY],
    ['subnormals become normal', [2 ** -1022 - TINY, TINY], 2 ** -1022],
    ['cancelled to a subnormal', [2 ** -1022, -TINY], 2 ** -1022 - TINY],
    ['the widest span', [MAX, TINY, -MAX], TINY],
    ['a long expansion', [MAX, 1, TINY, -MAX], 1],
    ['infinity', [1, Number.POSITIVE_INFINITY, -MAX], Number.POSITIVE_INFINITY],
    ['minus infinity', [Number.NEGATIVE_INFINITY, MAX, MAX], Number.NEGATIVE_INFINITY],
    ['infinity twice', [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    ['both infinities', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1], Number.NaN],
    ['not a number', [Number.NaN, 1], Number.NaN],
    ['not a number, then infinity', [1, Number.NaN, Number.POSITIVE_INFINITY], Number.NaN],
    ['infinity after an overflow', [MAX, MAX, Number.NEGATIVE_INFINITY], Number.NEGATIVE_INFINITY],
  ])('%s: %j', (_name, xs, sum) => {
    expect(exactSum(xs)).toBe(sum)
    expect(exactSum(xs.toReversed())).toBe(sum)
    expect(accumulateAll(xs).value()).toBe(sum)
  })

  test('encodings', () => {
    const encode = (...xs: number[]) => accumulate(xs).encode()
    expect(encode()).toEqual([])
    expect(encode(-0, -0)).toBe('-0')
    expect(encode(0)).toEqual([0])
    expect(encode(1, -1)).toEqual([0])
    expect(encode(MAX, MAX, -MAX, -MAX)).toEqual([0])
    expect(encode(1, 2, 3)).toEqual([6])
    expect(encode(1, half)).toEqual([1, half])
    expect(encode(1 + 2 ** -52, half)).toEqual([1 + 2 ** -51, -half])
    expect(encode(half, TINY, 1)).toEqual([1 + 2 ** -52, -half, TINY])
    expect(encode(MAX, 2 ** 969)).toEqual([MAX, 2 ** 969])
    expect(encode(2 ** 1023, 2 ** 1023)).toBe(String(1n << 2098n))
    expect(encode(-MAX, -MAX, TINY)).toBe(String(1n - 2n * exactly(MAX)))
    expect(encode(1, Number.POSITIVE_INFINITY)).toBe('Infinity')
    expect(encode(Number.NEGATIVE_INFINITY, MAX)).toBe('-Infinity')
    expect(encode(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe('NaN')
    expect(encode(Number.NaN)).toBe('NaN')
  })

  test('a sum of nothing, merged, is still nothing', () => {
    const sum = new ExactSum()
    sum.mergeFrom(new ExactSum())
    expect(sum.encode()).toEqual([])
    expect(sum.value()).toBe(0)
    sum.add(-0)
    expect(sum.value()).toBe(-0)
  })

  test('quotients', () => {
    expect(accumulate([1, 2, 4]).quotient(3)).toBe(7 / 3)
    expect(accumulate([MAX, MAX]).quotient(2)).toBe(MAX)
    expect(accumulate([MAX, MAX]).quotient(1)).toBe(Number.POSITIVE_INFINITY)
    expect(accumulate([TINY]).quotient(2)).toBe(0)
    expect(accumulate([TINY]).quotient(1)).toBe(TINY)
    expect(accumulate([-TINY]).quotient(3n)).toBe(-0)
    expect(accumulate([TINY, TINY, TINY]).quotient(2)).toBe(2 * TINY)
    expect(accumulate([1, TINY]).quotient(1n << 1075n)).toBe(TINY)
    expect(accumulate([1]).quotient(1n << 1075n)).toBe(0)
    // One rounding, not two: 2^53 + 1 is no double, but a third of 3 (2^53 + 1) / 2^53 is just above 1.
    expect(accumulate([2 ** 53, 1]).quotient(2n ** 53n + 1n)).toBe(1)
    expect(accumulate([2 ** 53, 1, 2]).quotient(3)).toBe(nearest(toUnits(2 ** 53) + toUnits(3), 3n))
    expect(accumulate([1]).quotient(2n ** 53n + 1n)).toBe(nearest(toUnits(1), 2n ** 53n + 1n))
    expect(new ExactSum().quotient(7)).toBe(0)
    expect(accumulate([-0]).quotient(7)).toBe(-0)
    expect(accumulate([0.1, -0.1]).quotient(7)).toBe(0)
    expect(accumulate([Number.NEGATIVE_INFINITY]).quotient(7n)).toBe(Number.NEGATIVE_INFINITY)
    expect(accumulate([Number.NaN]).quotient(7)).toBe(Number.NaN)
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 0n, -1n])('no quotient by %s', (n) => {
    expect(() => accumulate([1]).quotient(n)).toThrow(
      expect.objectContaining({ _tag: 'InvalidArgument', found: String(n), expected: 'a positive integer' }),
    )
    expect(() => new ExactSum().quotient(n)).toThrow('a sum can be divided only by a positive integer')
  })

  test.each<[unknown, string]>([
    ['', ''],
    ['x', 'x'],
    ['1.5', '1.5'],
    [' 1', ' 1'],
    ['0x10', '0x10'],
    ['1 ', '1 '],
    [[1, Number.NaN], 'object'],
    [[Number.POSITIVE_INFINITY], 'object'],
    [['1'], 'object'],
    [[1n], 'object'],
    [null, 'object'],
    [1, 'number'],
    [undefined, 'undefined'],
  ])('no decoding of %o', (state, found) => {
    expect(() => ExactSum.decode(state as ExactSumState)).toThrow(
      expect.objectContaining({
        _tag: 'InvalidArgument',
        summary: 'this is not the state of an exact sum',
        found,
        expected: 'what ExactSum.encode gives',
      }),
    )
  })

  test('addAll takes a block of integers together, and notices whatever is none or too large', () => {
    const integer = fc.oneof(
      fc.constantFrom(0, -0, 1, -1),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
      fc.maxSafeInteger().map((x) => Math.trunc(x / 64)),
    )
    const block = fc.array(integer, { minLength: 32, maxLength: 100 })
    const magnitude = fc.constantFrom(2 ** -1074, 2 ** -30, 0.5, 2 ** 45, 2 ** 50, 2 ** 51, 2 ** 52, 2 ** 53, 2 ** 60)
    const disturbance = fc.tuple(
      fc.nat({ max: 99 }),
      fc.oneof(
        magnitude,
        magnitude.map((x) => -x),
        magnitude.map((x) => x + 1.5),
        fc.constantFrom(Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN),
      ),
    )
    fc.assert(
      fc.property(block, fc.array(disturbance, { maxLength: 4 }), fc.nat({ max: 40 }), (xs, disturbances, from) => {
        for (const [at, x] of disturbances) xs[at % xs.length] = x
        const sum = accumulate(xs.slice(0, from))
        sum.addAll(xs.slice(from))
        expect(sum.encode()).toEqual(accumulate(xs).encode())
        expect(sum.value()).toBe(expected(xs))
      }),
    )
  })

  test('addAll notices a fraction wherever it stands in a block, and a number that swallows another', () => {
    for (let at = 0; at < 32; at++) {
      const block = new Array(32).fill(1)
      block[at] = 0.5
      expect(accumulateAll(block).encode()).toEqual([31.5])
      block[at] = 1.5
      expect(accumulateAll(block).encode()).toEqual([32.5])
      // Four apart, both meet in one of the four sums, and there the large one comes out as it went in.
      const swallowed = new Array(32).fill(0)
      swallowed[at] = 1
      swallowed[(at + 4) % 32] = 2 ** 60
      expect(accumulateAll(swallowed).encode()).toEqual([2 ** 60, 1])
    }
  })

  test('addAll of a block keeps the sign of zeros, and the largest that it takes together', () => {
    expect(accumulateAll(new Array(64).fill(-0)).encode()).toBe('-0')
    expect(accumulateAll([...new Array(32).fill(-0), 0]).encode()).toEqual([0])
    expect(accumulateAll(new Array(32).fill(2 ** 45)).encode()).toEqual([2 ** 50])
    expect(accumulateAll(new Array(32).fill(-(2 ** 50))).encode()).toEqual([-(2 ** 55)])
    const swing = new Array(32).fill(0)
    swing[0] = 2 ** 60
    swing[1] = 1
    swing[4] = 1
    swing[8] = -(2 ** 60)
    expect(accumulateAll(swing).value()).toBe(2)
  })

  test('addAll does not take four numbers for exact that are absorbed, each by the one before', () => {
    const xs = [2 ** 300, 0, 0, 0, 2 ** 100, 1, 2 ** -100, 2 ** -200, -(2 ** 300), -(2 ** 100), -1, -(2 ** -100)]
    expect(accumulateAll(xs).value()).toBe(2 ** -200)
    expect(accumulateAll(xs.slice(0, 8)).encode()).toEqual([2 ** 300, 2 ** 100, 1, 2 ** -100, 2 ** -200])
    const reversed = [2 ** 300, 0, 0, 0, 2 ** -200, 2 ** -100, 1, 2 ** 100]
    expect(accumulateAll(reversed).encode()).toEqual([2 ** 300, 2 ** 100, 1, 2 ** -100, 2 ** -200])
  })
})

test('carries are settled before digits overflow', () => {
  // Digits of all ones, more often than a digit can take: the superaccumulator must carry on the way.
  const x = 2 ** 53 - 1
  const count = 2 ** 21 + 5
  for (const sign of [1, -1]) {
    const sum = new Superaccumulator()
    for (let i = 0; i < count; i++) sum.add(sign * x)
    expect(sum.units()).toBe(BigInt(sign) * BigInt(count) * exactly(x))
    const doubled = sum.clone()
    for (let i = 0; i < 20; i++) doubled.mergeFrom(doubled.clone())
    expect(doubled.units()).toBe((BigInt(sign) * BigInt(count) * exactly(x)) << 20n)
    expect(sum.units()).toBe(BigInt(sign) * BigInt(count) * exactly(x))
    doubled.mergeFrom(sum)
    expect(sum.units()).toBe(BigInt(sign) * BigInt(count) * exactly(x))
  }
})

test('doubling without end goes beyond every double, and comes back', () => {
  const sum = accumulate([1])
  for (let i = 0; i < 3000; i++) sum.mergeFrom(sum)
  expect(sum.value()).toBe(Number.POSITIVE_INFINITY)
  expect(sum.quotient(1n << 3000n)).toBe(1)
  const resumed = ExactSum.decode(sum.encode())
  resumed.add(1)
  expect(resumed.quotient((1n << 3000n) + 1n)).toBe(1)
})
