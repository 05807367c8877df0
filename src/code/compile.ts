/**
 * Source text that becomes a function, where that is allowed. The one place that does so.
 *
 * Whoever generates code gives it values by name, as parameters of the outermost function, and writes names, texts and
 * numbers of users into it through `quote.ts` alone. Where code generation is forbidden (`node
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

/**
 * What the statements return, when the values stand under their names.
 *
 * @throws SyntaxError for text that is no code: a defect of whoever generated it
 */
export const compile = <A>(statements: string, values: Readonly<Record<string, unknown>>): A => {
  // Constants of a closure, and not its parameters: so an engine of JavaScript may take them for what they are.
  const names = `const { ${Object.keys(values).join(', ')} } = values\n`
  return new Function('values', `'use strict'\n${names}${statements}`)(values) as A
}
