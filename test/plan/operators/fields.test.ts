/**
 * Proves the laws of `select`, `omit`, `rename`, `derive` and `validate`: what each says of the others, over records whose
 * fields have all sorts of names; what comes out is frozen, and says where it failed.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/data/fingerprint.ts'
import { expectSame, fails, holds, rowsOf } from './laws.ts'

const { pipe, rows } = F

type Fields = { readonly [name: string]: unknown }

const name: fc.Arbitrary<string> = fc.constantFrom(
  'a',
  'b',
  'c',
  '',
  ' ',
  'é',
  '0',
  '1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
)
const names = fc.uniqueArray(name, { maxLength: 5 })
const value = fc.constantFrom<unknown>(undefined, null, 0, -0, Number.NaN, 'x', [1], { a: 1 })
const record: fc.Arbitrary<Fields> = fc
  .tuple(fc.array(fc.tuple(name, value), { maxLength: 6 }), fc.boolean())
  .map(([entries, bare]) => {
    const made: Fields = Object.fromEntries(entries)
    return bare ? Object.setPrototypeOf(made, null) : made
  })
const records = fc.array(record, { maxLength: 4 })

const own = (r: Fields): Fields => Object.fromEntries(Object.entries(r))
const select = (...wanted: readonly string[]) => F.select<Fields, string>(...wanted)
const omit = (...unwanted: readonly string[]) => F.omit<Fields, string>(...unwanted)
const rename = (to: Readonly<Record<string, string>>) => F.rename<Fields, Record<string, string>>(to as never)
const keysOf = async (dataset: F.Bag<Fields>): Promise<readonly (readonly string[])[]> =>
  (await rowsOf(dataset)).map((row) => Object.keys(row))
/** Names as JavaScript orders them: whole numbers come first. */
const inJavaScriptOrder = (all: readonly string[]): readonly string[] =>
  Object.keys(Object.fromEntries(all.map((one) => [one, 0])))

describe('select', () => {
  test('is a map to the fields that are there', () =>
    holds(records, names, (xs, wanted) =>
      expectSame(
        pipe(rows(xs), select(...wanted)),
        pipe(
          rows(xs),
          F.map((r) => Object.fromEntries(Object.entries(r).filter(([one]) => wanted.includes(one)))),
        ),
      ),
    ))
  test('gives them in the order of its names', () =>
    holds(records, names, async (xs, wanted) => {
      const found = await keysOf(pipe(rows(xs), select(...wanted)))
      expect(found).toEqual(xs.map((x) => inJavaScriptOrder(wanted.filter((one) => Object.hasOwn(x, one)))))
    }))
  test('of all names changes nothing', () =>
    holds(records, (xs) =>
      expectSame(pipe(rows(xs), select(...new Set(xs.flatMap((x) => Object.keys(x))))), pipe(rows(xs), F.map(own))),
    ))
  test('after select has what both have', () =>
    holds(records, names, names, (xs, one, two) =>
      expectSame(
        pipe(rows(xs), select(...one), select(...two)),
        pipe(rows(xs), select(...one.filter((n) => two.includes(n)))),
      ),
    ))
  test('after select has not what either has', () =>
    fails(records, names, names, (xs, one, two) =>
      expectSame(pipe(rows(xs), select(...one), select(...two)), pipe(rows(xs), select(...one, ...two))),
    ))
})

