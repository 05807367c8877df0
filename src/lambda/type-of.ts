/**
 * What is known of an expression's value, given what is known of its arguments: a schema, `unknown` where nothing is.
 *
 * It is said of values alone: an expression that throws has none. Records and dictionaries are taken for plain objects.
 * Knows nothing of plans.
 */
import type { Primitive } from '../data/primitive.ts'
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { kindOf } from '../data/value-kind.ts'
import { callbackLocals, itemsOf } from './callback-locals.ts'
import type { Binary, Entry, Expression, FunctionLiteral, Method } from './expression.ts'
import { type KnownFunction, knownFunctionOf } from './known-functions.ts'
import { makeDate, restOf, reversedCopy, sortedCopy, takeItems } from './stand-ins.ts'

/** What is known of locals. */
export type Locals = ReadonlyMap<string, Schema>

const none: Locals = new Map()

/** The alternatives of a schema: itself, unless it is a union. */
export const membersOf = (schema: Schema): readonly Schema[] => (schema.kind === 'union' ? schema.members : [schema])

/** The kind of a schema, that of a literal being the kind of its value. */
export const kindOfSchema = (schema: Schema): Exclude<Schema['kind'], 'literal'> => {
  if (schema.kind !== 'literal') return schema.kind
  const kind = kindOf(schema.value)
  return kind as 'null' | 'undefined' | 'boolean' | 'number' | 'bigint' | 'string'
}

/** Whether every value that the schema allows is of one of these kinds. */
export const isOnly = (schema: Schema, ...kinds: readonly Exclude<Schema['kind'], 'literal' | 'union'>[]): boolean =>
  membersOf(schema).every((member) => (kinds as readonly string[]).includes(kindOfSchema(member)))

/** Whether a value that the schema allows may be of one of these kinds. */
export const maybe = (schema: Schema, ...kinds: readonly Exclude<Schema['kind'], 'literal' | 'union'>[]): boolean =>
  membersOf(schema).some(
    (member) => member.kind === 'unknown' || (kinds as readonly string[]).includes(kindOfSchema(member)),
  )

const inherited = (name: string): boolean => name in Object.prototype

/** Whether a text names a place in a list. */
const isPlace = (name: string): boolean => /^(0|[1-9]\d{0,8})$/.test(name)

/** What stands at some place of a list or a text, or beyond its end. */
const itemOf = (schema: Schema): Schema => {
  if (schema.kind === 'array') return S.union([schema.items, S.undefined])
  if (schema.kind === 'tuple') return S.union([...schema.items, S.undefined])
  return S.union([S.string, S.undefined])
}

/** What a field of an object that is no null is. */
const fieldOfMember = (schema: Schema, name: string): Schema => {
  switch (kindOfSchema(schema)) {
    case 'record': {
      const field = schema.kind === 'record' ? schema.fields.find((one) => one.name === name) : undefined
      // A row may have more fields than are known of, and one that is absent may be inherited.
      if (field === undefined || (field.optional && inherited(name))) return S.unknown
      return field.optional ? S.union([field.schema, S.undefined]) : field.schema
    }
    case 'dictionary':
      return schema.kind === 'dictionary' && !inherited(name) ? S.union([schema.values, S.undefined]) : S.unknown
    case 'string':
    case 'array':
    case 'tuple': {
      if (name === 'length') return S.number
      if (!isPlace(name)) return S.unknown
      return (schema.kind === 'tuple' ? schema.items[Number(name)] : undefined) ?? itemOf(schema)
    }
    default:
      return S.unknown
  }
}

const isNothing = (schema: Schema): boolean => isOnly(schema, 'null', 'undefined')

/** The schema without null and undefined; unknown if there is nothing else. */
const present = (schema: Schema): Schema => {
  const members = membersOf(schema).filter((member) => !isNothing(member))
  return members.length === 0 ? S.unknown : S.union(members)
}

