/** Codecs of io-ts, values, and values that fit a codec. */
import * as fc from 'fast-check'
import * as t from 'io-ts'

const names = fc.constantFrom('a', 'b', 'c', 'constructor', 'toString', 'a b')
const props = (type: fc.Arbitrary<t.Mixed>) =>
  fc.array(fc.tuple(names, type), { maxLength: 3 }).map((entries) => Object.fromEntries(entries) as t.Props)

/** io-ts itself fails to build some unions of hostile fields (`constructor: t.literal('x')`): then the first member. */
const unionOf = (members: readonly t.Mixed[]): t.Mixed => {
  try {
    return t.union(members as [t.Mixed, t.Mixed])
  } catch {
    return members[0] as t.Mixed
  }
}

const even = (u: unknown) => typeof u !== 'number' || u % 2 === 0
const fewKeys = (u: unknown) => typeof u !== 'object' || u === null || Object.keys(u).length < 3

/** A copy of a codec with a `validate` of its own, as libraries make them: what does not fit becomes `value`. */
export const withFallback = (codec: t.Mixed, value: unknown): t.Mixed => {
  const copy: t.Mixed = Object.assign(Object.create(Object.getPrototypeOf(codec)), codec, {
    validate: (input: unknown, context: t.Context) => {
      const result = codec.validate(input, context)
      return result._tag === 'Right' ? result : t.success(value)
    },
    decode: (input: unknown) => copy.validate(input, t.getDefaultContext(copy as never)),
  })
  return copy
}

/** `alter` may put another codec in place of any that is generated, within others too. */
const codecsWith = (alter: (codec: fc.Arbitrary<t.Mixed>) => fc.Arbitrary<t.Mixed>): fc.Arbitrary<t.Mixed> =>
  fc.letrec<{ codec: t.Mixed; record: t.Mixed; leaf: t.Mixed; kind: t.Mixed }>((tie) => ({
    leaf: alter(
      fc.constantFrom<t.Mixed>(
        t.string,
        t.number,
        t.boolean,
        t.bigint,
        t.null,
        t.undefined,
        t.void,
        t.unknown,
        t.any,
        t.never as unknown as t.Mixed,
        t.Int,
        t.literal('x'),
        t.literal(0),
        t.literal(true),
        t.keyof({ x: null, constructor: null }),
        t.UnknownRecord,
        t.UnknownArray,
      ),
    ),
    record: alter(
      fc.oneof(
        props(tie('codec')).map((p) => t.type(p)),
        props(tie('codec')).map((p) => t.partial(p)),
        props(tie('codec')).map((p) => t.strict(p)),
        tie('codec').map((c) => t.record(t.string, c)),
        tie('codec').map((c) => t.record(t.keyof({ a: null, b: null }), c)),
        tie('codec').map((c) =>
          t.record(
            t.refinement(t.string, (s) => s !== 'b'),
            c,
          ),
        ),
        fc.tuple(props(tie('leaf')), props(tie('leaf'))).map(([p, q]) => t.intersection([t.type(p), t.partial(q)])),
      ),
    ),
    codec: alter(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('leaf'),
        tie('record'),
        tie('codec').map((c) => t.array(c)),
        tie('codec').map((c) => t.readonlyArray(c)),
        tie('codec').map((c) => t.readonly(c)),
        fc.array(tie('codec'), { minLength: 1, maxLength: 3 }).map((cs) => t.tuple(cs as [t.Mixed])),
        fc.array(tie('codec'), { minLength: 1, maxLength: 3 }).map(unionOf),
        fc.tuple(tie('leaf'), tie('record')).map((cs) => t.intersection(cs)),
        tie('codec').map((c) => t.refinement(c, even, `Even ${c.name}`)),
        tie('codec').map((c) => t.refinement(c, fewKeys, `FewKeys ${c.name}`)),
        tie('leaf').map((c) =>
          t.recursion<unknown>('Tree', (self) => t.union([c, t.array(self), t.type({ a: self })]) as never),
        ),
        fc.constant(
          t.union([t.type({ kind: t.literal('x'), a: t.number }), t.type({ kind: t.literal(0), b: t.string })]),
        ),
        fc
          .tuple(tie('kind'), tie('kind'), tie('leaf'))
          .map(([x, y, c]) => t.union([t.strict({ kind: x, a: c }), t.type({ b: t.string, kind: y })])),
        fc
          .tuple(tie('leaf'), tie('leaf'))
          .map(([c, d]) => t.exact(t.intersection([t.type({ a: c }), t.type({ b: t.string, a: d })]))),
      ),
    ),
    kind: alter(fc.constantFrom<t.Mixed>(t.literal('x'), t.literal('y'), t.literal(0))),
  })).codec

