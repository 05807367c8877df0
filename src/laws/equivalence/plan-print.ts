/**
 * What stands for a node of a plan, and for a plan: `like` tells stages apart for people, by what their functions say, under
 * whatever build; `sure` is the same only for what certainly means the same. Knows nothing of rows.
 */
import type { Aggregate } from '../../aggregate/aggregate.ts'
import type { Order } from '../../data/order.ts'
import { printSchema } from '../../data/schema.ts'
import type { Expression } from '../../lambda/expression.ts'
import { isQuiet } from '../../lambda/is-quiet.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { printExpression } from '../../lambda/print-expression.ts'
import { printLambda } from '../../lambda/print-lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { simplify } from '../../lambda/simplify.ts'
import { applyTo } from '../../lambda/substitute.ts'
import { optimize } from '../../optimize/optimizer.ts'
import type { Node } from '../../plan/node.ts'
import { printOf } from './relation.ts'

/** `sure` is undefined where nothing is: a function that may have an effect is not the same as itself. */
export interface Print {
  readonly like: string
  readonly sure: string | undefined
}

const numbers = new WeakMap<object, number>()
let last = 0

/** A number for an object, which no other one has. */
const numberOf = (of: object): string => {
  const known = numbers.get(of) ?? ++last
  numbers.set(of, known)
  return `#${known}`
}

const joined = (prints: readonly Print[]): Print => ({
  like: printOf(prints.map(({ like }) => like)),
  sure: prints.some(({ sure }) => sure === undefined) ? undefined : printOf(prints.map(({ sure }) => sure)),
})

const exactly = (value: unknown): Print => {
  const print = printOf(value)
  return { like: print, sure: print }
}

/** The text of an expression, and of what it is made of besides; undefined where that is a function that is not known. */
const expressionText = (expression: Expression): string | undefined => {
  const bound: string[] = []
  let isKnown = true
  const bind = (value: unknown): string => {
    // A function that is captured is that very function; a name of the language stands in the text itself.
    if (typeof value === 'function') bound.push(numberOf(value))
    else if (value instanceof RegExp) bound.push(String(value))
    else if (typeof value === 'symbol') isKnown = false
    else bound.push(printOf(value))
    return `k${bound.length}`
  }
  const text = printExpression(expression, { argument: (index) => `a${index}`, bind })
  return isKnown ? printOf([text, bound]) : undefined
}

const functionPrint = (lambda: Lambda | Reducer): Print => {
  const { purity, expression, fingerprint } = readLambda(lambda)
  const like = fingerprint.text
  // Both sides are in one zone: what depends on that is the same there.
  if (!isQuiet(purity)) return { like, sure: undefined }
  const text = expression && expressionText(simplify(expression))
  if (text !== undefined) return { like: `e${text}`, sure: `e${text}` }
  return { like, sure: fingerprint.isLasting ? like : numberOf(lambda.fn) }
}

/** Aggregates that are no more than their names and the function that they read rows by. */
const plain = new Set('count sum mean min max minBy maxBy countDistinct any every mode'.split(' '))

/** What an aggregate is called, without its functions; undefined where more than these and the name may matter. */
const kindOf = (name: string, [first, ...others]: readonly Lambda[]): string | undefined => {
  const [word = ''] = name.split(' ')
  if (plain.has(word) && others.length === 0) return word
  const start = first === undefined ? '' : `filtered ${printLambda(first)} of `
  if (start === '' || !name.startsWith(start)) return undefined
  const inner = kindOf(name.slice(start.length), others)
  return inner && `filtered ${inner}`
}

const aggregatePrint = (aggregate: Aggregate<never, unknown, Order>): Print => {
  const { lambdas, name } = aggregate
  if (lambdas === undefined) return { like: name, sure: undefined }
  const functions = joined(lambdas.map(functionPrint))
  const kind = kindOf(name, lambdas)
  return {
    like: printOf([kind ?? name.split(' ')[0], functions.like]),
    sure:
      functions.sure === undefined ? undefined : kind === undefined ? numberOf(aggregate) : `${kind} ${functions.sure}`,
  }
}

