/**
 * Whether an expression may make a text of a date, which says what the time zone of the machine makes of it: for all that is
 * known of its arguments. What is not known to be no date may be one.
 *
 * Dates are compared and counted with as numbers, so most operators do not ask. A list becomes a text by what is in it.
 * Knows nothing of plans.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { callbackLocals, itemsOf } from './callback-locals.ts'
import type { Binary, Call, Expression, Method } from './expression.ts'
import { knownFunctionOf } from './known-functions.ts'
import { mapParts } from './map-parts.ts'
import {
  applyAll,
  hasOwnField,
  isInstance,
  makeDate,
  makeMap,
  makePattern,
  makeSet,
  oneField,
  raise,
  restOf,
  reversedCopy,
  sortedCopy,
  tagOf,
  takeItems,
} from './stand-ins.ts'
import { isOnly, type Locals, membersOf, typeOf } from './type-of.ts'

const none: Locals = new Map()

/** Whether there is no date in the text that a value becomes. */
const isDateless = (schema: Schema): boolean => {
  switch (schema.kind) {
    case 'array':
      return isDateless(schema.items)
    case 'tuple':
      return schema.items.every(isDateless)
    case 'union':
      return schema.members.every(isDateless)
    case 'null':
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'bigint':
    case 'string':
    case 'literal':
    case 'bytes':
      return true
    // A record of Immutable says what is in it.
    case 'unknown':
    case 'date':
    case 'record':
    case 'dictionary':
      return false
    default:
      return schema satisfies never
  }
}

/** What is no text and becomes none, but a number: whatever it is compared with by size is one too then. */
const isCounted = (schema: Schema): boolean =>
  isOnly(schema, 'number', 'boolean', 'bigint', 'null', 'undefined', 'date')

