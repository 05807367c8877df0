/**
 * What is known of users' functions: the one door by which it enters the optimizer. It is what was read in their source, or
 * what they were found to be when they were tried. It knows nothing of plans.
 *
 * What was tried is believed of purity alone, and there for what leaves each call of a function as it is, on the same rows
 * and as often. That a function cannot throw, and what it gives, must be read.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { bind, type Expression } from '../lambda/expression.ts'
import { isQuiet } from '../lambda/is-quiet.ts'
import { isTotal } from '../lambda/is-total.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import { mapParts, partsOf } from '../lambda/map-parts.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { simplify } from '../lambda/simplify.ts'
import { takeItems } from '../lambda/stand-ins.ts'
import { substituteLocals } from '../lambda/substitute.ts'
import { isOnly, type Locals, typeOf } from '../lambda/type-of.ts'

const isVouched = (lambda: Lambda | Reducer): boolean => 'isVouched' in lambda && lambda.isVouched === true

/** Whether calling it once, twice or not at all makes no difference but for what it gives, and that it may throw. */
export const isPure = (lambda: Lambda | Reducer): boolean => isVouched(lambda) || isQuiet(readLambda(lambda).purity)

/** What a pure function gives, as far as it could be read. */
export const expressionOf = (lambda: Lambda): Expression | undefined =>
  isPure(lambda) ? readLambda(lambda).expression : undefined

/** A pattern takes items one by one from whatever is iterable. From what is known to be a list, it takes its places. */
const byPlace = (e: Expression, row: Schema, locals: Locals = new Map()): Expression => {
  if (e.kind === 'let') {
    const value = byPlace(e.value, row, locals)
    const within = byPlace(e.within, row, new Map([...locals, [e.name, typeOf(value, [row], locals)]]))
    return value === e.value && within === e.within ? e : bind(e.name, value, within)
  }
  // Of its parameters nothing is known here.
  if (e.kind === 'function') return e
  const [of] = e.kind === 'call' && e.fn === takeItems ? e.args : []
  if (of !== undefined && isOnly(typeOf(of, [row], locals), 'array', 'tuple')) return byPlace(of, row, locals)
  return mapParts(e, (part) => byPlace(part, row, locals))
}

const isPath = (e: Expression): boolean => e.kind === 'argument' || (e.kind === 'field' && isPath(e.of))

/** Names for what can be got at by fields alone, and without an error, are replaced by it. */
const withoutNames = (e: Expression, row: Schema): Expression => {
  if (e.kind !== 'let' || !isPath(e.value) || !isTotal(e.value, [row])) return e
  return withoutNames(substituteLocals(e.within, new Map([[e.name, e.value]])), row)
}

/** What is found out about a function and rows of a schema, remembered by both. */
const remembered = <A>(findOut: (lambda: Lambda, schema: Schema) => A): ((lambda: Lambda, schema: Schema) => A) => {
  const known = new WeakMap<Lambda, WeakMap<Schema, { readonly found: A }>>()
  return (lambda, schema) => {
    const ofLambda = known.get(lambda) ?? new WeakMap<Schema, { readonly found: A }>()
    known.set(lambda, ofLambda)
    const { found } = ofLambda.get(schema) ?? { found: findOut(lambda, schema) }
    ofLambda.set(schema, { found })
    return found
  }
}

/** What a pure function gives for rows of the schema, said as simply as may be. */
export const expressionOn = remembered((lambda, schema): Expression | undefined => {
  const expression = expressionOf(lambda)
  return expression && withoutNames(simplify(byPlace(expression, schema), [schema]), schema)
})

/** Whether it is pure and cannot throw on rows of the schema. */
export const isTotalOn = remembered((lambda, schema): boolean => {
  const expression = expressionOn(lambda, schema)
  return expression !== undefined && isTotal(expression, [schema])
})

/** Whether the objects that an expression makes have no fields but those which are known: none is a copy of who knows what. */
const isClosed = (e: Expression, row: Schema, locals: Locals = new Map()): boolean => {
  if (e.kind === 'let')
    return (
      isClosed(e.value, row, locals) &&
      isClosed(e.within, row, new Map([...locals, [e.name, typeOf(e.value, [row], locals)]]))
    )
  // Of its parameters nothing is known here.
  if (e.kind === 'function')
    return isClosed(e.body, row, new Map([...locals, ...e.params.map((name) => [name, S.unknown] as const)]))
  return (
    partsOf(e).every((part) => isClosed(part, row, locals)) &&
    (e.kind !== 'object' ||
      e.entries.every((one) => one.kind === 'entry' || typeOf(one.of, [row], locals).kind === 'record'))
  )
}

/** What is known of what it gives for rows of the schema; of a record, all its fields. */
export const resultOn = remembered((lambda, schema): Schema => {
  const expression = expressionOn(lambda, schema)
  return expression !== undefined && isClosed(expression, schema) ? typeOf(expression, [schema]) : S.unknown
})
