/** `generate`: random rows that a codec takes, the same everywhere, each by itself. */
import { fc, test } from '@fast-check/vitest'
import * as F from 'floe'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { generatorOf, NoValue } from '../../src/io/generate/generator.ts'
import { randomOf } from '../../src/io/generate/random.ts'
import { runs } from '../runs.ts'

const listOf = async <A>(rows: F.Bag<A>): Promise<readonly A[]> => (await F.toList(rows)).toArray()

interface Tree {
  readonly value: number
  readonly children: readonly Tree[]
}
const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ value: t.number, children: t.readonlyArray(Tree) }))
interface Chain {
  readonly next: Chain | null
}
const Chain: t.Type<Chain> = t.recursion('Chain', () => t.type({ next: t.union([Chain, t.null]) }))

const leaf: fc.Arbitrary<t.Mixed> = fc.constantFrom<t.Mixed>(
  t.string,
  t.number,
  t.Int,
  t.bigint,
  t.boolean,
  t.null,
  t.undefined,
  t.unknown,
  t.literal('a'),
  t.literal(7),
  t.literal(false),
  t.keyof({ SEA: null, JFK: null }),
  t.refinement(t.number, (n) => n > 0, 'Positive'),
  t.refinement(t.string, (text) => text.length > 3, 'Long'),
  t.intersection([t.number, t.Int]),
  Tree,
  Chain,
)
// No names that all objects inherit: io-ts cannot make unions of such.
const name = fc.constantFrom('a', 'b', 'c', 'x y')
const codec = fc.letrec<{ codec: t.Mixed }>((tie) => ({
  codec: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.dictionary(name, tie('codec'), { maxKeys: 4, noNullPrototype: true }).map((props) => t.type(props)),
    fc.dictionary(name, tie('codec'), { maxKeys: 4, noNullPrototype: true }).map((props) => t.partial(props)),
    tie('codec').map((item) => t.array(item)),
    tie('codec').map((item) => t.readonly(t.exact(t.type({ item })))),
    fc.tuple(tie('codec'), tie('codec')).map((members) => t.union(members)),
    fc.tuple(tie('codec'), tie('codec')).map((places) => t.tuple(places)),
    tie('codec').map((value) => t.record(t.string, value)),
    tie('codec').map((value) => t.record(t.keyof({ x: null, y: null }), value)),
    fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.intersection([t.type({ a }), t.partial({ b })])),
  ),
})).codec

