/**
 * Reads a user's function: whether it is pure, what it gives, which fields of its row it looks at.
 *
 * Conservative: what cannot be read is unknown, and is called as the closure it is. Reading never calls the function, and
 * is remembered by the lambda.
 */
import { compareStrings } from '../data/compare-strings.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { type Attachment, attachmentOf } from './attachment.ts'
import { isToolName } from './call-parts.ts'
import { dependencesOf } from './dependences.ts'
import { argument, call, constant } from './expression.ts'
import { type Fields, fieldsOf } from './fields-of.ts'
import { fieldsOfSource } from './fields-of-source.ts'
import { type Dependence, fingerprintOf } from './fingerprint-of.ts'
import { type KnownFunction, knownFunctionOf } from './known-functions.ts'
import type { Lambda, Reducer } from './lambda.ts'
import { mayAskZone } from './may-ask-zone.ts'
import { mayMakeText } from './may-make-text.ts'
import { type Parsed, parseFunction, textOf } from './parse-function.ts'
import { purityOf } from './purity.ts'
import type { Purity, Reading } from './reading.ts'
import { type Resolved, resolveName } from './resolve-name.ts'
import { scopeOf } from './scope.ts'
import type { Given, Source } from './source.ts'
import { applyTo } from './substitute.ts'
import { toExpression } from './to-expression.ts'
import { treeText } from './tree-text.ts'

type AnyFunction = (...args: never) => unknown

/** A function whose arguments are known or not, as far as it can be read. */
interface FunctionReading extends Omit<Reading, 'fields' | 'fingerprint'> {
  /** The fields of what stands in this place. */
  readonly fields: (place: number) => Fields
  /** Worked out when it is asked for, which engines never do. */
  readonly fingerprint: () => Reading['fingerprint']
}

const sourceOf = (
  parsed: Parsed,
  attachment: Attachment | undefined,
  given: readonly Given[],
  known: Map<string, Resolved>,
): Source => {
  const resolve = (name: string): Resolved => {
    const before = known.get(name)
    if (before !== undefined) return before
    const resolved = resolveName(name, attachment)
    known.set(name, resolved)
    return resolved
  }
  return { parsed, scope: scopeOf(parsed.node), given, resolve }
}

const all = (): Fields => 'all'

const pure: Purity = Object.freeze({ verdict: 'pure' })
const zoned: Purity = Object.freeze({
  verdict: 'zoned',
  why: 'it may make a text of a date, which depends on the time zone of the machine',
})

/** What cannot be looked into. */
const unreadable = (text: string, why: string): FunctionReading => ({
  purity: Object.freeze({ verdict: 'unknown', why }),
  expression: undefined,
  why,
  fields: all,
  free: [],
  fingerprint: () => Object.freeze({ text: fingerprint(text), isLasting: false }),
})

/** A function of the language, given as it is: `map(String)`. */
const readKnown = ({ fn, name, global }: KnownFunction, given: readonly Given[] | undefined): FunctionReading => {
  const expression =
    given &&
    call(
      fn,
      global,
      given.map((one) => (one.kind === 'argument' ? argument(one.index) : constant(one.value))),
    )
  return {
    purity: expression === undefined || mayAskZone(expression, []) ? zoned : pure,
    expression,
    why: given === undefined ? 'it takes any number of arguments' : undefined,
    fields: all,
    free: [],
    fingerprint: () => Object.freeze({ text: fingerprint(['known', name]), isLasting: true }),
  }
}

const dependencesRead = (known: ReadonlyMap<string, Resolved>): readonly Dependence[] =>
  [...known].flatMap(([name, resolved]): readonly Dependence[] => {
    if (resolved.kind === 'constant') return [{ name, value: resolved.value }]
    return resolved.kind === 'function' ? [{ name, value: resolved.fn }] : []
  })

/** Functions that were met on the way: what was read of them, or that they are being read. */
type Met = Map<AnyFunction, FunctionReading | 'open'>

/** A function that is captured. Whatever leads to one that calls itself is unknown, from wherever it is reached. */
const readCaptured = (fn: AnyFunction, met: Met): FunctionReading => {
  const before = met.get(fn)
  if (before === 'open') return unreadable('itself', 'it calls itself')
  return before ?? readFunction(fn, undefined, met)
}