const isFunction = (value: object): value is Lambda | Reducer => 'call' in value && 'fn' in value && 'params' in value
const isAggregate = (value: object): value is Aggregate<never, unknown, Order> => 'step' in value && 'merge' in value

const partPrint = (value: unknown): Print => {
  if (typeof value === 'function') return { like: 'function', sure: numberOf(value) }
  if (typeof value !== 'object' || value === null) return exactly(value)
  if (isFunction(value)) return functionPrint(value)
  if (isAggregate(value)) return aggregatePrint(value)
  if ('decode' in value && 'name' in value) return { like: String(value.name), sure: numberOf(value) }
  if (Array.isArray(value)) return joined(value.map(partPrint))
  return joined(Object.entries(value).flatMap(([name, part]) => [exactly(name), partPrint(part)]))
}

/** What a source is called: where it lies, without what depends on the place of a checkout. */
export type NameOfSource = (name: string) => string

const sourcePrint = (node: Extract<Node, { readonly kind: 'source' }>, nameOf: NameOfSource): Print => {
  const { format, name, details, schema, held } = node.source
  const like = printOf(['source', format, nameOf(name), nameOf(details), printSchema(schema)])
  return { like, sure: held === undefined ? like : numberOf(held) }
}

/** What stands for a node without its inputs. */
export const nodePrint = (node: Node, nameOf: NameOfSource): Print => {
  if (node.kind === 'source') return sourcePrint(node, nameOf)
  const parts = Object.entries(node).filter(([name]) => name !== 'inputs' && name !== 'kind')
  const print = joined([exactly(node.kind), ...parts.flatMap(([name, part]) => [exactly(name), partPrint(part)])])
  // What is done for its effect, or waits for the world, is not the same as itself.
  return node.kind === 'tap' || node.kind === 'mapAsync' || node.kind === 'update'
    ? { ...print, sure: undefined }
    : print
}

/** What stands for a node with all that is below it. */
export const planPrint = (node: Node, nameOf: NameOfSource): Print => {
  const done = new Map<Node, Print>()
  const visit = (at: Node): Print => {
    const known = done.get(at)
    if (known !== undefined) return known
    const print = joined([nodePrint(at, nameOf), ...at.inputs.map(visit)])
    done.set(at, print)
    return print
  }
  return visit(node)
}

/** Maps that follow each other as one text, so that it does not matter in how many steps a row is made. */
const fusedText = (node: Node): { readonly text: string; readonly below: Node } | undefined => {
  if (node.kind !== 'map') return undefined
  let expression: Expression | undefined
  let at: Node = node
  while (at.kind === 'map') {
    const reading = readLambda(at.lambda)
    if (!isQuiet(reading.purity) || reading.expression === undefined) break
    expression = expression === undefined ? reading.expression : applyTo(expression, [reading.expression])
    at = at.inputs[0]
  }
  const text = expression && expressionText(simplify(expression))
  return text === undefined || at === node ? undefined : { text, below: at }
}

/**
 * What surely stands for the meaning of a plan, brought into one form by the optimizer's rules, with maps that follow each
 * other made one; undefined where a function may have an effect, or nobody knows what it does.
 */
export const meaningPrint = (plan: Node, nameOf: NameOfSource): string | undefined => {
  const visit = (node: Node): string | undefined => {
    const fused = fusedText(node)
    const own = fused === undefined ? nodePrint(node, nameOf).sure : `map ${fused.text}`
    const inputs = (fused === undefined ? node.inputs : [fused.below]).map(visit)
    if (own === undefined || inputs.some((one) => one === undefined)) return undefined
    return printOf([own, inputs])
  }
  return visit(optimize(plan).plan)
}

/** What surely stands for what a function of one row gives. */
export const functionMeaning = (lambda: Lambda): string | undefined => functionPrint(lambda).sure
