/**
 * Arguments, or locals, replaced by expressions. A local that an inserted expression means is never caught by a `let` or a
 * `function` that happens to bind the same name: those are renamed.
 *
 * What is inserted is evaluated where, and as often as, the argument was, so that it may be evaluated late, twice or
 * never. Where it can throw or is dear, and the function is to be called as JavaScript calls it, use `applyTo`.
 */
import { bind, type Expression, functionLiteral, type Let, local } from './expression.ts'
import { freeLocals } from './free-locals.ts'
import { mapParts, partsOf } from './map-parts.ts'

/** A name that is not taken: the name itself, or with a number behind it. */
const freshName = (name: string, isTaken: (name: string) => boolean): string => {
  if (!isTaken(name)) return name
  const stem = name.replace(/_\d+$/, '')
  for (let n = 1; ; n++) if (!isTaken(`${stem}_${n}`)) return `${stem}_${n}`
}

interface Scope {
  readonly args: readonly Expression[]
  /** Locals that are replaced. */
  readonly locals: ReadonlyMap<string, Expression>
  /** What no binding may be called. */
  readonly taken: ReadonlySet<string>
}

const without = (scope: Scope, names: readonly string[], renamed: readonly string[]): Scope => {
  const locals = new Map(scope.locals)
  const taken = new Set(scope.taken)
  names.forEach((name, i) => {
    const next = renamed[i] ?? name
    if (next === name) locals.delete(name)
    else locals.set(name, local(next))
    taken.add(next)
  })
  return { ...scope, locals, taken }
}

/** Names for bindings: those which an inserted expression means are renamed, to what the body does not use either. */
const rename = (scope: Scope, names: readonly string[], body: Expression): readonly string[] => {
  if (!names.some((name) => scope.taken.has(name))) return names
  const used = new Set([...scope.taken, ...freeLocals(body)])
  return names.map((name) => {
    if (!scope.taken.has(name)) return name
    const next = freshName(name, (one) => used.has(one))
    used.add(next)
    return next
  })
}

const replace = (e: Expression, scope: Scope): Expression => {
  switch (e.kind) {
    case 'argument':
      return scope.args[e.index] ?? e
    case 'local':
      return scope.locals.get(e.name) ?? e
    case 'let': {
      const value = replace(e.value, scope)
      const [name = e.name] = rename(scope, [e.name], e.within)
      const within = replace(e.within, without(scope, [e.name], [name]))
      return value === e.value && within === e.within && name === e.name ? e : bind(name, value, within)
    }
    case 'function': {
      const params = rename(scope, e.params, e.body)
      const body = replace(e.body, without(scope, e.params, params))
      return body === e.body && params === e.params ? e : functionLiteral(params, body)
    }
    default:
      return mapParts(e, (part) => replace(part, scope))
  }
}

const taken = (expressions: Iterable<Expression>): ReadonlySet<string> =>
  new Set([...expressions].flatMap((e) => [...freeLocals(e)]))

/**
 * The expression with each argument replaced by the expression in its place; one beyond the list stays.
 *
 * @example
 * const f = unary('-', argument(0))
 * substitute(f, [local('row')]) // { kind: 'unary', operator: '-', of: { kind: 'local', name: 'row' } }
 */
export const substitute = (e: Expression, args: readonly Expression[]): Expression =>
  replace(e, { args, locals: new Map(), taken: taken(args) })

/** The expression with free locals replaced. */
export const substituteLocals = (e: Expression, locals: ReadonlyMap<string, Expression>): Expression =>
  replace(e, { args: [], locals, taken: taken(locals.values()) })

/** The same value wherever and however often it is evaluated, at no cost, without ever throwing. */
export const isAtom = (e: Expression): boolean => e.kind === 'argument' || e.kind === 'local' || e.kind === 'constant'

/** Whether an argument occurs. */
const hasArgument = (e: Expression): boolean => e.kind === 'argument' || partsOf(e).some(hasArgument)

/**
 * The function that `e` is, called with these expressions: each is evaluated once and first, as JavaScript does. An
 * argument beyond the list is undefined.
 */
export const applyTo = (e: Expression, args: readonly Expression[]): Expression => {
  if (!hasArgument(e) && args.every(isAtom)) return e
  const names = new Set([...freeLocals(e), ...taken(args)])
  const lets: Pick<Let, 'name' | 'value'>[] = []
  const atoms = args.map((arg, i) => {
    if (isAtom(arg)) return arg
    const name = freshName(`argument_${i + 1}`, (one) => names.has(one))
    names.add(name)
    lets.push({ name, value: arg })
    return local(name)
  })
  return lets.reduceRight<Expression>((within, { name, value }) => bind(name, value, within), substitute(e, atoms))
}
