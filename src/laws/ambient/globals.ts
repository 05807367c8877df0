/**
 * What all code of a process shares: the names of globalThis, and what is built into the language. A change is told from one
 * that somebody else has made by undoing it and calling once more.
 */
import { isStandIn } from './trap.ts'

interface Kept {
  readonly object: object
  readonly name: string
  readonly properties: ReadonlyMap<PropertyKey, PropertyDescriptor>
  /** Those that hold a value, for a quick look. */
  readonly keys: readonly PropertyKey[]
  readonly values: readonly unknown[]
}

/** A property that is not what it was. */
export interface Change {
  readonly object: object
  readonly key: PropertyKey
  /** As `Array.prototype.last`. */
  readonly path: string
  readonly before: PropertyDescriptor | undefined
  readonly after: PropertyDescriptor | undefined
}

const builtIn = [
  ...['Array', 'BigInt', 'Boolean', 'Date', 'Error', 'Function', 'Map', 'Number', 'Object', 'Promise', 'RegExp', 'Set'],
  ...['String', 'Symbol', 'WeakMap'],
]

const keep = (name: string, object: object): Kept => {
  const properties = new Map<PropertyKey, PropertyDescriptor>()
  for (const key of Reflect.ownKeys(object)) {
    const property = Reflect.getOwnPropertyDescriptor(object, key)
    if (property !== undefined) properties.set(key, property)
  }
  const plain = [...properties].filter(([, property]) => 'value' in property)
  return { name, object, properties, keys: plain.map(([key]) => key), values: plain.map(([, { value }]) => value) }
}

const keptOf = (): readonly Kept[] => [
  keep('globalThis', globalThis),
  ...['JSON', 'Math', 'Reflect'].map((name) => keep(name, Reflect.get(globalThis, name))),
  ...builtIn.flatMap((name) => {
    const made = Reflect.get(globalThis, name) as { readonly prototype: object }
    return [keep(name, made), keep(`${name}.prototype`, made.prototype)]
  }),
]

/**
 * As it was when the laws were loaded. What others change later is never taken for granted: the function may have changed the
 * same at an earlier call.
 */
const known = keptOf()

const isAsKept = ({ object, properties, keys, values }: Kept): boolean => {
  if (Reflect.ownKeys(object).length !== properties.size) return false
  for (let i = 0; i < keys.length; i++)
    if (!Object.is(Reflect.get(object, keys[i] as PropertyKey), values[i])) return false
  return true
}

const isSame = (one: PropertyDescriptor | undefined, other: PropertyDescriptor | undefined): boolean =>
  Object.is(one?.value, other?.value) && one?.get === other?.get && one?.set === other?.set && !one === !other

const changesOf = ({ name, object, properties }: Kept): readonly Change[] =>
  [...new Set([...properties.keys(), ...Reflect.ownKeys(object)])].flatMap((key) => {
    const [before, after] = [properties.get(key), Reflect.getOwnPropertyDescriptor(object, key)]
    return isSame(before, after) || isStandIn(after?.value)
      ? []
      : [{ object, key, path: `${name}.${String(key)}`, before, after }]
  })

/** The real one, also where a test has stopped the time. */
const { setImmediate } = globalThis

let found: readonly Change[] | undefined

/** What has changed, looked for once in each turn of the event loop: it takes a tenth of a millisecond. */
export const changedGlobals = (): readonly Change[] => {
  if (found === undefined) {
    found = known.flatMap((one) => (isAsKept(one) ? [] : changesOf(one)))
    setImmediate(() => {
      found = undefined
    })
  }
  return found
}

/** How many properties a loop over an array, a text and a function meets that nobody has put there. */
export const enumerableGlobals = (): number => {
  let count = 0
  for (const value of [[], '', enumerableGlobals]) for (const _ in value as object) count++
  return count
}

/** What has changed since then, and is met by all who loop over an object. */
export const newGlobals = (before: readonly Change[]): readonly Change[] =>
  known
    .flatMap((one) => (isAsKept(one) ? [] : changesOf(one)))
    .filter(
      ({ object, key, after }) =>
        after?.enumerable === true &&
        object !== globalThis &&
        !before.some((change) => change.object === object && change.key === key),
    )

const put = ({ object, key }: Change, property: PropertyDescriptor | undefined): boolean =>
  property === undefined ? Reflect.deleteProperty(object, key) : Reflect.defineProperty(object, key, property)

/**
 * Puts a change to the test, and gives what tells how it was made again, if it was; undefined where it cannot be tested. What
 * is new is taken away: it may be made only where it is missing. What was replaced stays, so that nobody gets the real one who
 * put another in its place: it is seen who writes to it.
 */
const tested = (change: Change): (() => Change | undefined) | undefined => {
  const { object, key, before, after } = change
  const now = (): PropertyDescriptor | undefined => Reflect.getOwnPropertyDescriptor(object, key)
  const isMissing = (): Change | undefined => (isSame(before, now()) ? undefined : { ...change, after: now() })
  if (isSame(before, now())) return isMissing
  // It was another one meanwhile: whoever did that goes on.
  if (!isSame(after, now())) return undefined
  if (before === undefined || after === undefined || !('value' in after))
    return put(change, before) ? isMissing : undefined
  let isWritten = false
  let value: unknown = after.value
  const watched = {
    configurable: true,
    enumerable: after.enumerable ?? false,
    get: () => value,
    set: (next: unknown) => {
      isWritten = true
      value = next
    },
  }
  const isReplaced = (): Change | undefined => {
    if (!isSame(watched, now())) return { ...change, after: now() }
    return isWritten ? { ...change, after: { ...after, value } } : undefined
  }
  return put(change, watched) ? isReplaced : undefined
}

/** Takes a change back, or another of the same property. */
export const undo = (change: Change): void => {
  if (!isSame(change.before, Reflect.getOwnPropertyDescriptor(change.object, change.key))) put(change, change.before)
}

/** What is put to the test now: by calls that go on later, of checks at the same time. */
const underTest = new Map<object, Set<PropertyKey>>()

/**
 * Puts changes to the test while a call is made. What is given ends it, and says which of them the call has made: those are
 * undone, what others have changed is left as it is. What another call is asked about meanwhile is not asked of this one, which
 * would be taken for who put it back.
 */
export const testing = (changes: readonly Change[]): (() => readonly Change[]) => {
  const tests = changes.flatMap((change) => {
    const { object, key } = change
    const keys = underTest.get(object) ?? new Set()
    if (keys.has(key)) return []
    const was = Reflect.getOwnPropertyDescriptor(object, key)
    const again = tested(change)
    if (again === undefined) return []
    underTest.set(object, keys.add(key))
    return [{ change, was, again }]
  })
  return () =>
    tests.flatMap(({ change, was, again }) => {
      underTest.get(change.object)?.delete(change.key)
      const made = again()
      put(change, made === undefined ? was : change.before)
      return made ?? []
    })
}