const fieldOf = (schema: Schema, name: string, optional: boolean): Schema => {
  const of = S.union(membersOf(present(schema)).map((member) => fieldOfMember(member, name)))
  return optional && maybe(schema, 'null', 'undefined') ? S.union([of, S.undefined]) : of
}

const typeOfIndex = (of: Schema, at: Schema, optional: boolean): Schema => {
  if (at.kind === 'literal') return fieldOf(of, String(at.value), optional)
  // Any number but a place names nothing in a list.
  const all = present(of)
  if (!isOnly(at, 'number') || !isOnly(all, 'array', 'tuple', 'string')) return S.unknown
  const item = S.union(membersOf(all).map(itemOf))
  return optional && maybe(of, 'null', 'undefined') ? S.union([item, S.undefined]) : item
}

const typeOfConstant = (value: unknown): Schema => {
  if (typeof value === 'function' || typeof value === 'symbol') return S.unknown
  if (typeof value !== 'object' || value === null) return S.literal(value as Primitive)
  switch (kindOf(value)) {
    case 'date':
      return S.date
    case 'array':
      return S.array(S.unknown)
    case 'object':
      return S.record(Object.entries(value).map(([name, part]) => S.field(name, typeOfConstant(part))))
    default:
      return S.unknown
  }
}

const numeric = ['number', 'boolean', 'null', 'undefined', 'date', 'string'] as const

const typeOfArithmetic = (left: Schema, right: Schema): Schema => {
  if (isOnly(left, 'bigint') && isOnly(right, 'bigint')) return S.bigint
  // Where one is no bigint the other is none either, or it throws.
  if (isOnly(left, ...numeric) || isOnly(right, ...numeric)) return S.number
  return S.union([S.number, S.bigint])
}

