/**
 * How generated code comes by the values that it stands on: out of a list, under the names that the code has for them.
 */
import { quote } from './quote.ts'

/**
 * The statement that takes out of the list `values`, which is as long as that of the names, what some code calls by them. (A
 * list, as all lists have one shape: code that was made fast for an object is thrown away with the last object of its shape.)
 */
export const taken = (code: string, names: readonly string[]): string => {
  const words = new Set(code.match(/\w+/g))
  const all = names.flatMap((name, i) => (words.has(name) ? [`${name} = values[${quote(i)}]`] : []))
  return all.length === 0 ? '' : `const ${all.join(', ')}`
}