/** What stands for a function that leads back to itself: its place among those that are on the way. */
const itself = (fn: AnyFunction, met: Met): Reading['fingerprint'] | undefined => {
  const place = [...met].flatMap(([one, reading]) => (reading === 'open' ? [one] : [])).indexOf(fn)
  return place < 0 ? undefined : Object.freeze({ text: fingerprint(['itself', place]), isLasting: true })
}

/** Reads a function, and the functions that it captures. */
const readFunction = (fn: AnyFunction, given: readonly Given[] | undefined, met: Met): FunctionReading => {
  const builtIn = knownFunctionOf(fn)
  if (builtIn !== undefined && builtIn.callback === undefined) return readKnown(builtIn, given)
  const attachment = attachmentOf(fn)
  const text = attachment?.text ?? textOf(fn)
  const parsed = parseFunction(text)
  if (parsed.kind === 'unparsed') return unreadable(text, parsed.why)

  // A function that is called by another is given what may be anything, in each place.
  const args = given ?? parsed.node.params.map((_, index): Given => ({ kind: 'argument', index }))
  const known = new Map<string, Resolved>()
  const source = sourceOf(parsed, attachment, args, known)
  met.set(fn, 'open')
  const read = (called: AnyFunction): FunctionReading => readCaptured(called, met)

  const found = purityOf(source, (called) => read(called).purity)
  const result =
    found.verdict === 'pure'
      ? toExpression(source, (called, values) => {
          const { expression } = read(called)
          return expression === undefined ? undefined : applyTo(expression, values)
        })
      : { gaveUp: found.verdict === 'impure' ? found.what : found.why }
  const expression = 'gaveUp' in result ? undefined : result
  const asksZone = expression === undefined ? mayMakeText(parsed.node) : mayAskZone(expression, [])
  const purity = found.verdict === 'pure' && asksZone ? zoned : found

  const names = [...new Set(source.scope.free.map(({ name }) => name))]
  const free = names.filter((name) => !isToolName(name) && source.resolve(name).kind === 'unknown')
  const params = args.flatMap((one, place) => (one.kind === 'value' ? [{ name: `${place}`, value: one.value }] : []))
  let asked: Reading['fingerprint'] | undefined
  const reading: FunctionReading = {
    purity,
    expression,
    why: 'gaveUp' in result ? result.gaveUp : undefined,
    fields: (place) =>
      expression === undefined ? fieldsOfSource(parsed.node, source.scope, place) : fieldsOf(expression, place),
    free,
    fingerprint: () => {
      if (asked !== undefined) return asked
      // As when it was read: a function that it leads to may lead back.
      met.set(fn, 'open')
      const seen = purity.verdict === 'unknown' ? dependencesOf(source, attachment) : undefined
      const names = [...(seen ?? dependencesRead(known))].sort((a, b) => compareStrings(a.name, b.name))
      asked = fingerprintOf(
        expression ?? treeText(source),
        expression === undefined ? [...params, ...names] : [],
        seen !== undefined || (free.length === 0 && purity.verdict !== 'unknown'),
        (called) => itself(called, met) ?? read(called).fingerprint(),
      )
      met.set(fn, reading)
      return asked
    },
  }
  met.set(fn, reading)
  return reading
}

const readings = new WeakMap<object, Reading>()

/** What is known of a lambda, or of a reducer. Well under a millisecond for the first time, at once from then on. */
export const readLambda = (lambda: Lambda | Reducer): Reading => {
  const before = readings.get(lambda)
  if (before !== undefined) return before
  // A reducer is called with a state before the row.
  const row = lambda.call.length === 2 ? 1 : 0
  const given: Given[] = Array.from({ length: row + 1 }, (_, index) => ({ kind: 'argument', index }))
  if (lambda.params.length === 1) given.push({ kind: 'value', value: lambda.params[0] })
  const { fields, fingerprint, ...read } = readFunction(lambda.fn, given, new Map())
  const reading: Reading = Object.freeze({
    ...read,
    fields: fields(row),
    get fingerprint() {
      return fingerprint()
    },
  })
  readings.set(lambda, reading)
  return reading
}
