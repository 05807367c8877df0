/**
 * The tree of any function whose text can be an expression, also of an asynchronous one: here it is changed, and not understood.
 */
import { parseExpressionAt } from 'acorn'
import { type FunctionNode, isFunctionNode, type SyntaxNode } from '../../lambda/syntax.ts'

export interface Parsed {
  readonly root: FunctionNode
  /** An expression, in parentheses, that the function is in. */
  readonly text: string
  /** How much of it stands before the function's own text. */
  readonly before: number
  /** The name of the method that it is, in an object; undefined for a function by itself. */
  readonly method: string | undefined
}

const expression = (text: string): SyntaxNode | undefined => {
  try {
    const node = parseExpressionAt(text, 0, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowSuperOutsideMethod: true,
    })
    return /^\s*\)\s*$/.test(text.slice(node.end)) ? node : undefined
  } catch {
    return undefined
  }
}

/** Whether a text, with what is around it, is still code. */
export const isCode = (text: string): boolean => expression(text) !== undefined

/** The function with this text; undefined where it is native, bound, a class, an accessor or a generator. */
export const parse = (source: string): Parsed | undefined => {
  const plain = `(${source}\n)`
  const root = expression(plain)
  if (root !== undefined)
    return isFunctionNode(root) && root.generator !== true
      ? { root, text: plain, before: 1, method: undefined }
      : undefined
  const text = `({${source}})`
  const object = expression(text)
  const [property] = object?.type === 'ObjectExpression' ? object.properties : []
  if (property?.type !== 'Property' || property.kind !== 'init' || property.computed) return undefined
  if (property.key.type !== 'Identifier' || !isFunctionNode(property.value)) return undefined
  return property.value.generator === true
    ? undefined
    : { root: property.value, text, before: 2, method: property.key.name }
}
