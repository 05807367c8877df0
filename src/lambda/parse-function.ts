/**
 * The syntax tree of a function, from its text. A function whose text is not that of one ordinary function (native, bound,
 * a class, a generator, an async one) is given up, with the reason.
 *
 * Texts differ by what built them: what is sought is what the function means, so the helpers that tools put in are seen
 * through where the tree is read, not here. Knows nothing of names or values.
 */
import { type Options, parseExpressionAt } from 'acorn'
import type { FunctionNode } from './syntax.ts'

/** A function as it was written. */
export interface Parsed {
  readonly kind: 'parsed'
  readonly node: FunctionNode
  /** What the positions in the tree count in. */
  readonly text: string
  /** How much of `text` stands before the function's own. */
  readonly before: number
}
export interface Unparsed {
  readonly kind: 'unparsed'
  readonly why: string
}

const options: Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowSuperOutsideMethod: true,
  checkPrivateFields: false,
}

const giveUp = (why: string): Unparsed => Object.freeze({ kind: 'unparsed', why })

const checked = (node: FunctionNode, text: string, before: number): Parsed | Unparsed => {
  if (node.async === true) return giveUp('it is async')
  if (node.generator === true) return giveUp('it is a generator')
  return Object.freeze({ kind: 'parsed', node, text, before })
}

const parse = (text: string): ReturnType<typeof parseExpressionAt> | undefined => {
  try {
    const node = parseExpressionAt(text, 0, options)
    // What is in parentheses ends before them.
    return /^\s*\)\s*$/.test(text.slice(node.end)) ? node : undefined
  } catch {
    return undefined
  }
}

/** Text of a method: `name(row) { … }`, `get name() { … }`, `*name() { … }`. */
const parseMethod = (source: string): Parsed | Unparsed => {
  const text = `({${source}})`
  const object = parse(text)
  const [property] = object?.type === 'ObjectExpression' ? object.properties : []
  if (property?.type !== 'Property') return giveUp('its text is not that of a function')
  if (property.kind !== 'init') return giveUp(`it is a ${property.kind}ter`)
  if (property.value.type !== 'FunctionExpression') return giveUp('its text is not that of a function')
  return checked(property.value, text, 2)
}

const readText = (source: string): Parsed | Unparsed => {
  if (/\{\s*\[native code\]\s*\}\s*$/.test(source)) return giveUp('it is native, or bound: its text cannot be seen')
  // Scripts have a second kind of comments, and modules have not: nobody knows which this was.
  if (/<!--|-->/.test(source)) return giveUp('its text may be read in two ways')
  const text = `(${source}\n)`
  const node = parse(text)
  switch (node?.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return checked(node, text, 1)
    case 'ClassExpression':
      return giveUp('it is a class')
    default:
      return parseMethod(source)
  }
}

/** Trees by the text they are of, as functions are often made anew, by the code that makes a pipeline. */
const trees = new Map<string, Parsed | Unparsed>()

/** Trees that are remembered. Older ones are forgotten first. */
const most = 500

/** The tree of the function with this text. */
export const parseFunction = (source: string): Parsed | Unparsed => {
  const tree = trees.get(source) ?? readText(source)
  trees.delete(source)
  trees.set(source, tree)
  const [oldest] = trees.keys()
  if (trees.size > most && oldest !== undefined) trees.delete(oldest)
  return tree
}

/** The text of a function as JavaScript gives it. */
export const textOf = (fn: (...args: never) => unknown): string => Function.prototype.toString.call(fn)
