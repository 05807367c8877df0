/**
 * Schemas of other libraries as codecs: by Standard Schema, https://standardschema.dev.
 *
 * The standard validates, and says nothing of what a schema is made of: so its codec is a closed box. What comes out is a
 * copy, as rows are: the library's own objects may be those that went in, and neither are to be frozen or passed on.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import * as t from 'io-ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { DescribedCodec } from './described-codec.ts'
import { plainCopy } from './plain-copy.ts'

/** Whether a value follows Standard Schema. Some are functions. */
export const isStandard = (value: unknown): value is StandardSchemaV1 => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  const standard = (value as Partial<StandardSchemaV1>)['~standard']
  return typeof standard === 'object' && standard !== null && typeof standard.validate === 'function'
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { readonly then?: unknown } | undefined)?.then === 'function'

type Path = NonNullable<StandardSchemaV1.Issue['path']>

const keysOf = (path: Path = []): readonly PropertyKey[] =>
  path.map((part) => (typeof part === 'object' ? part.key : part))

const valueAt = (value: unknown, keys: readonly PropertyKey[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) => (inner === null || inner === undefined ? undefined : (inner as Record<PropertyKey, unknown>)[key]),
    value,
  )

/** Whose keys are indices, as its tag says. */
const anyArray = t.array(t.unknown)

/** The place of an issue, as io-ts tells places: a context whose parts say whether they are arrays. */
const contextAt = (context: t.Context, value: unknown, keys: readonly PropertyKey[], codec: t.Mixed): t.Context => {
  const types = keys.map((key) => (typeof key === 'number' ? anyArray : t.UnknownRecord))
  const here = context.map((entry, i) => (i === context.length - 1 ? { ...entry, type: types[0] ?? codec } : entry))
  const inside = keys.map((key, i) => ({
    key: String(key),
    type: types[i + 1] ?? codec,
    actual: valueAt(value, keys.slice(0, i + 1)),
  }))
  return [...here, ...inside]
}

const refused = (name: string, found: unknown, message: string): string =>
  found === undefined ? `the ${name} says: ${message}` : `${printValue(found)} does not fit the ${name}: ${message}`

/**
 * A schema of any library that follows Standard Schema, as a codec: for a field of an io-ts codec. As the codec of a whole
 * row a schema needs no such word, and stands where a codec does.
 *
 * What the schema makes is copied and frozen, and must be plain data. Its first issue becomes the error of the row, with
 * its path. Nothing is known of the schema's fields, so plans show its values as `unknown`; it writes values as they are.
 * A schema that answers by a promise is refused row by row: checks that must wait belong into `F.mapAsync`.
 *
 * @throws FloeError InvalidArgument for what follows no Standard Schema of version 1
 * @example
 * import { z } from 'zod'
 * const User = t.type({ id: t.number, mail: C.fromStandard(z.email()) })
 * await F.toList(F.pipe(F.rows([{ id: 1, mail: 'ada' }]), F.decode(User)))
 * // throws FLOE300 InvalidRow: 'ada' does not fit the zod schema: Invalid email address
 */
export const fromStandard = <Sc extends StandardSchemaV1>(
  schema: Sc,
): DescribedCodec<StandardSchemaV1.InferOutput<Sc>> => {
  type A = StandardSchemaV1.InferOutput<Sc>
  if (!isStandard(schema))
    throw new FloeError('InvalidArgument', {
      message: `fromStandard was given ${printValue(schema)}, which follows no Standard Schema`,
      hint: 'schemas of zod 3.24, valibot 1, arktype 2 and later do: https://standardschema.dev',
    })
  const standard = schema['~standard']
  if (standard.version !== 1)
    throw new FloeError('InvalidArgument', {
      message: `the schema follows version ${printValue(standard.version)} of Standard Schema, and Floe knows version 1`,
      hint: `use a version of ${printValue(standard.vendor)} that offers version 1`,
    })
  const name = `${standard.vendor} schema`
  const codec: DescribedCodec<A> = new DescribedCodec<A>({
    name,
    schema: () => S.unknown,
    reads: () => S.unknown,
    is: (value): value is A => {
      const result = standard.validate(value)
      return !isPromise(result) && result.issues === undefined
    },
    validate: (value, context) => {
      const fail = (keys: readonly PropertyKey[], found: unknown, message: string): t.Validation<A> =>
        t.failures([{ value: found, context: contextAt(context, value, keys, codec), message }])
      const result = standard.validate(value)
      if (isPromise(result)) {
        // Whatever it comes to: nobody waits for it any more.
        result.then(undefined, () => undefined)
        return fail(
          [],
          value,
          `the ${name} answers by a promise, and rows are decoded without waiting: check with F.mapAsync`,
        )
      }
      if (result.issues !== undefined) {
        const [issue] = result.issues
        const keys = keysOf(issue?.path)
        const found = valueAt(value, keys)
        return fail(keys, found, refused(name, found, issue?.message ?? 'it gives no reason'))
      }
      const made = plainCopy(result.value)
      if (!(made instanceof FloeError)) return t.success(made as A)
      const { field } = made.place
      const keys = field === undefined ? [] : [field]
      return fail(
        keys,
        value,
        `the ${name} made no plain data: ${made.summary}${made.hint === undefined ? '' : `; ${made.hint}`}`,
      )
    },
    encode: (value) => value,
  })
  return codec
}
