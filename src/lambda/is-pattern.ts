/**
 * Whether a node is a regular expression that was made in this call, or one that keeps nothing between calls.
 */
import { pathOf } from './call-parts.ts'
import { askingOrigins } from './origins.ts'
import { isFree, type Source } from './source.ts'
import type { SyntaxNode } from './syntax.ts'

export const isPatternIn = (source: Source): ((node: SyntaxNode) => boolean) => {
  const everyOrigin = askingOrigins(source)
  const isPattern = (node: SyntaxNode): boolean => {
    if (node.type === 'Literal') return node.regex != null
    const made = node.type === 'NewExpression' ? node.callee : node
    const path = pathOf(made)
    if (path !== undefined && isFree(source)(path.root)) {
      const resolved = source.resolve(path.name)
      return node.type === 'NewExpression'
        ? resolved.kind === 'maker' && resolved.name === 'RegExp'
        : resolved.kind === 'constant' && resolved.value instanceof RegExp
    }
    return everyOrigin(node, isPattern)
  }
  return isPattern
}
