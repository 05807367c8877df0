/**
 * An expression as JavaScript that has its value, or throws what it throws.
 *
 * Names that the expression binds are printed as `$0`, `$1`, …, and texts of users go through `quote`, so nothing of a
 * user's stands in the code as it is. Whoever prints gives texts for arguments and constants that do not begin with `$`
 * and need no parentheses: names, or fields of names.
 */
import { quote } from '../code/quote.ts'
import type { Primitive } from '../data/primitive.ts'
import type { Expression, ObjectLiteral } from './expression.ts'

/** How the world around is called. */
export interface Names {
  readonly argument: (index: number) => string
  /** A name for a constant that is no primitive, or for a function. */
  readonly bind: (value: unknown) => string
  /** The text will be run, many times; else it is only compared. */
  readonly isRun?: boolean
}

type Locals = ReadonlyMap<string, string>

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text)

const isPrimitive = (value: unknown): value is Primitive =>
  (typeof value !== 'object' || value === null) && typeof value !== 'function' && typeof value !== 'symbol'

/**
 * What an object literal begins with. Where a spread comes first, V8 (of Node 20) copies the object together with its shape, in a
 * way that takes some 2 µs when a field follows, and 3 when the copy is frozen; behind something else, even null, it takes a tenth.
 */
const opening = ({ entries }: ObjectLiteral, isRun: boolean): string =>
  isRun && entries.length > 1 && entries[0]?.kind === 'spread' ? '({ ...null, ' : '({ '

/** `.name`, or `["any name"]`. */
const member = (name: string, optional: boolean): string =>
  isName(name) ? `${optional ? '?.' : '.'}${name}` : `${optional ? '?.' : ''}[${quote(name)}]`

/** What a `.` may stand behind. Optional ones are closed off: each looks at its own receiver alone. */
const needsNoParentheses = (e: Expression): boolean => {
  switch (e.kind) {
    case 'argument':
    case 'local':
    case 'call':
    case 'array':
      return true
    case 'field':
    case 'index':
    case 'method':
      return !e.optional
    default:
      return false
  }
}

/**
 * @example
 * const e = binary('>', index(argument(0), constant('dep. delay')), constant(15))
 * console.log(printExpression(e, { argument: () => 'row', bind: () => 'none' })) // (row["dep. delay"] > 15)
 */
export const printExpression = (e: Expression, names: Names): string => {
  let bound = 0
  const newName = (): string => `$${bound++}`

  const receiver = (of: Expression, locals: Locals): string =>
    needsNoParentheses(of) ? print(of, locals) : `(${print(of, locals)})`

  const list = (args: readonly Expression[], locals: Locals): string => args.map((arg) => print(arg, locals)).join(', ')

  const print = (e: Expression, locals: Locals): string => {
    switch (e.kind) {
      case 'argument':
        return names.argument(e.index)
      case 'local':
        return locals.get(e.name) ?? e.name
      case 'constant':
        return isPrimitive(e.value) ? quote(e.value) : names.bind(e.value)
      case 'field':
        return `${receiver(e.of, locals)}${member(e.name, e.optional)}`
      case 'index':
        return `${receiver(e.of, locals)}${e.optional ? '?.' : ''}[${print(e.at, locals)}]`
      case 'unary':
        return `(${e.operator} ${print(e.of, locals)})`
      case 'binary':
      case 'logical':
        return `(${print(e.left, locals)} ${e.operator} ${print(e.right, locals)})`
      case 'conditional':
        return `(${print(e.test, locals)} ? ${print(e.then, locals)} : ${print(e.otherwise, locals)})`
      case 'template':
        return printTemplate(e.texts, e.parts, locals)
      case 'object':
        return `${opening(e, names.isRun === true)}${e.entries
          .map((one) =>
            one.kind === 'spread'
              ? `...${print(one.of, locals)}`
              : // A name in brackets is an own field even if it is `__proto__`.
                `${isName(one.name) && one.name !== '__proto__' ? one.name : `[${quote(one.name)}]`}: ${print(one.value, locals)}`,
          )
          .join(', ')} })`
      case 'array':
        return `[${e.items.map((i) => (i.kind === 'spread' ? `...${print(i.of, locals)}` : print(i, locals))).join(', ')}]`
      case 'method':
        return `${receiver(e.of, locals)}${member(e.name, e.optional)}(${list(e.args, locals)})`
      case 'call':
        return `${e.name ?? names.bind(e.fn)}(${list(e.args, locals)})`
      case 'let': {
        const name = newName()
        const within = print(e.within, new Map([...locals, [e.name, name]]))
        return `((${name}) => ${within})(${print(e.value, locals)})`
      }
      case 'function': {
        const params = e.params.map(newName)
        const inner = new Map([...locals, ...e.params.map((param, i) => [param, params[i] ?? ''] as const)])
        return `((${params.join(', ')}) => ${print(e.body, inner)})`
      }
      default:
        return e satisfies never
    }
  }

  // Each part within quotes of its own, so that no text needs a second kind of escaping.
  const printTemplate = (texts: readonly string[], parts: readonly Expression[], locals: Locals): string =>
    `\`${texts
      .map((text, i) => {
        const part = parts[i]
        const quoted = text === '' ? '' : `\${${quote(text)}}`
        return part === undefined ? quoted : `${quoted}\${${print(part, locals)}}`
      })
      .join('')}\``

  return print(e, new Map())
}
