/**
 * What a name that is free in a function means: something that is attached to the function, a global that is known, or
 * nothing that anybody could know. Looked up at the time of reading; knows nothing of syntax.
 */
import type { Attachment } from './attachment.ts'
import {
  isMaker,
  isReplaced,
  type KnownFunction,
  knownConstant,
  knownFunction,
  knownFunctionOf,
  touchedBy,
} from './known-functions.ts'
import { isFrozenData } from './plain-data.ts'

type AnyFunction = (...args: never) => unknown

export type Resolved =
  /** A value that never changes, nor does anything in it. */
  | { readonly kind: 'constant'; readonly value: unknown }
  /** A global function that is known to be pure. */
  | { readonly kind: 'known'; readonly known: KnownFunction; readonly isCertain: boolean }
  /** A function that can be read itself. */
  | { readonly kind: 'function'; readonly fn: AnyFunction }
  /** Makes fresh objects: `Map`, `Date`. */
  | { readonly kind: 'maker'; readonly name: string }
  | { readonly kind: 'impure'; readonly what: string }
  | { readonly kind: 'unknown'; readonly why: string }
  /** The beginning of a longer name, which means nothing by itself: `Math`. */
  | { readonly kind: 'part' }

const unknown = (why: string): Resolved => ({ kind: 'unknown', why })

/** A regular expression that keeps nothing between two calls, and has no methods but its own. */
export const isStatelessPattern = (value: unknown): boolean =>
  value instanceof RegExp &&
  !value.global &&
  !value.sticky &&
  Object.getPrototypeOf(value) === RegExp.prototype &&
  Object.getOwnPropertyNames(value).length === 1

/** `none` of fp-ts. It is not frozen, and nobody has a reason to change the one that everybody has. */
const isNone = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Reflect.ownKeys(value).join() === '_tag' &&
  Object.getOwnPropertyDescriptor(value, '_tag')?.value === 'None'

/** What a value means that is known and can never be another. */
export const resolveValue = (name: string, value: unknown): Resolved => {
  if (typeof value === 'function') {
    const known = knownFunctionOf(value)
    return known === undefined
      ? { kind: 'function', fn: value as AnyFunction }
      : { kind: 'known', known, isCertain: true }
  }
  if (isStatelessPattern(value) || isNone(value)) return { kind: 'constant', value }
  if (isFrozenData(value)) return { kind: 'constant', value }
  return unknown(`captures ${name}, an object that can change`)
}

const isNamespace = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Module]'

const resolveCapture = (name: string, { captures }: Attachment): Resolved => {
  const capture = captures[name]
  if (capture === undefined || !capture.isConstant) return unknown(`captures ${name}, which can change`)
  try {
    const value = capture.get()
    return isNamespace(value) ? { kind: 'part' } : resolveValue(name, value)
  } catch {
    return unknown(`captures ${name}, which has no value yet`)
  }
}

const globals = new Set(Object.getOwnPropertyNames(globalThis))

/** Names that build tools give to what is imported: `__vi_import_0__.dates`. */
const importName = /^(?:__vi_import_\d+__|import_\w+)\.(\w+)/

const resolveGlobal = (name: string, isCertain: boolean): Resolved => {
  const known = knownFunction(name)
  if (known !== undefined) return { kind: 'known', known, isCertain: isCertain || !known.isAmbiguous }
  const constant = knownConstant(name)
  if (constant !== undefined) return { kind: 'constant', value: constant.value }
  if (isMaker(name)) return { kind: 'maker', name }
  const touched = touchedBy(name)
  if (touched !== undefined) return { kind: 'impure', what: `uses ${name}, which touches ${touched}` }
  if (isReplaced(name)) return unknown(`uses ${name}, which somebody has replaced`)
  const imported = importName.exec(name)
  if (imported !== null) return unknown(`captures ${imported[1]}, whose value cannot be seen`)
  const [root = name] = name.split('.')
  return globals.has(root)
    ? unknown(`uses ${name}, which is not known to be pure`)
    : unknown(`captures ${root}, whose value cannot be seen`)
}

/** Objects whose fields are globals themselves. */
const parts = new Set(
  'Math Number Object Object.prototype Object.prototype.hasOwnProperty Object.prototype.toString Array String JSON Date Map BigInt ArrayBuffer globalThis'.split(
    ' ',
  ),
)

/** A namespace of which members are attached, by their paths. */
const isBeginning = (name: string, { captures }: Attachment): boolean =>
  !Object.hasOwn(captures, name) && Object.keys(captures).some((path) => path.startsWith(`${name}.`))

/**
 * What a name means in a function with this attachment, if any; a name with dots is looked up as a whole, and `part` says
 * that it is only the beginning of one.
 */
export const resolveName = (name: string, attachment: Attachment | undefined): Resolved => {
  const [root = name] = name.split('.')
  if (attachment !== undefined) {
    if (isBeginning(name, attachment)) return { kind: 'part' }
    if (Object.hasOwn(attachment.captures, name)) return resolveCapture(name, attachment)
    if (Object.hasOwn(attachment.captures, root)) {
      const resolved = resolveCapture(root, attachment)
      return resolved.kind === 'unknown' ? resolved : unknown(`captures ${name}, whose value cannot be seen`)
    }
  }
  const global = name.startsWith('globalThis.') ? name.slice('globalThis.'.length) : name
  const resolved = resolveGlobal(global, attachment !== undefined || global !== name)
  return resolved.kind === 'unknown' && parts.has(global) ? { kind: 'part' } : resolved
}