/** Codecs that are what their tags say. */
export const codecs = codecsWith((codec) => codec)

/** The same, of which any part may be a copy with a `validate` of its own. */
export const alteredCodecs = codecsWith((codec) =>
  fc.oneof(
    { arbitrary: codec, weight: 6 },
    {
      arbitrary: fc.tuple(codec, fc.constantFrom<unknown>('x', 0, null)).map(([c, v]) => withFallback(c, v)),
      weight: 1,
    },
  ),
)

export const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(
      'x',
      'y',
      '',
      0,
      -0,
      1,
      2,
      1.5,
      Number.NaN,
      true,
      false,
      null,
      undefined,
      1n,
      new Date(0),
      new Map(),
      () => 1,
      Symbol('s'),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(names, fc.constant('kind')), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}))

/** A value of the codec more often than chance would have it. */
export const fitting = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  const tagged = codec as unknown as {
    _tag?: string
    type: t.Mixed
    types: t.Mixed[]
    props: t.Props
    codomain: t.Mixed
    value: unknown
  }
  const one = (): fc.Arbitrary<unknown> => {
    switch (tagged._tag) {
      case 'StringType':
        return fc.constantFrom('x', 'y', '')
      case 'NumberType':
        return fc.constantFrom(0, -0, 2, Number.NaN, 1.5)
      case 'BooleanType':
        return fc.boolean()
      case 'BigIntType':
        return fc.constant(1n)
      case 'NullType':
        return fc.constant(null)
      case 'LiteralType':
        return fc.constant(tagged.value)
      case 'KeyofType':
        return fc.constant('x')
      case 'ArrayType':
      case 'ReadonlyArrayType':
        return fc.array(fitting(tagged.type), { maxLength: 3 })
      case 'TupleType':
        return fc.tuple(...tagged.types.map(fitting))
      case 'InterfaceType':
      case 'PartialType':
        return fc
          .tuple(
            fc.tuple(...Object.entries(tagged.props).map(([name, type]) => fc.tuple(fc.constant(name), fitting(type)))),
            fc.array(fc.tuple(names, values), { maxLength: 1 }),
          )
          .map(([own, extra]) => Object.fromEntries([...extra, ...own]))
      case 'DictionaryType':
        return fc.dictionary(names, fitting(tagged.codomain), { maxKeys: 3 })
      case 'UnionType':
        return fc.oneof(...tagged.types.map(fitting))
      case 'IntersectionType':
        return fc.tuple(...tagged.types.map(fitting)).map((all) => Object.assign({}, ...all))
      case 'ReadonlyType':
      case 'ExactType':
      case 'RefinementType':
        return fitting(tagged.type)
      default:
        return values
    }
  }
  return fc.oneof({ arbitrary: one(), weight: 4 }, { arbitrary: values, weight: 1 })
}

/** A codec, and a value that fits it more often than not. */
export const pairsOf = (codecs: fc.Arbitrary<t.Mixed>): fc.Arbitrary<[t.Mixed, unknown]> =>
  codecs.chain((codec) => fc.tuple(fc.constant(codec), fitting(codec)))
