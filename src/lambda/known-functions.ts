/**
 * The functions and constants that are known to be pure: those of the language, by the name under which they are called, and
 * those of `floe/time`, by what they are.
 *
 * What stands under a name is compared with what stood there when this module was loaded: a function that somebody replaced
 * since is not known. What makes a function a candidate is that it has no effect and that its result depends on its
 * arguments alone, when these are what a row may hold. Functions that look at the clock, the zone, the locale or chance
 * stand in `impureGlobals`.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { hasOwnField, tagOf } from './stand-ins.ts'
import { timeFunctions } from './time-functions.ts'

type AnyFunction = (...args: never) => unknown

/** For which arguments a function is known not to throw. */
export type Takes =
  /** Whatever it is given. */
  | 'anything'
  /** Whatever can be made a number of without throwing: no bigint, no object but a date. */
  | 'numeric'
  /** Primitives, dates. */
  | 'plain'
  /** All but null and undefined, as its first argument. */
  | 'present'
  /** Numbers, dates, null and undefined, as its only argument. */
  | 'time'
  /** Who knows. */
  | 'nothing'

export interface KnownFunction {
  readonly fn: AnyFunction
  readonly name: string
  /** The name under which code finds it; undefined where it must be handed to it. */
  readonly global: string | undefined
  readonly gives: Schema
  /** Of how many of its first arguments it gives null and undefined back, where one is that. */
  readonly passes: number
  readonly takes: Takes
  /** Which argument it calls, if it is given a function there. */
  readonly callback: number | undefined
  /** Whether what it gives is an object that nobody else has. */
  readonly isFresh: boolean
  /** Whether libraries export other functions by this name, so that it may be one of those where nobody can look. */
  readonly isAmbiguous: boolean
}

interface Facts {
  readonly names: string
  readonly gives: Schema
  readonly takes: Takes
  readonly callback?: number
  readonly isFresh?: true
  readonly isAmbiguous?: true
  /** What is called in its place: a function that takes its `this` as an argument. */
  readonly standIn?: AnyFunction
}

const strings = S.array(S.string)

const table: readonly Facts[] = [
  {
    names: `Math.abs Math.acos Math.acosh Math.asin Math.asinh Math.atan Math.atan2 Math.atanh Math.cbrt Math.ceil
      Math.clz32 Math.cos Math.cosh Math.exp Math.expm1 Math.floor Math.fround Math.hypot Math.imul Math.log Math.log10
      Math.log1p Math.log2 Math.max Math.min Math.pow Math.round Math.sign Math.sin Math.sinh Math.sqrt Math.tan
      Math.tanh Math.trunc Date.UTC`,
    gives: S.number,
    takes: 'numeric',
  },
  { names: 'isNaN isFinite', gives: S.boolean, takes: 'numeric', isAmbiguous: true },
  { names: 'String.fromCharCode', gives: S.string, takes: 'numeric' },
  { names: 'String.fromCodePoint', gives: S.string, takes: 'nothing' },
  { names: 'Number parseInt parseFloat Number.parseInt Number.parseFloat', gives: S.number, takes: 'plain' },
  { names: 'String', gives: S.string, takes: 'plain' },
  { names: 'Boolean', gives: S.boolean, takes: 'anything' },
  {
    names: `Number.isFinite Number.isInteger Number.isNaN Number.isSafeInteger Array.isArray Object.is ArrayBuffer.isView`,
    gives: S.boolean,
    takes: 'anything',
  },
  { names: 'BigInt BigInt.asIntN BigInt.asUintN', gives: S.bigint, takes: 'nothing' },
  { names: 'Object.keys Object.getOwnPropertyNames', gives: strings, takes: 'present', isFresh: true },
  { names: 'Object.values', gives: S.array(S.unknown), takes: 'present', isFresh: true },
  { names: 'Object.entries', gives: S.array(S.tuple([S.string, S.unknown])), takes: 'present', isFresh: true },
  { names: 'Object.fromEntries', gives: S.unknown, takes: 'nothing', isFresh: true },
  { names: 'Object.hasOwn', gives: S.boolean, takes: 'nothing' },
  { names: 'Object.groupBy Map.groupBy', gives: S.unknown, takes: 'nothing', callback: 1, isFresh: true },
  { names: 'Array.of', gives: S.array(S.unknown), takes: 'anything', isFresh: true },
  { names: 'Array.from', gives: S.array(S.unknown), takes: 'nothing', callback: 1, isFresh: true },
  { names: 'JSON.stringify', gives: S.union([S.string, S.undefined]), takes: 'nothing', callback: 1 },
  { names: 'JSON.parse', gives: S.unknown, takes: 'nothing', callback: 1, isFresh: true },
  {
    names: 'encodeURIComponent decodeURIComponent encodeURI decodeURI',
    gives: S.string,
    takes: 'nothing',
  },
  { names: 'escape unescape btoa atob', gives: S.string, takes: 'nothing', isAmbiguous: true },
  { names: 'structuredClone', gives: S.unknown, takes: 'nothing', isFresh: true },
  { names: 'Object.prototype.hasOwnProperty.call', gives: S.boolean, takes: 'nothing', standIn: hasOwnField },
  { names: 'Object.prototype.toString.call', gives: S.string, takes: 'anything', standIn: tagOf },
]

