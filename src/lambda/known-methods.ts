/**
 * Methods by name: which are pure whatever a row holds, which change what they are called on, which ask the machine.
 *
 * A row holds primitives, dates, bytes, arrays, plain objects, Maps, Sets and Immutable's collections, and none of its own
 * fields is a function. So `x.name()` is pure if each of these kinds that has a method of that name has a pure one. Names
 * that some kind changes itself by (`sort`, `set`, `push`) are pure only on an object that the function has made itself.
 */

export interface MethodFacts {
  /** Which argument it calls, if it is given a function there. */
  readonly callback: number | undefined
  /**
   * Whether what it gives may be written to: an object that nobody else has, or one that cannot be changed (a primitive, a
   * collection of Immutable).
   */
  readonly isFresh: boolean
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const plain = words(`
  at charAt charCodeAt codePointAt endsWith includes indexOf isWellFormed lastIndexOf normalize padEnd padStart repeat
  search startsWith substring substr toLowerCase toUpperCase toWellFormed trim trimEnd trimStart
  toFixed toPrecision toExponential toString valueOf join keys values entries
  getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds
  toISOString toJSON toUTCString
  get has hasOwnProperty propertyIsEnumerable
  first last getIn hasIn isEmpty equals isSubset isSuperset take takeLast skip skipLast rest butLast toList toSet
  toMap toOrderedMap toOrderedSet setIn removeIn deleteIn mergeIn mergeDeepIn merge mergeDeep remove isSubsetOf isSupersetOf
  isDisjointFrom union intersect intersection subtract difference symmetricDifference interpose
  getInt8 getUint8 getInt16 getUint16 getInt32 getUint32 getFloat32 getFloat64 getBigInt64 getBigUint64`)
const plainCallback = words(`
  every some find findIndex findLast findLastIndex forEach reduce reduceRight findEntry findLastEntry findKey findLastKey
  max min maxBy minBy keyOf count countBy takeWhile takeUntil skipWhile skipUntil filterNot groupBy partition sortBy
  mapKeys mapEntries flip isSorted`)
const fresh = words('slice concat flat split toReversed toSpliced with match toArray toObject toJS')
const freshCallback = words('map filter flatMap toSorted')

/** The same facts for each name. */
const each = (names: readonly string[], callback: number | undefined, isFresh: boolean) =>
  names.map((name): readonly [string, MethodFacts] => [name, Object.freeze({ callback, isFresh })])

const pure: ReadonlyMap<string, MethodFacts> = new Map([
  ...each(plain, undefined, false),
  ...each(plainCallback, 0, false),
  ...each(fresh, undefined, true),
  ...each(freshCallback, 0, true),
  ...each(['replace', 'replaceAll', 'updateIn'], 1, false),
])

/** They change what they are called on. What they give is fresh where it is that, a new object, or a primitive. */
const mutators: ReadonlyMap<string, MethodFacts> = new Map([
  ...each(words('push unshift splice set add delete clear fill copyWithin reverse'), undefined, true),
  ...each(words('pop shift'), undefined, false),
  ...each(['sort'], 0, true),
  ...each(
    words(`setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds`),
    undefined,
    true,
  ),
])

const ambient: ReadonlyMap<string, string> = new Map<string, string>([
  ...words(
    'toLocaleString toLocaleDateString toLocaleTimeString toLocaleLowerCase toLocaleUpperCase localeCompare',
  ).map((name) => [name, 'the locale'] as const),
  ...words(`getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds getYear getTimezoneOffset
    toDateString toTimeString setFullYear setMonth setDate setHours setMinutes setSeconds setMilliseconds setYear`).map(
    (name) => [name, 'the time zone'] as const,
  ),
])

// Somebody may have replaced a method since. What is compared is all that ever carries the names in the tables.
const prototypes = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  BigInt.prototype,
  Date.prototype,
  RegExp.prototype,
  Map.prototype,
  Set.prototype,
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  DataView.prototype,
]

const methodsNow = (name: string): readonly unknown[] =>
  prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, name)?.value)

const atFirst: ReadonlyMap<string, readonly unknown[]> = new Map(
  [...pure.keys(), ...mutators.keys(), 'test', 'exec'].map((name) => [name, methodsNow(name)]),
)

const isIntact = (name: string): boolean => {
  const then = atFirst.get(name)
  return methodsNow(name).every((method, i) => method === then?.[i])
}

/** What is known of a method that changes nothing; undefined if a kind of row has an impure one, or none is known. */
export const pureMethod = (name: string): MethodFacts | undefined => {
  const facts = pure.get(name)
  return facts !== undefined && isIntact(name) ? facts : undefined
}

/** What is known of a method that changes what it is called on, and nothing else. */
export const mutator = (name: string): MethodFacts | undefined => {
  const facts = mutators.get(name)
  return facts !== undefined && isIntact(name) ? facts : undefined
}

/** What a method asks beside its arguments: `the locale`. */
export const askedBy = (name: string): string | undefined => ambient.get(name)

/** The methods of a regular expression. */
export const isPatternMethod = (name: string): boolean => (name === 'test' || name === 'exec') && isIntact(name)
