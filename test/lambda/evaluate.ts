/**
 * What an expression means, said a second time without generating code: an evaluator that does one step after the other.
 * Shares nothing with the printer but the shapes.
 */
import type { Expression } from '../../src/lambda/expression.ts'

type Environment = Readonly<Record<string, unknown>>
type Values = { readonly [name: PropertyKey]: unknown }
type AnyFunction = (...args: readonly unknown[]) => unknown

/** Operators as functions, each by itself. */
const binary: Readonly<Record<string, (a: never, b: never) => unknown>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: it is the operator that is meant
  '==': (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: it is the operator that is meant
  '!=': (a, b) => a != b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  in: (a, b) => (a as string) in (b as object),
}

const unary: Readonly<Record<string, (a: never) => unknown>> = {
  '-': (a) => -a,
  '+': (a) => +a,
  '!': (a) => !a,
  '~': (a) => ~a,
  typeof: (a) => typeof a,
  void: () => undefined,
}

export const evaluate = (e: Expression, args: readonly unknown[], locals: Environment = {}): unknown => {
  const value = (part: Expression): unknown => evaluate(part, args, locals)
  switch (e.kind) {
    case 'argument':
      return args[e.index]
    case 'local':
      if (!Object.hasOwn(locals, e.name)) throw new ReferenceError(`${e.name} is not bound`)
      return locals[e.name]
    case 'constant':
      return e.value
    case 'field': {
      const of = value(e.of)
      if (e.optional && (of === null || of === undefined)) return undefined
      return (of as Values)[e.name]
    }
    case 'index': {
      const of = value(e.of)
      if (e.optional && (of === null || of === undefined)) return undefined
      return (of as Values)[value(e.at) as PropertyKey]
    }
    case 'unary':
      return unary[e.operator]?.(value(e.of) as never)
    case 'binary': {
      const left = value(e.left)
      return binary[e.operator]?.(left as never, value(e.right) as never)
    }
    case 'logical': {
      const left = value(e.left)
      if (e.operator === '&&') return left ? value(e.right) : left
      if (e.operator === '||') return left ? left : value(e.right)
      return left === null || left === undefined ? value(e.right) : left
    }
    case 'conditional':
      return value(e.test) ? value(e.then) : value(e.otherwise)
    case 'template': {
      let text = e.texts[0] ?? ''
      e.parts.forEach((part, i) => {
        text = text.concat(String(value(part)), e.texts[i + 1] ?? '')
      })
      return text
    }
    case 'object': {
      const object: Record<string, unknown> = {}
      const set = (name: string, value: unknown): void => {
        Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
      }
      for (const one of e.entries)
        if (one.kind === 'entry') set(one.name, value(one.value))
        else for (const [name, item] of Object.entries(Object(value(one.of) ?? {}))) set(name, item)
      return object
    }
    case 'array': {
      const items: unknown[] = []
      for (const item of e.items)
        if (item.kind === 'spread') for (const one of value(item.of) as Iterable<unknown>) items.push(one)
        else items.push(value(item))
      return items
    }
    case 'method': {
      const of = value(e.of)
      if (e.optional && (of === null || of === undefined)) return undefined
      const method = (of as Values)[e.name]
      const given = e.args.map(value)
      if (typeof method !== 'function') throw new TypeError(`no method ${e.name}`)
      return Reflect.apply(method, of, given)
    }
    case 'call':
      return (e.fn as AnyFunction)(...e.args.map(value))
    case 'let':
      return evaluate(e.within, args, { ...locals, [e.name]: value(e.value) })
    case 'function':
      return (...given: readonly unknown[]) =>
        evaluate(e.body, args, { ...locals, ...Object.fromEntries(e.params.map((name, i) => [name, given[i]])) })
    default:
      return e satisfies never
  }
}