const asksBinary = ({ operator }: Binary, left: Schema, right: Schema): boolean => {
  switch (operator) {
    case '===':
    case '!==':
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
    case '>>>':
      return false
    case '<':
    case '<=':
    case '>':
    case '>=':
      return !isCounted(left) && !isCounted(right) && !(isDateless(left) && isDateless(right))
    // The text of a date is no number.
    case '==':
    case '!=':
      return (
        ![left, right].some((one) => isOnly(one, 'number', 'boolean', 'bigint', 'null', 'undefined')) &&
        !(isDateless(left) && isDateless(right))
      )
    case '+':
      return !isDateless(left) || !isDateless(right)
    case 'in':
      return !isDateless(left)
    default:
      return operator satisfies never
  }
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Methods that make no text of anything, be it what they are called on or what they are given. */
const asking =
  words(`getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth
  getUTCSeconds toISOString toUTCString valueOf at charAt charCodeAt codePointAt isWellFormed repeat substring substr
  toLowerCase toUpperCase toWellFormed trim trimEnd trimStart toFixed toPrecision toExponential slice flat toReversed
  toSpliced with first last isEmpty take takeLast skip skipLast rest butLast toList toSet every some find findIndex
  findLast findLastIndex forEach reduce reduceRight map filter flatMap filterNot takeWhile skipWhile`)
/** They make a text of what they are given where they are called on one, and never of what they are called on. */
const ofText = words(`concat endsWith includes indexOf lastIndexOf normalize padEnd padStart search startsWith replace
  replaceAll match split test exec hasOwnProperty propertyIsEnumerable get has`)

const isCollection = (e: Expression): boolean =>
  (e.kind === 'constant' && (e.value instanceof Set || e.value instanceof Map)) ||
  (e.kind === 'call' && (e.fn === makeSet || e.fn === makeMap))

const asksMethod = (e: Method, args: readonly Schema[], locals: Locals): boolean => {
  const of = typeOf(e.of, args, locals)
  const all = S.union(membersOf(of).filter((one) => !isOnly(one, 'null', 'undefined')))
  /** What is given becomes a text, or is given to be called and what comes of it becomes one. */
  const isSafe = (arg: Expression): boolean => {
    if (arg.kind === 'constant' && arg.value instanceof RegExp) return true
    if (arg.kind !== 'function') return isDateless(typeOf(arg, args, locals))
    return isDateless(typeOf(arg.body, args, new Map([...locals, ...callbackLocals(e, arg, all)])))
  }
  // A function that is given by name is called with what is in the list.
  const isCalled = (arg: Expression): boolean =>
    arg.kind === 'constant' && typeof arg.value === 'function' && asksFunction(arg.value, [itemsOf(all), S.number])
  if (e.args.some(isCalled)) return true
  if (asking.has(e.name)) return false
  switch (e.name) {
    case 'toString':
      return !isDateless(all)
    case 'join':
      return !isDateless(all) || !e.args.every(isSafe)
    case 'toJSON':
      return !isOnly(all, 'date')
    case 'toSorted':
      return e.args[0]?.kind !== 'function' && !isDateless(all)
    default:
      if (!ofText.has(e.name)) return true
      return !isOnly(all, 'array', 'tuple') && !isCollection(e.of) && !e.args.every(isSafe)
  }
}

/** Known functions that make a text of what they are given. All others take numbers, or look. */
const texts = words(`String JSON.stringify Object.fromEntries Object.hasOwn Object.groupBy encodeURIComponent
  decodeURIComponent encodeURI decodeURI escape unescape btoa atob JSON.parse`)

const isData = (schema: Schema): boolean => {
  switch (schema.kind) {
    case 'unknown':
      return false
    case 'array':
      return isData(schema.items)
    case 'tuple':
      return schema.items.every(isData)
    case 'union':
      return schema.members.every(isData)
    case 'dictionary':
      return isData(schema.values)
    case 'record':
      return schema.fields.every((field) => isData(field.schema))
    default:
      return true
  }
}

const asksFunction = (fn: unknown, schemas: readonly Schema[]): boolean => {
  const known = knownFunctionOf(fn)
  if (known === undefined) return true
  if (fn === tagOf) return false
  if (fn === hasOwnField || known.name === 'Object.hasOwn') return !schemas.slice(1).every(isDateless)
  // A date writes itself in UTC there; of a Map of Immutable, the keys become texts.
  if (known.name === 'JSON.stringify') return !(schemas.length === 1 && schemas.every(isData))
  return texts.has(known.name) && !schemas.every(isDateless)
}

/** They make no text, or are given one. */
const quiet: ReadonlySet<unknown> = new Set([
  takeItems,
  makeSet,
  makeMap,
  makeDate,
  restOf,
  isInstance,
  oneField,
  reversedCopy,
  makePattern,
])

const asksCall = (e: Call, args: readonly Schema[], locals: Locals): boolean => {
  const schemas = e.args.map((arg) => typeOf(arg, args, locals))
  if (quiet.has(e.fn)) return false
  const [first = S.undefined, ...others] = schemas
  if (e.fn === raise) return !others.every(isDateless)
  // It is called with what is in the list.
  const [called] = e.args
  if (e.fn === applyAll) return called?.kind !== 'constant' || asksFunction(called.value, others)
  if (e.fn === sortedCopy) return e.args[1]?.kind !== 'function' && !isDateless(first)
  const known = knownFunctionOf(e.fn)
  // Of what a function gives that is called on the way, nothing is known.
  if (known?.callback !== undefined && e.args[known.callback] !== undefined)
    return known.name !== 'Array.from' || e.args[known.callback]?.kind !== 'function'
  return asksFunction(e.fn, schemas)
}

/** Whether something in it may ask the zone: `args` says what is known of the arguments, in order. */
export const mayAskZone = (e: Expression, args: readonly Schema[], locals: Locals = none): boolean => {
  const asks = (part: Expression, inner = locals): boolean => mayAskZone(part, args, inner)
  const of = (part: Expression): Schema => typeOf(part, args, locals)
  switch (e.kind) {
    case 'let':
      return asks(e.value) || asks(e.within, new Map([...locals, [e.name, of(e.value)]]))
    case 'function':
      return asks(e.body, new Map([...locals, ...e.params.map((name) => [name, S.unknown] as const)]))
    case 'method': {
      const all = S.union(membersOf(of(e.of)).filter((one) => !isOnly(one, 'null', 'undefined')))
      const inner = (fn: Expression): Locals =>
        fn.kind === 'function' ? new Map([...locals, ...callbackLocals(e, fn, all, of(e))]) : locals
      return (
        asks(e.of) ||
        e.args.some((arg) => (arg.kind === 'function' ? asks(arg.body, inner(arg)) : asks(arg))) ||
        asksMethod(e, args, locals)
      )
    }
    case 'template':
      if (!e.parts.every((part) => isDateless(of(part)))) return true
      break
    case 'binary':
      if (asksBinary(e, of(e.left), of(e.right))) return true
      break
    case 'index':
      if (!isDateless(of(e.at))) return true
      break
    case 'call':
      if (asksCall(e, args, locals)) return true
      break
    case 'argument':
    case 'local':
    case 'constant':
    case 'field':
    case 'unary':
    case 'logical':
    case 'conditional':
    case 'object':
    case 'array':
      break
    default:
      return e satisfies never
  }
  let found = false
  mapParts(e, (part) => {
    found ||= asks(part)
    return part
  })
  return found
}
