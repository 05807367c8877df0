/**
 * Generated functions that get what they work on with each call, and not when they are made: so one serves all who need the
 * same code, and what an engine of JavaScript has learned of it, and the machine code that it made, outlive the run.
 */
import { compile } from './compile.ts'
import { quote } from './quote.ts'

const functions = new Map<string, unknown>()

/** So many are kept. Older ones are forgotten first. */
const most = 100

/** What the statements return, which stand on no values: the same function for the same statements. */
export const compileOnce = <A>(statements: string): A => {
  const made = functions.get(statements) ?? compile(statements, {})
  functions.delete(statements)
  functions.set(statements, made)
  const [oldest] = functions.keys()
  if (functions.size > most && oldest !== undefined) functions.delete(oldest)
  return made as A
}

/**
 * The statement that takes out of the list `values`, which is as long as that of the names, what some code calls by them. (A
 * list, as all lists have one shape: code that was made fast for an object is thrown away with the last object of its shape.)
 */
export const taken = (code: string, names: readonly string[]): string => {
  const words = new Set(code.match(/\w+/g))
  const all = names.flatMap((name, i) => (words.has(name) ? [`${name} = values[${quote(i)}]`] : []))
  return `const ${all.join(', ')}`
}