describe('generate', () => {
  test('makes rows that the codec takes, and that are its fields and no others', async () => {
    await fc.assert(
      fc.asyncProperty(codec, fc.maxSafeInteger(), async (codec, seed) => {
        const rows = await listOf(F.generate(codec, 20, { seed }))
        expect(rows).toHaveLength(20)
        const decoded = await listOf(F.pipe(F.rows<unknown>(rows), F.decode(codec)))
        for (const [i, row] of rows.entries()) {
          expect(codec.is(row)).toBe(true)
          expect(F.identical(decoded[i], row)).toBe(true)
          if (typeof row === 'object' && row !== null) expect(Object.isFrozen(row)).toBe(true)
        }
      }),
      { numRuns: runs(200) },
    )
  })

  test('freezes what a codec lets pass', async () => {
    for (const row of await listOf(F.generate(t.union([t.unknown, t.type({ a: t.array(t.number) })]), 100)))
      if (typeof row === 'object' && row !== null) expect(Object.isFrozen(row)).toBe(true)
  })

  test('makes fields of any name', async () => {
    const Hostile = t.intersection([
      t.type({ ['__proto__']: t.number }),
      t.partial({ constructor: t.string, toString: t.null }),
    ])
    for (const row of await listOf(F.generate(Hostile, 50))) {
      expect(Object.keys(row)).toEqual(['__proto__', 'constructor', 'toString'])
      expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    }
  })

  test('makes a row of the seed and its index alone', async () => {
    await fc.assert(
      fc.asyncProperty(codec, fc.maxSafeInteger(), fc.nat(2500), async (codec, seed, index) => {
        const many = await listOf(F.generate(codec, index + 1, { seed }))
        const more = await listOf(F.pipe(F.generate(codec, 3000, { seed }), F.drop(index), F.take(1)))
        expect(F.identical(many[index], more[0])).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  test('makes other rows of other seeds and indices', async () => {
    const Row = t.tuple([t.string, t.string, t.string, t.number])
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1, '', 'a']
    const rows: string[] = []
    for (const seed of seeds)
      for (const row of await listOf(F.generate(Row, 500, { seed }))) rows.push(JSON.stringify(row))
    expect(new Set(rows).size).toBeGreaterThan(0.995 * rows.length)
  })

  test('gives every member its share, and nothing more seldom', async () => {
    const count = async (codec: t.Mixed, is: (row: unknown) => boolean) =>
      (await listOf(F.generate(codec, 10_000, { seed: 3 }))).filter(is).length / 10_000
    expect(await count(t.union([t.string, t.null]), (row) => row === null)).toBeCloseTo(0.2, 1)
    expect(await count(t.union([t.string, t.boolean]), (row) => row === true)).toBeCloseTo(0.25, 1)
    expect(await count(t.keyof({ a: 1, b: 1, c: 1 }), (row) => row === 'c')).toBeCloseTo(1 / 3, 1)
    expect(await count(t.partial({ a: t.null }), (row) => 'a' in (row as object))).toBeCloseTo(0.75, 1)
    expect(await count(t.number, (row) => (row as number) < -1000 || (row as number) > 1000)).toBe(0)
  })

  test('makes the same rows on every machine, in every version: these', async () => {
    const Row = t.type({
      id: t.Int,
      name: t.string,
      price: t.number,
      big: t.bigint,
      isNew: t.boolean,
      tags: t.array(t.string),
      kind: t.keyof({ a: null, b: null }),
      note: t.union([t.string, t.null]),
    })
    expect(await listOf(F.generate(Row, 2, { seed: 42 }))).toMatchInlineSnapshot(`
      [
        {
          "big": -781n,
          "id": 873,
          "isNew": true,
          "kind": "b",
          "name": "so",
          "note": "zoni",
          "price": 479,
          "tags": [
            "hagoro",
            "po",
          ],
        },
        {
          "big": -77000000000000000000n,
          "id": 6,
          "isNew": true,
          "kind": "a",
          "name": "mome",
          "note": "ko",
          "price": 1,
          "tags": [
            "zasatu",
            "do",
          ],
        },
      ]
    `)
  })

  test('comes to an end where a codec contains itself, or says that there is none', async () => {
    interface Endless {
      readonly next: Endless
    }
    const Endless: t.Type<Endless> = t.recursion('Endless', () => t.type({ next: Endless }))
    const depth = (tree: Tree): number => 1 + Math.max(0, ...tree.children.map(depth))
    const trees = await listOf(F.generate(Tree, 200))
    expect(Math.max(...trees.map(depth))).toBeGreaterThan(2)
    expect(Math.max(...trees.map(depth))).toBeLessThan(8)
    const failed = await F.run(F.generate(Endless, 2), { onError: 'reject' })()
    expect(failed).toMatchObject({ right: { rows: { size: 0 }, rejects: { size: 2 } } })
    expect(() => generatorOf(Endless)(randomOf(0, 0))).toThrow(NoValue)
  })

  test('tells a refinement that takes nothing, row by row', async () => {
    const Rare = t.type({ n: t.refinement(t.number, (n) => n === 12_345, 'Rare') })
    await expect(F.toList(F.generate(Rare, 5))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [FloeError: FLOE300 InvalidRow: no value of Rare was found: none of 1000 values that were tried is one
        at generate, row 1
        hint: generate what it is made of, and map the rows to what you need]
    `)
    expect(await listOf(F.pipe(F.generate(Rare, 5), F.take(0)))).toEqual([])
  })

  test('says at once what it cannot make', () => {
    const DateText = new t.Type<Date, string>('DateText', (u): u is Date => u instanceof Date, t.failure, String)
    const message = (work: () => unknown): string => {
      try {
        work()
      } catch (error) {
        return (error as Error).message
      }
      return 'nothing was thrown'
    }
    expect(
      [
        () => F.generate(t.type({ a: t.array(t.type({ at: DateText })) }), 1),
        () => F.generate(DateText, 1),
        () => F.generate(t.type({ a: t.never as unknown as t.Mixed }), 1),
        () => F.generate({} as t.Mixed, 1),
        () => F.generate(t.string, -1),
        () => F.generate(t.string, 1, { seed: null as unknown as number }),
      ]
        .map(message)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: generate cannot make values of DateText: it is a codec of its own kind, which cannot be looked into
        at field a[].at
        hint: generate what it is made of, such as t.string, and map the rows
      FLOE100 InvalidArgument: generate cannot make values of DateText: it is a codec of its own kind, which cannot be looked into
        hint: generate what it is made of, such as t.string, and map the rows
      FLOE100 InvalidArgument: there is no value of never
        at field a
        hint: leave it out of the codec
      FLOE100 InvalidArgument: generate was given {}, and takes a codec
        hint: F.generate(t.type({ origin: t.string, delay: t.number }), 100)
      FLOE100 InvalidArgument: generate was given -1, and takes a whole number of rows, 0 or more
      FLOE100 InvalidArgument: generate was given seed: null, and takes a number or text"
    `)
  })
})
