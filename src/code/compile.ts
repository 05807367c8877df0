/**
 * Source text that becomes a function, where that is allowed. The one place that does so.
 *
 * Whoever generates code gives it values in a list, with each call (`taken.ts`), and writes names, texts and numbers of users into
 * it through `quote.ts` alone. Where code generation is forbidden (`node
 * --disallow-code-generation-from-strings`, a content security policy), `mayCompile` says so, and callers take another way.
 */

let allowed: boolean | undefined

/** Whether text may become code here. Asked once. */
export const mayCompile = (): boolean => {
  if (allowed === undefined)
    try {
      new Function('')
      allowed = true
    } catch {
      allowed = false
    }
  return allowed
}

const made = new Map<string, unknown>()

/** So many are kept. Older ones are forgotten first. */
const most = 200

/**
 * What the statements return, the same for the same statements: so what an engine of JavaScript has learned of generated
 * functions, and the machine code that it made, outlive the run. What they work on comes with each call.
 *
 * @throws SyntaxError for text that is no code: a defect of whoever generated it
 */
export const compile = <A>(statements: string): A => {
  const one = made.has(statements) ? made.get(statements) : new Function(`'use strict'\n${statements}`)()
  made.delete(statements)
  made.set(statements, one)
  const [oldest] = made.keys()
  if (made.size > most && oldest !== undefined) made.delete(oldest)
  return one as A
}
