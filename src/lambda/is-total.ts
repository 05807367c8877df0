/**
 * Whether evaluating an expression cannot throw, whatever its arguments are that fit their schemas. What is not known to be
 * so is not so.
 *
 * What throws in JavaScript: a field of null or undefined; arithmetic that mixes bigints with others, or makes a number or a
 * text of an object that has no way to become one; methods that a value does not have, or that refuse their arguments;
 * spreading what is no iterable. A schema tells what a value is, but not which fields it has besides. Knows nothing of plans.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { callbackLocals } from './callback-locals.ts'
import type { Binary, Call, Expression, Method } from './expression.ts'
import { knownFunctionOf } from './known-functions.ts'
import { makeDate, makeSet, restOf, takeItems } from './stand-ins.ts'
import { isOnly, type Locals, maybe, membersOf, typeOf } from './type-of.ts'

const none: Locals = new Map()

/** What becomes a number without throwing. */
const numeric = ['number', 'boolean', 'null', 'undefined', 'date', 'string'] as const
/** What becomes a text without throwing. An array does not count: what is in it may not. */
const plain = [...numeric, 'bigint'] as const

const isPresent = (schema: Schema): boolean => !maybe(schema, 'null', 'undefined')

const isTotalBinary = (e: Binary, left: Schema, right: Schema): boolean => {
  switch (e.operator) {
    case '===':
    case '!==':
      return true
    case '==':
    case '!=':
      // An object is compared with a primitive other than null by what it becomes.
      return (
        [left, right].some((one) => isOnly(one, 'null', 'undefined')) || [left, right].every((s) => isOnly(s, ...plain))
      )
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOnly(left, ...plain) && isOnly(right, ...plain)
    case '+':
      if (isOnly(left, 'string') || isOnly(right, 'string')) return isOnly(left, ...plain) && isOnly(right, ...plain)
      return (
        (isOnly(left, ...numeric) && isOnly(right, ...numeric)) || (isOnly(left, 'bigint') && isOnly(right, 'bigint'))
      )
    case '-':
    case '*':
    case '|':
    case '&':
    case '^':
      return (
        (isOnly(left, ...numeric) && isOnly(right, ...numeric)) || (isOnly(left, 'bigint') && isOnly(right, 'bigint'))
      )
    // Of bigints these may throw: by zero, to a negative power, beyond what memory holds.
    case '/':
    case '%':
    case '**':
    case '<<':
    case '>>':
    case '>>>':
      return isOnly(left, ...numeric) && isOnly(right, ...numeric)
    case 'in':
      return isOnly(left, ...plain) && isOnly(right, 'record', 'dictionary', 'array', 'tuple', 'date', 'bytes')
    default:
      return e.operator satisfies never
  }
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Methods of texts that make numbers and texts of what they are given, and refuse nothing. */
const ofText = words(`at charAt charCodeAt codePointAt concat indexOf lastIndexOf isWellFormed toWellFormed slice split
  substr substring toLowerCase toUpperCase toString trim trimEnd trimStart valueOf endsWith includes startsWith replace`)
const ofDate =
  words(`getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth
  getUTCSeconds toJSON toUTCString valueOf`)
const ofArray = words('at concat includes indexOf lastIndexOf slice toReversed')
const withCallback = words('every some find findIndex findLast findLastIndex forEach map filter flatMap')

/** Plain values, and patterns that are literals. */
const isPlainArgument = (e: Expression, schema: Schema): boolean =>
  isOnly(schema, ...numeric) || (e.kind === 'constant' && e.value instanceof RegExp)

const isTotalMethod = (e: Method, of: Schema, args: readonly Schema[], locals: Locals): boolean => {
  const schemas = e.args.map((arg) => typeOf(arg, args, locals))
  const receivers = membersOf(of).filter((one) => !(e.optional && isOnly(one, 'null', 'undefined')))
  const all = S.union(receivers)
  if (receivers.length === 0) return true
  const arePlain = e.args.every((arg, i) => isPlainArgument(arg, schemas[i] ?? S.unknown))
  const patterns = e.args.some((arg) => arg.kind === 'constant' && arg.value instanceof RegExp)
  if (isOnly(all, 'string')) {
    if (!ofText.has(e.name) || !arePlain) return false
    // These refuse a pattern.
    return !(patterns && (e.name === 'endsWith' || e.name === 'includes' || e.name === 'startsWith'))
  }
  if (isOnly(all, 'number', 'boolean', 'bigint'))
    return (e.name === 'toString' || e.name === 'valueOf') && e.args.length === 0
  if (isOnly(all, 'date')) return ofDate.has(e.name) && e.args.length === 0
  if (!isOnly(all, 'array', 'tuple')) return false
  if (ofArray.has(e.name))
    return e.name === 'includes' || e.name === 'indexOf' || e.name === 'lastIndexOf' || e.name === 'concat'
      ? schemas.slice(1).every((one) => isOnly(one, ...numeric))
      : arePlain
  if (!withCallback.has(e.name) || e.args.length !== 1) return false
  const [callback] = e.args
  if (callback?.kind !== 'function') return false
  const inner = new Map([...locals, ...callbackLocals(e, callback, all)])
  return isTotal(callback.body, args, inner)
}

const isTotalCall = (e: Call, schemas: readonly Schema[]): boolean => {
  const [first = S.undefined] = schemas
  if (e.fn === restOf) return isPresent(first)
  if (e.fn === makeSet) return isOnly(first, 'array', 'tuple', 'string', 'null', 'undefined')
  if (e.fn === takeItems) return isOnly(first, 'array', 'tuple', 'string')
  if (e.fn === makeDate) return isOnly(first, 'number')
  // What is made here can be frozen; not so an array of bytes.
  if (e.fn === Object.freeze)
    return e.args.length === 1 && (e.args[0]?.kind === 'object' || e.args[0]?.kind === 'array')
  const known = knownFunctionOf(e.fn)
  if (known === undefined) return false
  switch (known.takes) {
    case 'anything':
      return true
    case 'numeric':
      return schemas.every((one) => isOnly(one, ...numeric))
    case 'plain':
      return schemas.every((one) => isOnly(one, ...plain))
    case 'present':
      return isPresent(first) && e.args.length > 0
    case 'time':
      return e.args.length === 1 && isOnly(first, 'number', 'date', 'null', 'undefined')
    case 'nothing':
      return false
    default:
      return known.takes satisfies never
  }
}

export const isTotal = (e: Expression, args: readonly Schema[], locals: Locals = none): boolean => {
  const total = (part: Expression): boolean => isTotal(part, args, locals)
  const of = (part: Expression): Schema => typeOf(part, args, locals)
  switch (e.kind) {
    case 'argument':
    case 'local':
    case 'constant':
    case 'function':
      return true
    case 'field':
      return total(e.of) && (e.optional || isPresent(of(e.of)))
    case 'index':
      return total(e.of) && total(e.at) && isOnly(of(e.at), ...plain) && (e.optional || isPresent(of(e.of)))
    case 'unary':
      if (!total(e.of)) return false
      if (e.operator === '!' || e.operator === 'typeof' || e.operator === 'void') return true
      return isOnly(of(e.of), ...numeric) || (e.operator !== '+' && isOnly(of(e.of), 'bigint'))
    case 'binary':
      return total(e.left) && total(e.right) && isTotalBinary(e, of(e.left), of(e.right))
    case 'logical':
      return total(e.left) && total(e.right)
    case 'conditional':
      return total(e.test) && total(e.then) && total(e.otherwise)
    case 'template':
      return e.parts.every((part) => total(part) && isOnly(of(part), ...plain))
    case 'object':
      return e.entries.every((one) => total(one.kind === 'entry' ? one.value : one.of))
    case 'array':
      return e.items.every((item) =>
        item.kind === 'spread' ? total(item.of) && isOnly(of(item.of), 'array', 'tuple', 'string') : total(item),
      )
    case 'method':
      return total(e.of) && e.args.every(total) && isTotalMethod(e, of(e.of), args, locals)
    case 'call':
      return e.args.every(total) && isTotalCall(e, e.args.map(of))
    case 'let':
      return total(e.value) && isTotal(e.within, args, new Map([...locals, [e.name, of(e.value)]]))
    default:
      return e satisfies never
  }
}
