import { keyOf } from '../data/key.ts'

/**
 * The value, if it can be compared with others in canonical order: whether that fails depends on the value alone, and not
 * on what it comes to be compared with.
 *
 * @throws FloeError NotARow for what can be no row (a function, a class instance)
 */
export const comparable = (value: unknown): unknown => {
  switch (typeof value) {
    case 'object':
    case 'function':
    case 'symbol':
      // A key is refused exactly where an order is. The key itself is not needed.
      keyOf(value)
      return value
    default:
      return value
  }
}