const typeOfBinary = (e: Binary, left: Schema, right: Schema): Schema => {
  switch (e.operator) {
    case '+':
      if (isOnly(left, 'string', 'date') || isOnly(right, 'string', 'date')) return S.string
      if (
        isOnly(left, 'number', 'boolean', 'null', 'undefined') &&
        isOnly(right, 'number', 'boolean', 'null', 'undefined')
      )
        return S.number
      if (isOnly(left, 'bigint') && isOnly(right, 'bigint')) return S.bigint
      return S.union([S.number, S.bigint, S.string])
    case '-':
    case '*':
    case '/':
    case '%':
    case '**':
    case '|':
    case '&':
    case '^':
    case '<<':
    case '>>':
      return typeOfArithmetic(left, right)
    case '>>>':
      return S.number
    case '===':
    case '!==':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
      return S.boolean
    default:
      return e.operator satisfies never
  }
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** What these give is a text, whatever has them. */
const texts: ReadonlySet<string> = new Set(
  words(`charAt normalize padEnd padStart repeat replace replaceAll substr substring toLowerCase toUpperCase
    toWellFormed trim trimEnd trimStart toFixed toPrecision toExponential toString toISOString toUTCString join`),
)

/** What methods of texts and dates give, and those of numbers. */
const results: ReadonlyMap<string, Schema> = new Map([
  ...words(`charCodeAt indexOf lastIndexOf search getTime getUTCDate getUTCDay getUTCFullYear getUTCHours
    getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds findIndex findLastIndex`).map(
    (name) => [name, S.number] as const,
  ),
  ...words('endsWith startsWith includes every some has hasOwnProperty isWellFormed').map(
    (name) => [name, S.boolean] as const,
  ),
])

/** What is known of what a function gives that a method calls. */
type TypeOfBody = (fn: FunctionLiteral, locals: Iterable<readonly [string, Schema]>) => Schema

/** What `reduce` comes to: what it begins with, and what its function makes of that and of what it made before. */
const typeOfReduce = (e: Method, initial: Schema, of: Schema, typeOfBody: TypeOfBody): Schema => {
  const [fn] = e.args
  if (fn?.kind !== 'function' || e.args.length !== 2) return S.unknown
  const after = (state: Schema): Schema => typeOfBody(fn, callbackLocals(e, fn, of, state))
  const once = S.union([initial, after(initial)])
  const all = S.union([once, after(once)])
  return S.printSchema(all) === S.printSchema(once) ? once : S.unknown
}

/** Methods of one kind of value, where kinds differ. */
const typeOfMethod = (e: Method, of: Schema, typeOfPart: (e: Expression) => Schema, typeOfBody: TypeOfBody): Schema => {
  const all = present(of)
  const known = results.get(e.name)
  const [first, second] = e.args
  const isPlain = isOnly(all, 'string', 'number', 'boolean', 'bigint', 'date', 'array', 'tuple')
  const result = ((): Schema => {
    if (texts.has(e.name)) return S.string
    // Collections of Immutable find no index in undefined, and patterns other than texts answer as they like.
    if (known !== undefined && isPlain) return known
    if (isOnly(all, 'string')) {
      if (e.name === 'slice' || e.name === 'concat' || e.name === 'valueOf') return S.string
      if (e.name === 'split') return S.array(S.string)
      if (e.name === 'at') return S.union([S.string, S.undefined])
      if (e.name === 'codePointAt') return S.union([S.number, S.undefined])
    }
    if (isOnly(all, 'number', 'date') && e.name === 'valueOf') return S.number
    if (isOnly(all, 'date') && e.name === 'toJSON') return S.union([S.string, S.null])
    if (isOnly(all, 'array', 'tuple')) {
      if (e.name === 'flatMap' || e.name === 'flat') return S.array(S.unknown)
      // Holes stay holes.
      if (e.name === 'map')
        return first?.kind === 'function'
          ? S.array(S.union([typeOfBody(first, callbackLocals(e, first, all)), S.undefined]))
          : S.array(S.unknown)
      const items = itemsOf(all)
      if (e.name === 'reduce')
        return typeOfReduce(e, second === undefined ? S.unknown : typeOfPart(second), all, typeOfBody)
      if (items.kind === 'union' && items.members.length === 0) return S.unknown
      if (e.name === 'filter' || e.name === 'slice') return S.array(items)
      // These fill holes.
      if (e.name === 'toReversed' || e.name === 'toSorted') return S.array(S.union([items, S.undefined]))
      if (e.name === 'at' || e.name === 'find' || e.name === 'findLast') return S.union([items, S.undefined])
    }
    return S.unknown
  })()
  return e.optional && maybe(of, 'null', 'undefined') ? S.union([result, S.undefined]) : result
}

const isTruthy = (schema: Schema): boolean =>
  isOnly(schema, 'date', 'array', 'tuple', 'record', 'dictionary', 'bytes') ||
  (schema.kind === 'literal' && Boolean(schema.value))
const isFalsy = (schema: Schema): boolean => isNothing(schema) || (schema.kind === 'literal' && !schema.value)

/** What is left of the left side where the right one is not asked. */
const typeOfLogical = (operator: '&&' | '||' | '??', left: Schema, right: Schema): Schema => {
  const stays = membersOf(left).filter((member) =>
    operator === '??' ? !isNothing(member) : operator === '||' ? !isFalsy(member) : !isTruthy(member),
  )
  return S.union([...stays, right])
}

/** The fields of an object literal in the end; undefined where not all are known. */
const typeOfEntries = (entries: readonly Entry[], typeOf: (e: Expression) => Schema): Schema => {
  const fields = new Map<string, { readonly name: string; readonly schema: Schema; readonly optional: boolean }>()
  for (const one of entries) {
    if (one.kind === 'entry') {
      fields.set(one.name, S.field(one.name, typeOf(one.value)))
      continue
    }
    const of = typeOf(one.of)
    if (isNothing(of)) continue
    // What is not known of the row that is spread may replace any field before it.
    if (of.kind !== 'record') {
      for (const field of fields.values()) fields.set(field.name, { ...field, schema: S.unknown })
      continue
    }
    for (const field of fields.values())
      if (!of.fields.some(({ name }) => name === field.name)) fields.set(field.name, { ...field, schema: S.unknown })
    for (const field of of.fields) {
      const before = fields.get(field.name)
      if (!field.optional) fields.set(field.name, field)
      else if (before === undefined) fields.set(field.name, field)
      else fields.set(field.name, { ...before, schema: S.union([before.schema, field.schema]) })
    }
  }
  return S.record([...fields.values()])
}

/** What comes out of an iterable, undefined where a list has a hole. */
const takenFrom = (schema: Schema): Schema =>
  isOnly(schema, 'string') ? S.string : S.union([itemsOf(schema), S.undefined])

const typeOfKnown = (known: KnownFunction | undefined, args: readonly Schema[]): Schema => {
  if (known === undefined) return S.unknown
  const given = Array.from({ length: known.passes }, (_, i) => args[i] ?? S.undefined)
  const passes = (kind: 'null' | 'undefined'): boolean => given.some((arg) => maybe(arg, kind))
  return S.union([known.gives, ...(passes('null') ? [S.null] : []), ...(passes('undefined') ? [S.undefined] : [])])
}

/** What is left of a record without the named fields. */
const typeOfRest = (of: Schema, names: readonly Expression[]): Schema => {
  const taken = names.map((name) => (name.kind === 'constant' ? name.value : undefined))
  return of.kind === 'record' && !taken.includes(undefined)
    ? S.record(of.fields.filter(({ name }) => !taken.includes(name)))
    : S.unknown
}

export const typeOf = (e: Expression, args: readonly Schema[], locals: Locals = none): Schema => {
  const of = (part: Expression): Schema => typeOf(part, args, locals)
  switch (e.kind) {
    case 'argument':
      return args[e.index] ?? S.unknown
    case 'local':
      return locals.get(e.name) ?? S.unknown
    case 'constant':
      return typeOfConstant(e.value)
    case 'field':
      return fieldOf(of(e.of), e.name, e.optional)
    case 'index':
      return typeOfIndex(of(e.of), of(e.at), e.optional)
    case 'unary':
      switch (e.operator) {
        case '!':
          return S.boolean
        case 'typeof':
          return S.string
        case 'void':
          return S.undefined
        case '+':
          return S.number
        case '-':
        case '~':
          return isOnly(of(e.of), ...numeric)
            ? S.number
            : isOnly(of(e.of), 'bigint')
              ? S.bigint
              : S.union([S.number, S.bigint])
        default:
          return e satisfies never
      }
    case 'binary':
      return typeOfBinary(e, of(e.left), of(e.right))
    case 'logical':
      return typeOfLogical(e.operator, of(e.left), of(e.right))
    case 'conditional':
      return S.union([of(e.then), of(e.otherwise)])
    case 'template':
      return S.string
    case 'object':
      return typeOfEntries(e.entries, of)
    case 'array':
      return e.items.some((item) => item.kind === 'spread')
        ? S.array(S.union(e.items.map((item) => (item.kind === 'spread' ? takenFrom(of(item.of)) : of(item)))))
        : S.tuple(e.items.flatMap((item) => (item.kind === 'spread' ? [] : [of(item)])))
    case 'method':
      return typeOfMethod(e, of(e.of), of, (fn, parameters) =>
        typeOf(
          fn.body,
          args,
          new Map([...locals, ...fn.params.map((name) => [name, S.unknown] as const), ...parameters]),
        ),
      )
    case 'call':
      if (e.fn === makeDate) return S.date
      if (e.fn === restOf) return typeOfRest(e.args[0] ? of(e.args[0]) : S.unknown, e.args.slice(1))
      if (e.fn === takeItems || e.fn === sortedCopy || e.fn === reversedCopy)
        return S.array(S.union([takenFrom(e.args[0] ? of(e.args[0]) : S.unknown), S.undefined]))
      return typeOfKnown(knownFunctionOf(e.fn), e.args.map(of))
    case 'let':
      return typeOf(e.within, args, new Map([...locals, [e.name, of(e.value)]]))
    case 'function':
      return S.unknown
    default:
      return e satisfies never
  }
}
