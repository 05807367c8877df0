/**
 * Reads a user's function: whether it is pure, what it gives, which fields of its row it looks at.
 *
 * Conservative: what cannot be read is unknown, and is called as the closure it is. Reading never calls the function, and
 * is remembered by the lambda.
 */
import { type Attachment, attachmentOf } from './attachment.ts'
import { argument, call, constant, type Expression } from './expression.ts'
import { fieldsOf } from './fields-of.ts'
import { fingerprintOf } from './fingerprint-of.ts'
import { type KnownFunction, knownFunctionOf } from './known-functions.ts'
import type { Lambda, Reducer } from './lambda.ts'
import { expressionMadeInto } from './lambda-of.ts'
import { type Parsed, parseFunction, textOf } from './parse-function.ts'
import { purityOf } from './purity.ts'
import type { Purity, Reading } from './reading.ts'
import { type Resolved, resolveName } from './resolve-name.ts'
import { scopeOf } from './scope.ts'
import type { Given, Source } from './source.ts'
import { applyTo } from './substitute.ts'
import { toExpression } from './to-expression.ts'

type AnyFunction = (...args: never) => unknown

/** A function whose arguments are known or not, as far as it can be read. */
interface FunctionReading {
  readonly purity: Purity
  readonly expression: Expression | undefined
  readonly why: string | undefined
  readonly free: readonly string[]
  readonly captured: readonly { readonly name: string; readonly value: unknown }[]
}

const sourceOf = (parsed: Parsed, attachment: Attachment | undefined, given: readonly Given[]): Source => {
  const known = new Map<string, Resolved>()
  const resolve = (name: string): Resolved => {
    const before = known.get(name)
    if (before !== undefined) return before
    const resolved = resolveName(name, attachment)
    known.set(name, resolved)
    return resolved
  }
  return { parsed, scope: scopeOf(parsed.node), given, resolve }
}

/** A function of the language, given as it is: `map(String)`. */
const readKnown = ({ fn, name }: KnownFunction, given: readonly Given[]): FunctionReading => ({
  purity: { verdict: 'pure' },
  expression: call(
    fn,
    name,
    given.map((one) => (one.kind === 'argument' ? argument(one.index) : constant(one.value))),
  ),
  why: undefined,
  free: [],
  captured: [],
})

/** Reads a function, and the functions that it captures; `above` are those that are being read. */
const readFunction = (
  fn: AnyFunction,
  given: readonly Given[] | undefined,
  above: readonly AnyFunction[],
): FunctionReading => {
  const known = knownFunctionOf(fn)
  if (known !== undefined && given !== undefined && known.callback === undefined) return readKnown(known, given)
  const attachment = attachmentOf(fn)
  const parsed = parseFunction(attachment?.text ?? textOf(fn))
  if (parsed.kind === 'unparsed') {
    const purity: Purity = { verdict: 'unknown', why: parsed.why }
    return { purity, expression: undefined, why: parsed.why, free: [], captured: [] }
  }
  // A function that is called by another is given what may be anything, in each place.
  const args = given ?? parsed.node.params.map((_, index): Given => ({ kind: 'argument', index }))
  const source = sourceOf(parsed, attachment, args)
  const inner = [...above, fn]
  const captured: { readonly name: string; readonly value: unknown }[] = []
  const read = (called: AnyFunction): FunctionReading | undefined =>
    inner.includes(called) ? undefined : readFunction(called, undefined, inner)
  const purity = purityOf(source, (called) => read(called)?.purity ?? { verdict: 'unknown', why: 'it calls itself' })
  const free = [...new Set(source.scope.free.map(({ name }) => name))].filter((name) => {
    const { kind } = source.resolve(name)
    return kind === 'unknown' || kind === 'impure'
  })
  if (purity.verdict !== 'pure')
    return {
      purity,
      expression: undefined,
      why: purity.verdict === 'impure' ? purity.what : purity.why,
      free,
      captured,
    }
  const result = toExpression(source, (called, values) => {
    const expression = read(called)?.expression
    return expression === undefined ? undefined : applyTo(expression, values)
  })
  return 'gaveUp' in result
    ? { purity, expression: undefined, why: result.gaveUp, free, captured }
    : { purity, expression: result, why: undefined, free, captured }
}

/** Of a function that was made of an expression nothing need be read. Its text does not say what its constants are. */
const readingOfMade = (expression: Expression): FunctionReading => ({
  purity: { verdict: 'pure' },
  expression,
  why: undefined,
  free: ['its constants'],
  captured: [],
})

const readings = new WeakMap<object, Reading>()

/** What is known of a lambda, or of a reducer. Under a millisecond for the first time, at once from then on. */
export const readLambda = (lambda: Lambda | Reducer): Reading => {
  const before = readings.get(lambda)
  if (before !== undefined) return before
  // A reducer is called with a state before the row.
  const row = lambda.call.length === 2 ? 1 : 0
  const given: Given[] = Array.from({ length: row + 1 }, (_, index) => ({ kind: 'argument', index }))
  if (lambda.params.length === 1) given.push({ kind: 'value', value: lambda.params[0] })
  const made = expressionMadeInto(lambda.fn)
  const { purity, expression, why, free, captured } =
    made === undefined ? readFunction(lambda.fn, given, []) : readingOfMade(made)
  const reading: Reading = Object.freeze({
    purity,
    expression,
    why,
    fields: expression === undefined ? 'all' : fieldsOf(expression, row),
    free,
    fingerprint: fingerprintOf(
      textOf(lambda.fn),
      lambda.params,
      captured,
      free.length === 0 && purity.verdict === 'pure',
    ),
  })
  readings.set(lambda, reading)
  return reading
}
