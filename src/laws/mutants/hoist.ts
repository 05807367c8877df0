/** What is made in each call is made once, outside of the function that is called with rows. */
import { type FunctionNode, isFunctionNode, type SyntaxNode } from '../../lambda/syntax.ts'
import type { Change, Edit } from './edit.ts'
import { isIn, type Tree } from './tree.ts'

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

/** Puts a declaration around the function that is called with rows and in which the node stands; undefined where none can be. */
export const hoisted = (
  tree: Tree,
  node: SyntaxNode,
  declaration: string,
  edits: readonly Edit[],
): Change | undefined => {
  const fn = tree.targets.map((target) => target.fn).find((one) => isIn(node, one))
  if (fn === undefined || !isThereOutside(tree, node, fn)) return undefined
  const around: readonly Edit[] | undefined =
    fn.type === 'FunctionDeclaration'
      ? [{ start: fn.start, end: fn.start, text: `${declaration};\n` }]
      : isMethod(tree, fn)
        ? undefined
        : [
            { start: fn.start, end: fn.start, text: `(() => { ${declaration}; return ` },
            { start: fn.end, end: fn.end, text: ' })()' },
          ]
  return around === undefined ? undefined : { at: node.start, edits: [...around, ...edits] }
}

const isMethod = ({ parsed, parentOf }: Tree, fn: FunctionNode): boolean => {
  const parent = parentOf(fn)
  if (parent === undefined) return parsed.method !== undefined
  return parent.type === 'MethodDefinition' || (parent.type === 'Property' && (parent.method || parent.kind !== 'init'))
}

/** Whether a function stands between a node and another. */
export const isWithinInner = ({ parentOf }: Tree, node: SyntaxNode, fn: FunctionNode): boolean => {
  for (let at = parentOf(node); at !== undefined && at !== fn; at = parentOf(at)) if (isFunctionNode(at)) return true
  return false
}
