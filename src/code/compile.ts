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

/** What makes the same code of the same text: an engine of JavaScript learns of functions, and need not learn again. */
const factories = new Map<string, (values: object) => unknown>()

/** Texts that are remembered. Older ones are forgotten first. */
const most = 200

/** The function of a text, new or remembered. */
const factoryOf = (text: string): ((values: object) => unknown) => {
  const known = factories.get(text)
  const factory = known ?? (new Function('values', text) as (values: object) => unknown)
  factories.delete(text)
  factories.set(text, factory)
  const [oldest] = factories.keys()
  if (factories.size > most && oldest !== undefined) factories.delete(oldest)
  return factory
}

/**
 * What the statements return, when the values stand under their names.
 *
 * @throws SyntaxError for text that is no code: a defect of whoever generated it
 */
export const compile = <A>(statements: string, values: Readonly<Record<string, unknown>>): A => {
  // Constants of a closure, and not its parameters: so an engine of JavaScript may take them for what they are.
  const names = `const { ${Object.keys(values).join(', ')} } = values\n`
  return factoryOf(`'use strict'\n${names}${statements}`)(values) as A
}