describe('omit', () => {
  test('and select part the fields between them', () =>
    holds(records, names, async (xs, some) => {
      const [chosen, others] = await Promise.all([
        rowsOf(pipe(rows(xs), select(...some))),
        rowsOf(pipe(rows(xs), omit(...some))),
      ])
      xs.forEach((x, i) => {
        const both = Object.fromEntries([...Object.entries(chosen[i] ?? {}), ...Object.entries(others[i] ?? {})])
        expect(fingerprint(both)).toBe(fingerprint(x))
        expect(Object.keys(chosen[i] ?? {}).length + Object.keys(others[i] ?? {}).length).toBe(Object.keys(x).length)
      })
    }))
  test('after omit is omit of both, in any order', () =>
    holds(records, names, names, async (xs, one, two) => {
      await expectSame(pipe(rows(xs), omit(...one), omit(...two)), pipe(rows(xs), omit(...one, ...two)))
      await expectSame(pipe(rows(xs), omit(...one), omit(...two)), pipe(rows(xs), omit(...two), omit(...one)))
    }))
  test('keeps the places of the others', () =>
    holds(records, names, async (xs, some) => {
      const found = await keysOf(pipe(rows(xs), omit(...some)))
      expect(found).toEqual(xs.map((x) => Object.keys(x).filter((one) => !some.includes(one))))
    }))
})

describe('rename', () => {
  /** New names that nobody has yet. */
  const fresh = (some: readonly string[]) => Object.fromEntries(some.map((one) => [one, `new ${one}`]))
  const back = (to: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(to).map(([a, b]) => [b, a]))

  test('and back changes nothing', () =>
    holds(records, names, (xs, some) =>
      expectSame(pipe(rows(xs), rename(fresh(some)), rename(back(fresh(some)))), pipe(rows(xs), F.map(own))),
    ))
  test('keeps the places, and the values', () =>
    holds(records, names, async (xs, some) => {
      const to = new Map(Object.entries(fresh(some)))
      const found = await rowsOf(pipe(rows(xs), rename(fresh(some))))
      xs.forEach((x, i) => {
        expect(Object.keys(found[i] ?? {})).toEqual(inJavaScriptOrder(Object.keys(x).map((one) => to.get(one) ?? one)))
        for (const one of Object.keys(x)) expect(found[i]?.[to.get(one) ?? one]).toBe(x[one])
      })
    }))
  test('exchanges names', () =>
    holds(records, (xs) =>
      expectSame(pipe(rows(xs), rename({ a: 'b', b: 'a' }), rename({ a: 'b', b: 'a' })), pipe(rows(xs), F.map(own))),
    ))
  test('refuses a row that has both, and no other', () =>
    holds(records, async (xs) => {
      const result = await F.run(pipe(rows(xs), rename({ a: 'b' })), { onError: 'reject' })()
      if (result._tag === 'Left') throw result.left
      const hasBoth = (x: Fields) => Object.hasOwn(x, 'a') && Object.hasOwn(x, 'b')
      expect(result.right.rejects.map((error) => error.place.row).toArray()).toEqual(
        xs.flatMap((x, i) => (hasBoth(x) ? [i + 1] : [])),
      )
      expect(result.right.rows.size).toBe(xs.filter((x) => !hasBoth(x)).length)
    }))
})

describe('derive', () => {
  test('is a map to the row and more', () =>
    holds(records, (xs) =>
      expectSame(
        pipe(rows(xs), F.derive({ a: (r) => [r.a, r.b], d: (r) => r.a })),
        pipe(
          rows(xs),
          F.map((r) => ({ ...r, a: [r.a, r.b], d: r.a })),
        ),
      ),
    ))
  test('of several arguments is one derive after the other', () =>
    holds(records, (xs) =>
      expectSame(
        pipe(rows(xs), F.derive({ b: (r) => r.a }, { a: (r) => [r.b] }, { c: (r) => [r.a, r.b] })),
        pipe(rows(xs), F.derive({ b: (r) => r.a }), F.derive({ a: (r) => [r.b] }), F.derive({ c: (r) => [r.a, r.b] })),
      ),
    ))
  test('of one argument is not', () =>
    fails(records, (xs) =>
      expectSame(
        pipe(rows(xs), F.derive({ b: (r) => r.a, a: (r) => [r.b] })),
        pipe(rows(xs), F.derive({ b: (r) => r.a }, { a: (r) => [r.b] })),
      ),
    ))
  test('of what is omitted, and of nothing, changes nothing', () =>
    holds(records, async (xs) => {
      const fresh = F.derive<Fields, { readonly d: number }>({ d: () => 1 })
      await expectSame(pipe(rows(xs), fresh, F.omit('d')), pipe(rows(xs), F.map(own)))
      await expectSame(pipe(rows(xs), F.derive({})), pipe(rows(xs), F.map(own)))
    }))
  test('gives its functions the row, and nothing else', async () => {
    const given: unknown[][] = []
    await rowsOf(pipe(rows([{ a: 1 }]), F.derive({ b: (...all) => given.push(all) })))
    expect(given).toEqual([[{ a: 1 }]])
  })
})

