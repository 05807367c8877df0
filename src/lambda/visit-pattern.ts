/** Patterns, which bind names or write to them: what they read, and what they write to. */
import { checkWrite } from './check-write.ts'
import { fixedName, type PatternNode } from './syntax.ts'
import type { Walk } from './walk.ts'

/** Goes through a pattern: its defaults and computed names are visited, its names and targets given to `visitTarget`. */
export const visitPattern = (
  walk: Walk,
  pattern: PatternNode,
  visitTarget: (target: PatternNode) => undefined = () => undefined,
): undefined => {
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      visitTarget(pattern)
      break
    case 'AssignmentPattern':
      visitPattern(walk, pattern.left, visitTarget)
      walk.visit(pattern.right)
      break
    case 'RestElement':
      visitPattern(walk, pattern.argument, visitTarget)
      break
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) visitPattern(walk, element, visitTarget)
      break
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          visitPattern(walk, property, visitTarget)
          continue
        }
        if (property.computed) walk.visit(property.key)
        if (fixedName(property.key, property.computed) === 'constructor') walk.unknown('reads constructor, a function')
        visitPattern(walk, property.value, visitTarget)
      }
      break
    default:
      pattern satisfies never
  }
}

/** Something that is assigned to: variables of its own, and fields of objects that it has made. */
export const visitTarget = (walk: Walk, target: PatternNode): undefined => {
  if (target.type === 'MemberExpression') {
    checkWrite(walk, target.object, target, 'writes to a field of an object')
    walk.visit(target)
  } else if (target.type === 'Identifier') {
    if (walk.isFree(target)) walk.impure(`writes to ${target.name}, which it captures`, target)
  } else visitPattern(walk, target, (inner) => visitTarget(walk, inner))
}
