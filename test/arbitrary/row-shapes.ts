/**
 * The shapes of rows that random plans run over, and rows of them, with near-duplicates and ties on purpose.
 *
 * Values come from small pools, so that keys meet, sorts tie and duplicates differ in one bit only: `-0` and `0`, null
 * and undefined and absent, strings that UTF-16 and UTF-8 order apart, names that are properties of every object.
 */
import fc from 'fast-check'

/** `'finite'`: mixed magnitudes, whose sums tell the order apart. `'specials'`: NaN, infinities, -0, subnormals. */
export type NumberProfile = 'finite' | 'specials'

/** What a row of the most common shape looks like. */
export interface Visit {
  readonly id: number
  readonly name: string | null
  readonly n: number | null | undefined
  readonly tags: readonly string[]
  readonly props: { readonly [name: string]: number | null }
  readonly at?: Date | undefined
}

/**
 * The shapes by name. A stage takes rows of one and gives rows of another. Records may have more fields than their shape
 * says, as rows of structural types may: a stage that gives a field a new name chooses one that no other stage gives.
 */
export interface Shapes {
  readonly visit: Visit
  readonly number: number | null | undefined
  readonly text: string
  readonly pair: readonly [unknown, unknown]
  readonly group: { readonly key: unknown; readonly n: number }
  readonly totals: { readonly n: number }
  readonly any: unknown
}
export type ShapeName = keyof Shapes

export const shapeNames = ['visit', 'number', 'text', 'pair', 'group', 'totals', 'any'] as const satisfies ShapeName[]

const finite = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.2, 0.3, -0.1, 1e16, -1e16, 1, 3e-9) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }) },
)
const special = fc.constantFrom(0, -0, Number.NaN, 1, Infinity, -Infinity, 5e-324, -5e-324, 2)

export const numbers = (profile: NumberProfile): fc.Arbitrary<number> => (profile === 'finite' ? finite : special)

/** Beside plain ones: empty, astral, a lone surrogate, beyond the surrogates, a NUL, names of every object. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'a b', '') },
  { weight: 1, arbitrary: fc.constantFrom('\u{1f600}', '\ud800', '\uffff', 'é', 'e\u0301', '\0', '\0a', '__proto__') },
)

const nullable = <A>(arbitrary: fc.Arbitrary<A>): fc.Arbitrary<A | null> => fc.option(arbitrary, { nil: null, freq: 3 })

const propNames = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '0')

const props = (profile: NumberProfile): fc.Arbitrary<Visit['props']> =>
  fc
    .array(fc.tuple(propNames, nullable(numbers(profile))), { maxLength: 2 })
    // fromEntries makes an own property even of `__proto__`.
    .map((entries) => Object.fromEntries(entries))

export const visits = (profile: NumberProfile): fc.Arbitrary<Visit> =>
  fc.record(
    {
      id: numbers(profile),
      name: nullable(texts),
      n: fc.oneof(
        { weight: 4, arbitrary: nullable(numbers(profile)) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      tags: fc.array(texts, { maxLength: 2 }),
      props: props(profile),
      at: fc.option(
        fc.constantFrom(0, 86_400_000, -1, Number.NaN).map((time) => new Date(time)),
        { nil: undefined },
      ),
    },
    { requiredKeys: ['id', 'name', 'n', 'tags', 'props'] },
  )

/** Rows of which some stand in the list several times: as the same object, or as an equal copy. */
const withRepeats = <A>(rows: fc.Arbitrary<readonly A[]>): fc.Arbitrary<readonly A[]> =>
  fc.tuple(rows, fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 3 })).map(([given, repeats]) => [
    ...given,
    ...repeats.flatMap(([place, copied]): readonly A[] => {
      const row = given[place % Math.max(1, given.length)]
      return given.length === 0 ? [] : [copied ? structuredClone(row as A) : (row as A)]
    }),
  ])

/** Rows for a source: their shape, and the rows. */
export interface GivenRows {
  readonly shape: 'visit' | 'number' | 'text'
  readonly rows: readonly unknown[]
}

export const givenRows = (profile: NumberProfile, most: number): fc.Arbitrary<GivenRows> => {
  const of = (shape: GivenRows['shape'], row: fc.Arbitrary<unknown>) =>
    withRepeats(fc.array(row, { maxLength: most })).map((rows): GivenRows => ({ shape, rows }))
  return fc.oneof(
    { weight: 5, arbitrary: of('visit', visits(profile)) },
    {
      weight: 1,
      arbitrary: of('number', fc.oneof({ weight: 4, arbitrary: nullable(numbers(profile)) }, fc.constant(undefined))),
    },
    { weight: 1, arbitrary: of('text', texts) },
  )
}
