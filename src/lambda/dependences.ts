/**
 * All that the meaning of a function depends on besides its text, for one that could not be read to its end: each free name
 * in it, wherever it stands. Looks at names and values, and not at what the function does with them.
 *
 * What is not seen makes an end of it: a variable that may be given another value, `this`, an object that is no data. What
 * can be changed in place counts as it is now, if that is not too much to look at.
 */
import type { Attachment } from './attachment.ts'
import { isCounter, isToolName, namedFunction, pathOf } from './call-parts.ts'
import type { Dependence } from './fingerprint-of.ts'
import { isPlainData } from './plain-data.ts'
import { isFree, type Source } from './source.ts'
import { childrenOf, type NameNode, type SyntaxNode } from './syntax.ts'

/** Globals of the language and of the platform that mean the same wherever they are, and keep nothing. */
const platform = new Set(
  `AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean Buffer DataView Date Error EvalError Float32Array
    Float64Array Int16Array Int32Array Int8Array JSON Map Math Number Object RangeError Reflect RegExp Set String Symbol
    SyntaxError TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array
    Uint8ClampedArray WeakMap WeakSet atob btoa structuredClone`.split(/\s+/),
)

/** What reaches something by no name. */
const nameless: ReadonlySet<string> = new Set([
  'ThisExpression',
  'Super',
  'MetaProperty',
  'PrivateIdentifier',
  'ImportExpression',
])

type Seen = Dependence | 'nothing' | 'unseen'

/** A name and its beginnings, the longest first: `a.b.c`, `a.b`, `a`. */
const beginnings = (name: string): readonly string[] => {
  const parts = name.split('.')
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.'))
}

/** What every function has, and nobody writes to. */
const usual: ReadonlySet<string> = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])

/** A function whose fields, if anybody gave it some, might be read as well. */
const hasFields = (fn: object): boolean =>
  Object.getOwnPropertySymbols(fn).length > 0 || Object.getOwnPropertyNames(fn).some((name) => !usual.has(name))

/** So many values are looked at each time: a few milliseconds. */
const mostValues = 10_000

/** Whether data holds few values, and is quickly gone through. */
const isSmall = (data: unknown): boolean => {
  let left = mostValues
  const visit = (value: unknown): boolean => {
    if (--left < 0) return false
    if (typeof value !== 'object' || value === null) return true
    if (ArrayBuffer.isView(value)) return value.byteLength <= mostValues
    for (const part of Symbol.iterator in value ? (value as Iterable<unknown>) : Object.values(value))
      if (!visit(part)) return false
    return true
  }
  return visit(data)
}

const captured = (name: string, { captures }: Attachment): Seen => {
  const capture = captures[name]
  // What a package gives is of its version, whatever it is.
  if (capture?.from !== undefined) return { name: `${name} from ${capture.from}`, value: undefined }
  if (capture === undefined || !capture.isConstant) return 'unseen'
  try {
    const value = capture.get()
    const isSeen = typeof value === 'function' ? !hasFields(value) : isPlainData(value) && isSmall(value)
    return isSeen ? { name, value } : 'unseen'
  } catch {
    return 'unseen'
  }
}

/** What a free name leads to; a beginning of it, where what follows are fields of that. */
const lookUp = (path: string, source: Source, attachment: Attachment | undefined): Seen => {
  const [root = path] = path.split('.')
  if (attachment !== undefined) {
    const own = beginnings(path).find((name) => Object.hasOwn(attachment.captures, name))
    if (own !== undefined) {
      const resolved = source.resolve(own)
      return resolved.kind === 'constant' ? { name: own, value: resolved.value } : captured(own, attachment)
    }
    if (platform.has(root)) return 'nothing'
  }
  for (const name of beginnings(path)) {
    const { kind } = source.resolve(name)
    if (kind === 'constant' || kind === 'known' || kind === 'maker') return 'nothing'
  }
  return isToolName(root) ? 'nothing' : 'unseen'
}

/** All of them, in the order of the text; undefined where something is not seen. */
export const dependencesOf = (
  source: Source,
  attachment: Attachment | undefined,
): readonly Dependence[] | undefined => {
  const found = new Map<string, Dependence>()
  const free: ReadonlySet<NameNode> = new Set(source.scope.free)
  const isFreeName = isFree(source)
  const visit = (node: SyntaxNode): boolean => {
    if (isCounter(node)) return true
    const named = namedFunction(node, isFreeName)
    if (named !== undefined) return visit(named)
    if (nameless.has(node.type)) return false
    const path = pathOf(node)
    if (path !== undefined && free.has(path.root)) {
      const seen = lookUp(path.name, source, attachment)
      if (typeof seen !== 'string') found.set(seen.name, seen)
      return seen !== 'unseen'
    }
    return childrenOf(node).every(visit)
  }
  return visit(source.parsed.node) ? [...found.values()] : undefined
}
