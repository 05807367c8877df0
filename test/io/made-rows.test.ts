/** Sources that make their rows: `range`, `repeat`, `unfold`. */
import { fc, test } from '@fast-check/vitest'
import * as F from 'floe'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect } from 'vitest'
import { runs } from '../runs.ts'

const listOf = async <A>(rows: F.Bag<A>): Promise<readonly A[]> => (await F.toList(rows)).toArray()
const sizeOf = ({ plan }: F.Bag<unknown>) => (plan as unknown as { readonly source: F.Source }).source.size()
const thrown = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was thrown'
}

describe('range', () => {
  test('of whole numbers is the loop', async () => {
    const whole = fc.integer({ min: -3000, max: 3000 })
    await fc.assert(
      fc.asyncProperty(whole, whole, fc.integer({ min: -50, max: 50 }), async (from, to, step) => {
        fc.pre(step !== 0)
        const expected: number[] = []
        for (let n = from; step > 0 ? n < to : n > to; n += step) expected.push(n)
        const range = F.range(from, to, step)
        expect(await listOf(range)).toEqual(expected)
        expect(await sizeOf(range)).toEqual({ rows: expected.length })
      }),
      { numRuns: runs(50) },
    )
  })

  test('of any numbers: all before the end and none behind, each on its own', async () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    await fc.assert(
      fc.asyncProperty(
        number,
        fc.integer({ min: -200, max: 200 }),
        fc.constantFrom(0.1, 0.25, 1 / 3, 0.7, 1e-3, -0.1),
        async (from, steps, step) => {
          const to = from + steps * step
          const rows = await listOf(F.range(from, to, step))
          const isBefore = (n: number) => (step > 0 ? n < to : n > to)
          expect(rows.every(isBefore)).toBe(true)
          expect(rows).toEqual(rows.map((_, i) => from + i * step))
          expect(isBefore(from + rows.length * step)).toBe(false)
        },
      ),
      { numRuns: runs(200) },
    )
  })

  test('counts exactly where rounding would not', async () => {
    expect(await listOf(F.range(1, 1.3, 0.1))).toEqual([1, 1.1, 1.2])
    expect(await listOf(F.range(0, 1, 0.1))).toHaveLength(10)
    expect(await listOf(F.range(-0, 1))).toEqual([0])
    expect(await listOf(F.range(2 ** 53 - 2, 2 ** 53))).toEqual([2 ** 53 - 2, 2 ** 53 - 1])
  })

  test('goes on for ever, if it is told to', async () => {
    expect(await listOf(F.pipe(F.range(5, Number.POSITIVE_INFINITY), F.drop(2000), F.take(2)))).toEqual([2005, 2006])
    expect(await sizeOf(F.range(0, Number.NEGATIVE_INFINITY, -1))).toEqual({})
    expect(await listOf(F.range(0, Number.NEGATIVE_INFINITY))).toEqual([])
  })

  test('knows its rows, and how many', async () => {
    const failing = F.pipe(
      F.range(0, 5000),
      F.map((n) => {
        if (n === 3000) throw new Error('no')
        return n
      }),
    )
    await expect(F.toList(failing)).rejects.toMatchObject({ place: { source: 'range', row: 3001 } })
  })

  test('says what makes no sense', () => {
    expect(
      [
        () => F.range(0, 10, 0),
        () => F.range(0, Number.NaN),
        () => F.range('0' as unknown as number, 1),
        () => F.range(0, 1, Number.POSITIVE_INFINITY),
        () => F.range(Number.NEGATIVE_INFINITY, 0),
        () => F.range(2 ** 53, 2 ** 53 + 4),
        () => F.range(1e20, 1e20 + 1e6),
        () => F.range(0, 1e17, 0.5),
      ]
        .map(thrown)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: range was given a step of 0, and takes one that leads on
        hint: F.range(0, 10, 2)
      FLOE100 InvalidArgument: range was given NaN for to, and takes numbers
        hint: F.range(0, 10)
      FLOE100 InvalidArgument: range was given '0' for from, and takes numbers
        hint: F.range(0, 10)
      FLOE100 InvalidArgument: range was given a step of Infinity, and takes one that leads on
        hint: F.range(0, 10, 2)
      FLOE100 InvalidArgument: range was given -Infinity to begin with
        hint: begin with a finite number: F.range(0, 10)
      FLOE100 InvalidArgument: a range from 9007199254740992 to 9007199254740996 reaches numbers where a step of 1 is lost in rounding
        hint: count from 0, and map: F.pipe(F.range(0, n), F.map((i) => start + BigInt(i)))
      FLOE100 InvalidArgument: a range from 100000000000000000000 to 100000000000001000000 reaches numbers where a step of 1 is lost in rounding
        hint: count from 0, and map: F.pipe(F.range(0, n), F.map((i) => start + BigInt(i)))
      FLOE100 InvalidArgument: a range from 0 to 100000000000000000 reaches numbers where a step of 0.5 is lost in rounding
        hint: count from 0, and map: F.pipe(F.range(0, n), F.map((i) => start + BigInt(i)))"
    `)
  })
})

describe('repeat', () => {
  test('gives the value so many times, or for ever', async () => {
    const value = { a: 1 }
    const rows = await listOf(F.repeat(value, 2500))
    expect(rows).toHaveLength(2500)
    expect(rows.every((row) => row === value)).toBe(true)
    expect(await listOf(F.repeat('x', 0))).toEqual([])
    expect(await listOf(F.pipe(F.repeat(undefined), F.take(2)))).toEqual([undefined, undefined])
    expect(await sizeOf(F.repeat(1, 7))).toEqual({ rows: 7 })
    expect(thrown(() => F.repeat(1, -1))).toContain('repeat was given -1')
    expect(thrown(() => F.repeat(1, Number.POSITIVE_INFINITY))).toContain('InvalidArgument')
  })
})

describe('unfold', () => {
  test('is the loop that it describes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3000), fc.integer({ min: 1, max: 9 }), async (seed, step) => {
        const down = F.unfold(seed, (n) => (n <= 0 ? O.none : O.some([`${n}`, n - step] as const)))
        const expected: string[] = []
        for (let n = seed; n > 0; n -= step) expected.push(`${n}`)
        expect(await listOf(down)).toEqual(expected)
      }),
      { numRuns: runs(30) },
    )
  })

  test('has no need of an end, and does little that nobody asks for', async () => {
    const called: number[] = []
    const naturals = F.unfold(0, (n) => {
      called.push(n)
      return O.some([n, n + 1] as const)
    })
    for (const count of [1, 3, 100, 5000]) {
      called.length = 0
      expect(await listOf(F.pipe(naturals, F.take(count)))).toEqual(Array.from({ length: count }, (_, i) => i))
      expect(called.length).toBeLessThanOrEqual(Math.min(2 * count + 1, count + 1024))
    }
  })

  test('fails where its function does, after the rows before', async () => {
    const broken = F.unfold(0, (n) => {
      if (n === 2) throw new RangeError('two')
      return O.some([n, n + 1] as const)
    })
    expect(await listOf(F.pipe(broken, F.take(2)))).toEqual([0, 1])
    const seen: unknown[] = []
    await expect(
      (async () => {
        for await (const batch of F.stream(broken)) seen.push(...batch)
      })(),
    ).rejects.toMatchObject({ _tag: 'SourceUnreadable', place: { source: 'unfold', row: 3 } })
    expect(seen).toEqual([0, 1])
    for (const given of [undefined, 5, { _tag: 'Some', value: 5 }, { _tag: 'Some', value: [1] }])
      await expect(F.toList(F.unfold(0, () => given as never))).rejects.toMatchObject({
        _tag: 'SourceUnreadable',
        summary: expect.stringContaining('an Option of [row, next seed] is wanted'),
        place: { row: 1 },
      })
    expect(thrown(() => F.unfold(0, 5 as never))).toContain('unfold was given 5, and takes a function')
  })
})
