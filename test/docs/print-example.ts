/**
 * How the printed values of examples look: the one rule, which CONTRIBUTING.md states.
 *
 * A value prints as Node prints it, strings in single quotes; a collection of Immutable.js prints as its name and what is
 * in it. What `console.log` is given prints as it would, strings bare. Where lines break, and whether a space stands
 * inside brackets, does not count, except in text that the example itself printed; of a run's report nothing that was
 * measured does.
 */
import { inspect } from 'node:util'
import { isCollection, isKeyed } from 'immutable'

type Printed = (value: unknown) => string

/** The name that a collection gives itself: `List`, `OrderedMap`. */
const nameOf = (collection: object): string => /^[\w.]+/.exec(String(collection))?.[0] ?? 'Collection'

const printCollection = (collection: Iterable<unknown>, print: Printed): string => {
  const items = [...collection]
  if (isKeyed(collection)) {
    const entries = (items as [unknown, unknown][]).map(([key, value]) => `${print(key)}: ${print(value)}`)
    return items.length === 0 ? `${nameOf(collection)} {}` : `${nameOf(collection)} { ${entries.join(', ')} }`
  }
  const [open, close] = /^(Ordered)?Set$/.test(nameOf(collection)) ? ['{', '}'] : ['[', ']']
  return items.length === 0
    ? `${nameOf(collection)} ${open}${close}`
    : `${nameOf(collection)} ${open} ${items.map(print).join(', ')} ${close}`
}

/** Stands in for a collection within a value that `inspect` prints. */
class Stand {
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }
  [inspect.custom](): string {
    return this.text
  }
}

/** The value with stands in the place of Immutable's collections: in plain objects, arrays, maps and sets, at any depth. */
const withStands = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (isCollection(value)) return new Stand(printCollection(value, printValue))
  if (Array.isArray(value)) return value.map(withStands)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [withStands(key), withStands(item)]))
  if (value instanceof Set) return new Set([...value].map(withStands))
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withStands(item)]))
}

/** A value as the value of an expression. */
export const printValue: Printed = (value) =>
  inspect(withStands(value), { depth: null, breakLength: 110, maxArrayLength: null, maxStringLength: null })

/** A value as an argument of `console.log`. */
export const printArgument: Printed = (value) => (typeof value === 'string' ? value : printValue(value))

/** Whether a text is the report of a run, as `floe/inspect` prints it. */
export const isReport = (text: string): boolean => /^.+ rows? in → .+ peak memory /m.test(text)

/** The text of a run's report without what was measured: times, shares, rates, memory. Other text stays as it is. */
const withoutMeasures = (text: string): string =>
  isReport(text)
    ? text
        .replace(/\d[\d.,]* (ms|s|min|kB|MB|GB)\b(\/s)?( \d+ s)?/g, '#')
        .replace(/\d+%/g, '#')
        .replace(/─+/g, '─')
    : text

/** Text from which everything that depends on layout is gone, and from a run's report what was measured. */
export const withoutLayout = (text: string): string =>
  withoutMeasures(text)
    .replace(/\s+/g, ' ')
    .replace(/ ?([[\]{}(),]) ?/g, '$1')
    .trim()
