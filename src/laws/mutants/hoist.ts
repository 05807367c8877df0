/** What is made in each call is made once, outside of the function that is called with rows. */
import type { FunctionNode, SyntaxNode } from '../../lambda/syntax.ts'
import type { Change, Edit } from './edit.ts'
import { isIn, type Tree, targetOf } from './tree.ts'

/** Whether what a node names is there outside of a function, too. */
const isThereOutside = ({ nodes, scope }: Tree, node: SyntaxNode, fn: FunctionNode): boolean =>
  nodes.every((one) => {
    if (!isIn(one, node)) return true
    if (one.type === 'ThisExpression' || one.type === 'AwaitExpression') return false
    const owner = one.type === 'Identifier' ? scope.variableOf.get(one)?.owner : undefined
    return owner === undefined || !isIn(owner, fn) || (owner !== fn && isIn(owner, node))
  })

/** A name that is nowhere in the function. */
export const unusedName = ({ parsed }: Tree, name = 'kept'): string =>
  parsed.text.includes(name) ? unusedName({ parsed } as Tree, `${name}_`) : name

/** Puts a declaration around a function, which each of its calls then shares; undefined where none can be. */
export const around = (tree: Tree, fn: FunctionNode, declaration: string): readonly Edit[] | undefined => {
  if (fn.type === 'FunctionDeclaration') return [{ start: fn.start, end: fn.start, text: `${declaration};\n` }]
  if (isMethod(tree, fn)) return undefined
  return [
    { start: fn.start, end: fn.start, text: `(() => { ${declaration}; return ` },
    { start: fn.end, end: fn.end, text: ' })()' },
  ]
}

/**
 * A change by which what a node stands for is declared around the function that is called with rows and in which it stands;
 * undefined where it needs what only a call has.
 */
export const hoisted = (
  tree: Tree,
  node: SyntaxNode,
  declaration: string,
  edits: readonly Edit[],
): Change | undefined => {
  const fn = targetOf(tree, node)
  if (fn === undefined || !isThereOutside(tree, node, fn)) return undefined
  const outside = around(tree, fn, declaration)
  return outside && { at: node.start, edits: [...outside, ...edits] }
}

const isMethod = ({ parsed, parentOf }: Tree, fn: FunctionNode): boolean => {
  const parent = parentOf(fn)
  if (parent === undefined) return parsed.method !== undefined
  return parent.type === 'MethodDefinition' || (parent.type === 'Property' && (parent.method || parent.kind !== 'init'))
}
