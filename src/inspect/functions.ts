/**
 * What is known of the functions of a plan, and what is read of its sources, as text.
 */

import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { fieldsRead } from '../engine/compiled/fields-read.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { purityOn } from '../lambda/purity-on.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import { mapFunctions } from '../plan/map-functions.ts'
import type { Node } from '../plan/node.ts'
import { nodesOf } from '../plan/tree.ts'

/** What becomes of a function: it stands in the loop itself, or it is called, and why. */
const verdict = (lambda: Lambda | Reducer, row: Schema): string => {
  const { expression, why } = readLambda(lambda)
  const purity = purityOn(lambda, row)
  if (purity.verdict === 'impure')
    return `called, and watched: ${purity.what} (line ${purity.where.line}, column ${purity.where.column})`
  if (purity.verdict === 'unknown') return `called, and watched: ${purity.why}`
  const done = expression === undefined ? `called: ${why ?? 'it is no expression'}` : 'written into the loop'
  return purity.verdict === 'pure' ? `pure, and ${done}` : `of no effect, and ${done}; ${purity.why}`
}

const functionsOf = (node: Node): readonly string[] => {
  const found: string[] = []
  // Which rows a function of two inputs is given is not asked.
  const [input, other] = node.inputs
  const row = input === undefined || other !== undefined ? S.unknown : rowSchema(input)
  const note = <F extends Lambda | Reducer>(lambda: F): F => {
    found.push(`${node.kind} ${printLambda(lambda)}: ${verdict(lambda, row)}`)
    return lambda
  }
  mapFunctions(node, {
    lambda: (lambda) => note(lambda as Lambda),
    reducer: (reducer) => note(reducer as unknown as Reducer) as never,
    aggregate: (aggregate) => {
      if (aggregate.lambdas === undefined)
        found.push(`${node.kind} ${aggregate.name}: called, and watched: its step is its own`)
      for (const lambda of aggregate.lambdas ?? []) note(lambda as Lambda)
      return aggregate
    },
  })
  return found
}

const sourceLine = ({ source, fields }: ReturnType<typeof fieldsRead>[number]): string => {
  const name = [source.format, source.name].filter((part) => part !== '').join(' ')
  if (fields === undefined) return `${name}: whole rows`
  const { schema } = source
  const all = schema.kind === 'record' ? schema.fields.length : 0
  const made = fields.length === 0 ? 'none is made' : `${fields.join(', ')} ${fields.length === 1 ? 'is' : 'are'} made`
  return `${name}: of ${all} fields, all checked, ${made}`
}

/** Of a plan as it runs: its functions, and what is made of what its sources give. */
export const printFunctions = (plan: Node): string => {
  const functions = [...new Set(nodesOf(plan).flatMap(functionsOf))]
  return [
    'functions',
    ...(functions.length === 0 ? ['  none'] : functions.map((line) => `  ${line}`)),
    '',
    'sources',
    ...fieldsRead(plan).map((one) => `  ${sourceLine(one)}`),
  ].join('\n')
}