/** What stands under a dotted name of the global object now: `Math.floor`. */
const lookUp = (name: string): unknown =>
  name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], globalThis)

interface Entry {
  /** What stood under the name at first. */
  readonly there: unknown
  readonly facts: KnownFunction
}

const known: ReadonlyMap<string, Entry> = new Map(
  table.flatMap(({ names, gives, takes, callback, isFresh = false, isAmbiguous = false, standIn }) =>
    names.split(/\s+/).flatMap((name) => {
      const there = lookUp(name)
      const fn = standIn ?? (there as AnyFunction)
      // A function that stands for one with `this` has no name of its own.
      const global = standIn === undefined ? name : undefined
      const facts = Object.freeze({ fn, name, global, gives, passes: 0, takes, callback, isFresh, isAmbiguous })
      return typeof there === 'function' ? [[name, { there, facts }] as const] : []
    }),
  ),
)

const ofTime: readonly KnownFunction[] = timeFunctions.map((facts) =>
  Object.freeze({ ...facts, global: undefined, callback: undefined, isFresh: false, isAmbiguous: false }),
)

const byFunction: ReadonlyMap<unknown, KnownFunction> = new Map(
  [...[...known.values()].map(({ facts }) => facts), ...ofTime].map((facts) => [facts.fn, facts]),
)

/** What is known of a global function by its name, as long as it is what it was. */
export const knownFunction = (name: string): KnownFunction | undefined => {
  const entry = known.get(name)
  return entry !== undefined && lookUp(name) === entry.there ? entry.facts : undefined
}

/** Whether a function of this name would be known if nobody had replaced it. */
export const isReplaced = (name: string): boolean => known.has(name) && knownFunction(name) === undefined

/** What is known of a function that is given as a value. */
export const knownFunctionOf = (fn: unknown): KnownFunction | undefined => byFunction.get(fn)

const makers: ReadonlyMap<string, unknown> = new Map(
  [
    'Map',
    'Set',
    'Array',
    'Date',
    'RegExp',
    'Error',
    'TypeError',
    'RangeError',
    'SyntaxError',
    'EvalError',
    'URIError',
  ].map((name) => [name, lookUp(name)]),
)

/** Whether `new` of this global makes a fresh object, and does nothing else. Of dates it depends on the arguments. */
export const isMaker = (name: string): boolean => makers.has(name) && lookUp(name) === makers.get(name)

/** Constants of the language, which nobody can replace. */
const constants: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'].map((name): [string, number] => [
    `Math.${name}`,
    Math[name as 'PI'],
  ]),
  ...(
    [
      'EPSILON',
      'MAX_SAFE_INTEGER',
      'MAX_VALUE',
      'MIN_SAFE_INTEGER',
      'MIN_VALUE',
      'NaN',
      'NEGATIVE_INFINITY',
      'POSITIVE_INFINITY',
    ] as const
  ).map((name): [string, number] => [`Number.${name}`, Number[name]]),
])

/** The value of a global constant by its name. The object that it is a field of must be what it was. */
export const knownConstant = (name: string): { readonly value: number | undefined } | undefined =>
  constants.has(name) && Object.is(lookUp(name), constants.get(name)) ? { value: constants.get(name) } : undefined

/** Globals that are known to be impure, and what they do. By the longest name that is in the table. */
const impureGlobals: ReadonlyMap<string, string> = new Map([
  ['Math.random', 'chance'],
  ['Date.now', 'the clock'],
  ['performance', 'the clock'],
  ['crypto', 'chance'],
  ['console', 'the console'],
  ['process', 'the process'],
  ['fetch', 'the network'],
  ['setTimeout', 'the clock'],
  ['setInterval', 'the clock'],
  ['setImmediate', 'the clock'],
  ['queueMicrotask', 'the event loop'],
  ['Intl', 'the locale'],
  ['document', 'the page'],
  ['window', 'the page'],
  ['localStorage', 'the page'],
  ['require', 'modules'],
  ['eval', 'code made at run time'],
])

/** What an impure global touches: `chance`, `the clock`. */
export const touchedBy = (name: string): string | undefined => {
  for (let of = name; of !== ''; of = of.slice(0, Math.max(0, of.lastIndexOf('.')))) {
    const what = impureGlobals.get(of)
    if (what !== undefined) return what
  }
  return undefined
}
