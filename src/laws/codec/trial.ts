/**
 * A codec, tried on some values: what it makes of them, each asked once and shared by the laws.
 *
 * Whatever is given to it is a copy that nobody else has. Knows no law.
 */
import type { Steady } from '../ambient/steady.ts'
import { copyOf, type Layout } from '../value/copy-of.ts'
import { look } from '../value/look.ts'

/** What came of one call: a value, a refusal by `Left`, or something that was thrown. */
export interface Outcome {
  readonly kind: 'value' | 'left' | 'error'
  readonly value: unknown
  /** What a value looked like when it was given. */
  readonly looked: string
}

type Call = (given: unknown) => unknown

/** What is tried. */
export interface Tried {
  readonly steady: Steady
  readonly encode: Call
  readonly decode: Call | undefined
  /** Decodes what comes in pieces. */
  readonly chunks: ((pieces: readonly unknown[]) => unknown) | undefined
  /** What values were encoded by before; `isSame`, if they were the same values. */
  readonly old: { readonly encode: Call; readonly isSame: boolean } | undefined
  /** Whether a refusal is a `Left`, with what is wrong, and nothing is thrown. */
  readonly isIoTs: boolean
  readonly isTotal: boolean
  /** The encodings that were met so far, and of what. */
  readonly known: Map<string, { readonly value: unknown; readonly looked: string }>
  /** Whether values have anything that looks like this: what is half made looks like NaN, undefined, or a Date that is none. */
  readonly mayHave: (half: string) => boolean
}

export interface CodecTrial extends Omit<Tried, 'steady' | 'encode' | 'decode' | 'chunks' | 'old'> {
  readonly values: readonly unknown[]
  readonly oldValues: readonly unknown[]
  readonly salt: number
  readonly hasDecode: boolean
  readonly encode: (value: unknown, layout?: Layout) => Promise<Outcome>
  readonly decode: (encoded: unknown) => Promise<Outcome>
  readonly chunks: ((pieces: readonly unknown[]) => Promise<Outcome>) | undefined
  readonly old: { readonly encode: (value: unknown) => Promise<Outcome>; readonly isSame: boolean } | undefined
  /** What each of the values is encoded as. */
  readonly encoded: () => Promise<readonly Outcome[]>
  /** What becomes of each of the values, if it could be encoded. */
  readonly decoded: () => Promise<readonly (Outcome | undefined)[]>
}

type Either = { readonly _tag: 'Left'; readonly left: unknown } | { readonly _tag: 'Right'; readonly right: unknown }

const isEither = (value: unknown): value is Either =>
  typeof value === 'object' &&
  value !== null &&
  '_tag' in value &&
  ((value._tag === 'Left' && 'left' in value) || (value._tag === 'Right' && 'right' in value))

/** `refuses`: whether an Either is a verdict, and not what is encoded. */
const outcomeOf = async (call: () => unknown, refuses = false): Promise<Outcome> => {
  try {
    const given = call()
    const value = given instanceof Promise ? await given : given
    if (!refuses || !isEither(value)) return { kind: 'value', value, looked: look(value) }
    // Nobody compares refusals, and there are many.
    if (value._tag === 'Left') return { kind: 'left', value: value.left, looked: '' }
    return { kind: 'value', value: value.right, looked: look(value.right) }
  } catch (thrown) {
    return { kind: 'error', value: thrown, looked: '' }
  }
}

const lazily = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A trial of values. */
export const trialOf = (
  { steady, encode, decode, chunks, old, isIoTs, isTotal, known, mayHave }: Tried,
  instance: { readonly values: readonly unknown[]; readonly old: readonly unknown[]; readonly salt: number },
): CodecTrial => {
  const encoding = (value: unknown, layout?: Layout): Promise<Outcome> => outcomeOf(() => encode(copyOf(value, layout)))
  const decoding = (encoded: unknown): Promise<Outcome> => outcomeOf(() => decode?.(copyOf(encoded)), true)
  const encoded = lazily(async () => {
    const all: Outcome[] = []
    for (const [i, value] of instance.values.entries())
      all.push(i === 0 ? await outcomeOf(() => steady.watched(() => encode(copyOf(value)))) : await encoding(value))
    return all
  })
  return {
    values: instance.values,
    oldValues: instance.old,
    salt: instance.salt,
    hasDecode: decode !== undefined,
    encode: encoding,
    decode: decoding,
    chunks: chunks && ((pieces) => outcomeOf(() => chunks(copyOf(pieces)), true)),
    old: old && { isSame: old.isSame, encode: (value) => outcomeOf(() => old.encode(copyOf(value))) },
    encoded,
    decoded: lazily(async () => {
      const all: (Outcome | undefined)[] = []
      for (const { kind, value } of await encoded()) all.push(kind === 'value' ? await decoding(value) : undefined)
      return all
    }),
    isIoTs,
    isTotal,
    known,
    mayHave,
  }
}
