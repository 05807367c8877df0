/**
 * A codec of io-ts that says of itself what a codec's tag would say: what it reads, and what it makes of that.
 *
 * To io-ts it is a codec like any other, and may stand inside `t.type`, `t.union`, `t.array`. Sources ask it what to hand
 * it, plans ask it what will come out. Knows nothing of either.
 */
import * as t from 'io-ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'

/** Tells the schema of a codec within. */
export type SchemaOf = (codec: t.Mixed) => S.Schema

export interface Description<A, O> {
  readonly name: string
  /** What it makes of what it reads. */
  readonly schema: (schemaOf: SchemaOf) => S.Schema
  /** What it reads: what a source gives if it has the choice. */
  readonly reads: (schemaOf: SchemaOf) => S.Schema
  /** The codec by which a cell of text becomes what is read. Without one, what is read is the text. */
  readonly cell?: t.Mixed
  readonly is: (value: unknown) => value is A
  readonly validate: (value: unknown, context: t.Context) => t.Validation<A>
  readonly encode: (value: A) => O
}

/**
 * A codec of `floe/codec`: one of io-ts, from `unknown` to `A` and back to `O`, that says besides what it reads and makes,
 * so that plans have a schema.
 *
 * @example
 * const size: C.DescribedCodec<'S' | 'M'> = C.oneOf('S', 'M')
 * size.is('S') // true
 */
export class DescribedCodec<A, O = A> extends t.Type<A, O, unknown> {
  readonly schema: Description<A, O>['schema']
  readonly reads: Description<A, O>['reads']
  readonly cell: t.Mixed | undefined

  constructor({ name, schema, reads, cell, is, validate, encode }: Description<A, O>) {
    super(name, is, validate, encode)
    this.schema = schema
    this.reads = reads
    this.cell = cell
  }
}

const parts = new WeakMap<t.Mixed, readonly unknown[]>()

/** What one of Floe's own codecs is made of, so that nothing else has a say in it; `undefined` for any other, also a copy. */
export const partsOfOwn = (codec: t.Mixed): readonly unknown[] | undefined => parts.get(codec)

/** What a codec says of a value that it does not take: `'abc' is no time: …`; nothing if that it does not fit is all. */
export class Refusal {
  readonly message: string | undefined

  constructor(message?: string) {
    this.message = message
  }
}

/** A codec between two simple kinds of values. `read` is given what is there; that nothing is there is told here. */
export const simpleCodec = <A, O>(codec: {
  readonly name: string
  readonly schema: S.Schema
  readonly reads: S.Schema
  readonly cell?: t.Mixed
  /** What it was made for, if it is not the only one of its name. */
  readonly values?: readonly unknown[]
  readonly is: (value: unknown) => value is A
  readonly read: (value: unknown) => A | Refusal
  readonly write: (value: A) => O
}): DescribedCodec<A, O> => {
  const { name, schema, reads, cell, values = [], is, read, write } = codec
  const made = new DescribedCodec<A, O>({
    name,
    schema: () => schema,
    reads: () => reads,
    ...(cell === undefined ? {} : { cell }),
    is,
    validate: (value, context) => {
      if (value === undefined) return t.failure(value, context)
      const found = read(value)
      return found instanceof Refusal ? t.failure(value, context, found.message) : t.success(found)
    },
    encode: write,
  })
  parts.set(made, Object.freeze([name, ...values]))
  return made
}

/** A codec that reads text, and says what else it was given. */
export const textCodec = <A>(codec: {
  readonly name: string
  readonly schema: S.Schema
  /** What text it reads, for what is none: `text of ISO 8601`. */
  readonly of: string
  readonly is: (value: unknown) => value is A
  readonly read: (text: string) => A | Refusal
  readonly write: (value: A) => string
}): DescribedCodec<A, string> =>
  simpleCodec({
    ...codec,
    reads: S.string,
    read: (value) =>
      typeof value === 'string'
        ? codec.read(value)
        : new Refusal(`${printValue(value)} is no text, and ${codec.name} reads ${codec.of}`),
  })
