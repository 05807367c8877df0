/**
 * From a cell of text to the value that a field's codec asks for.
 *
 * The rules stand in docs/semantics.md, "Text cells". A cell that cannot become what is asked for stays text, and the
 * codec refuses it in its own words: nothing here fails, and nothing is guessed. Knows codecs; nothing of files or rows.
 */
import type * as t from 'io-ts'
import { DescribedCodec } from '../../codec/described-codec.ts'
import { parseBigint, parseBoolean, parseNumber } from '../../codec/parse-text.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'

/** Stands for a field that is left out. */
export const absent: unique symbol = Symbol('absent')

/** What a cell becomes. `isQuoted` is asked only where it matters: for null tokens in fields that take text too. */
export type ReadCell = (text: string, isQuoted: (column: number) => boolean, column: number) => unknown

/** Cells that stand for no value, unless options say otherwise: the empty one. */
export const defaultNulls: readonly string[] = Object.freeze([''])

/** One way to read a text; `undefined` if it cannot be read so. */
type Parse = (text: string) => unknown

interface Member {
  readonly parse: Parse
  /** The same, of which only what the whole codec takes counts as read: `1.5` is no `Int`, and may be text. */
  readonly strict: Parse
}

interface Members {
  takesNull: boolean
  takesUndefined: boolean
  takesText: boolean
  readonly literals: Member[]
  readonly numbers: Member[]
  readonly bigints: Member[]
  readonly booleans: Member[]
}

const asText: Parse = (text) => text

const literalParser = (value: unknown): Parse => {
  const parse: Parse = typeof value === 'number' ? parseNumber : typeof value === 'boolean' ? parseBoolean : asText
  return (text) => (parse(text) === value ? value : undefined)
}

const checked = (parse: Parse, codec: t.Mixed): Parse => {
  const decode = decoderOf(codec)
  return (text) => {
    const value = parse(text)
    return value !== undefined && decode(value).ok ? value : undefined
  }
}

/** Sorts the members of a codec by how their text is read; `judge` is what they must satisfy. */
const collect = (codec: t.Mixed, judge: t.Mixed | undefined, into: Members): void => {
  const { type, types } = codec as unknown as { readonly type: t.Mixed; readonly types: readonly t.Mixed[] }
  const parser = (parse: Parse): Member => ({ parse, strict: judge === undefined ? parse : checked(parse, judge) })
  if (codec instanceof DescribedCodec && codec.cell !== undefined) {
    collect(codec.cell, judge, into)
    return
  }
  switch (knownTag(codec)) {
    case 'NullType':
      into.takesNull = true
      return
    case 'UndefinedType':
    case 'VoidType':
      into.takesUndefined = true
      return
    case 'LiteralType':
      into.literals.push(parser(literalParser((codec as t.LiteralC<string>).value)))
      return
    case 'KeyofType':
      into.literals.push({ parse: asText, strict: checked(asText, judge ?? codec) })
      return
    case 'NumberType':
      into.numbers.push(parser(parseNumber))
      return
    case 'BigIntType':
      into.bigints.push(parser(parseBigint))
      return
    case 'BooleanType':
      into.booleans.push(parser(parseBoolean))
      return
    case 'UnionType':
      for (const member of types) collect(member, judge, into)
      return
    case 'ReadonlyType':
      collect(type, judge, into)
      return
    case 'RefinementType':
      collect(type, judge ?? codec, into)
      return
    case 'IntersectionType': {
      const telling = types.find((part) => knownTag(part) !== undefined && knownTag(part) !== 'UnknownType') ?? types[0]
      if (telling !== undefined) collect(telling, judge ?? codec, into)
      return
    }
    default:
      into.takesText = true
  }
}

/** The first member that reads a text. Of a single one, what it reads is for the codec to judge: `1.5 is not Int`. */
const joined = (members: readonly Member[], takesText: boolean): Parse => {
  const [only] = members
  if (only === undefined) return asText
  if (members.length === 1 && !takesText) return (text) => only.parse(text) ?? text
  return (text) => {
    for (const { strict } of members) {
      const value = strict(text)
      if (value !== undefined) return value
    }
    return text
  }
}

/**
 * How cells of a field are read: by its codec, and whether it may be absent.
 *
 * Tried in this order: null (a null token), literals, number, bigint, boolean, text; the first that fits wins. A codec of
 * your own gets the text as it is.
 */
export const cellReader = (codec: t.Mixed, optional: boolean, nulls: readonly string[]): ReadCell => {
  const members: Members = {
    takesNull: false,
    takesUndefined: optional,
    takesText: false,
    literals: [],
    numbers: [],
    bigints: [],
    booleans: [],
  }
  collect(codec, undefined, members)
  const { takesNull, takesUndefined, takesText, literals, numbers, bigints, booleans } = members
  const parse = joined([...literals, ...numbers, ...bigints, ...booleans], takesText)
  const nothing = takesNull ? null : absent
  if (!takesNull && !takesUndefined) return parse
  const tokens = new Set(nulls)
  return (text, isQuoted, column) => {
    if (!tokens.has(text)) return parse(text)
    // Who quotes a cell where text will do means text: so '' and null can be told apart.
    return takesText && isQuoted(column) ? parse(text) : nothing
  }
}
