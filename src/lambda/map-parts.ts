/**
 * The parts of an expression: to go through all of them, or to replace them. Knows the shapes, and nothing of names.
 */
import {
  array,
  binary,
  bind,
  call,
  conditional,
  type Expression,
  entry,
  field,
  functionLiteral,
  index,
  logical,
  method,
  object,
  spread,
  template,
  unary,
} from './expression.ts'

/** The list with each item replaced; the same list where each is what it was. */
const mapAll = <A>(list: readonly A[], f: (item: A) => A): readonly A[] => {
  let changed = false
  const mapped = list.map((item) => {
    const next = f(item)
    if (next !== item) changed = true
    return next
  })
  return changed ? mapped : list
}

/** The expression with each of its direct parts replaced, in the order of evaluation; the same one if nothing changed. */
export const mapParts = (e: Expression, f: (part: Expression) => Expression): Expression => {
  switch (e.kind) {
    case 'argument':
    case 'local':
    case 'constant':
      return e
    case 'field': {
      const of = f(e.of)
      return of === e.of ? e : field(of, e.name, e.optional)
    }
    case 'index': {
      const of = f(e.of)
      const at = f(e.at)
      return of === e.of && at === e.at ? e : index(of, at, e.optional)
    }
    case 'unary': {
      const of = f(e.of)
      return of === e.of ? e : unary(e.operator, of)
    }
    case 'binary': {
      const left = f(e.left)
      const right = f(e.right)
      return left === e.left && right === e.right ? e : binary(e.operator, left, right)
    }
    case 'logical': {
      const left = f(e.left)
      const right = f(e.right)
      return left === e.left && right === e.right ? e : logical(e.operator, left, right)
    }
    case 'conditional': {
      const test = f(e.test)
      const then = f(e.then)
      const otherwise = f(e.otherwise)
      return test === e.test && then === e.then && otherwise === e.otherwise ? e : conditional(test, then, otherwise)
    }
    case 'template': {
      const parts = mapAll(e.parts, f)
      return parts === e.parts ? e : template(e.texts, parts)
    }
    case 'object': {
      const entries = mapAll(e.entries, (one) => {
        const value = f(one.kind === 'entry' ? one.value : one.of)
        if (one.kind === 'entry') return value === one.value ? one : entry(one.name, value)
        return value === one.of ? one : spread(value)
      })
      return entries === e.entries ? e : object(entries)
    }
    case 'array': {
      const items = mapAll(e.items, (item) => {
        if (item.kind !== 'spread') return f(item)
        const of = f(item.of)
        return of === item.of ? item : spread(of)
      })
      return items === e.items ? e : array(items)
    }
    case 'method': {
      const of = f(e.of)
      const args = mapAll(e.args, f)
      return of === e.of && args === e.args ? e : method(of, e.name, args, e.optional)
    }
    case 'call': {
      const args = mapAll(e.args, f)
      return args === e.args ? e : call(e.fn, e.name, args)
    }
    case 'let': {
      const value = f(e.value)
      const within = f(e.within)
      return value === e.value && within === e.within ? e : bind(e.name, value, within)
    }
    case 'function': {
      const body = f(e.body)
      return body === e.body ? e : functionLiteral(e.params, body)
    }
    default:
      return e satisfies never
  }
}

/** The direct parts of an expression, in the order of evaluation. */
export const partsOf = (e: Expression): readonly Expression[] => {
  const parts: Expression[] = []
  mapParts(e, (part) => {
    parts.push(part)
    return part
  })
  return parts
}

/** How many expressions it is made of. */
export const sizeOf = (e: Expression): number => partsOf(e).reduce((size, part) => size + sizeOf(part), 1)