const stages = {
  select: select('a'),
  omit: omit('b'),
  rename: rename({ b: 'c' }),
  derive: F.derive<Fields, { readonly d: number }>({ d: () => 1 }),
}

describe.each(Object.entries(stages))('%s', (kind, stage) => {
  test('gives new frozen rows, of which the fields are those of the old', async () => {
    const x = { a: [1], b: 2 }
    const [row] = await rowsOf(pipe(rows<Fields>([x]), stage))
    expect(row).not.toBe(x)
    expect(Object.isFrozen(row)).toBe(true)
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect((row as Fields).a).toBe(x.a)
    expect(Object.isFrozen(x)).toBe(false)
    expect(Object.isFrozen(x.a)).toBe(false)
  })

  test.each([
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    ['text', "'text'"],
    [[1], '[1]'],
    [new Map([[1, 2]]), 'Map(1) { 1 => 2 }'],
    [new Date(0), /^Date/],
    [new (class Point {})(), /^Point/],
    [() => 1, /^\[function/],
  ])('refuses %j', async (row, printed) => {
    const plan = pipe(rows([{ a: 1 }, row]) as F.Bag<unknown> as F.Sequence<Fields>, stage)
    await expect(F.toList(plan)).rejects.toMatchObject({
      _tag: 'InvalidRow',
      found: typeof printed === 'string' ? printed : expect.stringMatching(printed),
      expected: 'a plain object',
      place: { source: 'rows', row: 2, stage: expect.stringMatching(new RegExp(`^${kind} `)) },
    })
  })
})

describe('validate', () => {
  const positive = (x: number) => x > 0
  const numbers = fc.array(fc.constantFrom(1, 0, -1, 2, Number.NaN, -0), { maxLength: 8 })

  test('lets pass what a filter would, and rejects the others', () =>
    holds(numbers, async (xs) => {
      const checked = pipe(
        rows(xs),
        F.validate(positive, (x) => `${x}?`),
      )
      const result = await F.run(checked, { onError: 'reject' })()
      if (result._tag === 'Left') throw result.left
      await expectSame(rows(result.right.rows), pipe(rows(xs), F.filter(positive)))
      expect(result.right.rejects.map((error) => [error.place.row, error.summary]).toArray()).toEqual(
        xs.flatMap((x, i) => (positive(x) ? [] : [[i + 1, `${x}?`]])),
      )
    }))
  test('gives the very rows', async () => {
    const x = { a: 1 }
    expect(
      (
        await rowsOf(
          pipe(
            rows([x]),
            F.validate(() => true, 'no'),
          ),
        )
      )[0],
    ).toBe(x)
  })
  test('says what was found, where, and what is wrong', async () => {
    const plan = pipe(
      rows([{ delay: 20 }, { delay: -90 }]),
      F.validate(
        (f, p) => f.delay >= p.least,
        (f, p) => String(p.sign * f.delay),
        { least: -60, sign: 1 },
      ),
    )
    const error = await F.toList(plan).catch((thrown: F.RunError) => thrown)
    expect(String((error as F.RunError).message)).toBe(
      'FLOE300 InvalidRow: -90\n' +
        '  at rows, row 2, in validate (f, p) => f.delay >= p.least with { least: -60, sign: 1 } else (f, p) => String(p.sign * f.delay) with { least: -60, sign: 1 }',
    )
    expect(error).toMatchObject({ found: '{ delay: -90 }' })
  })
})
