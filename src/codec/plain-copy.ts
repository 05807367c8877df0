/**
 * Values that others made, as rows are: plain, fresh, frozen.
 */
import { checkRow, mostLevels } from '../data/check-row.ts'
import { kindOf } from '../data/value-kind.ts'
import { FloeError } from '../error/floe-error.ts'

/** Thrown on the way, and never further. */
const notPlain = Symbol('not plain')

const copy = (value: unknown, level: number): unknown => {
  const kind = kindOf(value)
  if (kind === 'none' || level > mostLevels) throw notPlain
  if (kind === 'array') return Object.freeze((value as readonly unknown[]).map((item) => copy(item, level + 1)))
  if (kind === 'object') {
    const entries = Object.entries(value as object).map(([name, field]) => [name, copy(field, level + 1)] as const)
    return Object.freeze(Object.fromEntries(entries))
  }
  // Collections are left as they are, but what is in them must be plain too.
  if (kind === 'map' || kind === 'set') checkRow(value)
  return value
}

/**
 * A copy of a value, deeply frozen: of plain objects and arrays; dates, bytes and collections stay what they are. Or the
 * reason why the value can be no row: it holds a function, a class instance, a cycle. O(size).
 *
 * @example
 * const given = { tags: ['a'] }
 * const made = plainCopy(given)
 * Object.isFrozen(made) // true
 * Object.isFrozen(given) // false
 */
export const plainCopy = (value: unknown): unknown => {
  try {
    return copy(value, 0)
  } catch (thrown) {
    if (thrown instanceof FloeError) return thrown
    if (thrown !== notPlain) throw thrown
  }
  try {
    checkRow(value)
    return new FloeError('NotARow', { message: 'a value that changes while it is read is no row' })
  } catch (thrown) {
    if (thrown instanceof FloeError) return thrown
    throw thrown
  }
}
