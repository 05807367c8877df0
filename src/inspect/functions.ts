/**
 * What is known of the functions of a plan, and what is read of its sources, as text.
 */

import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import { fieldsRead } from '../engine/compiled/fields-read.ts'
import { type Evidence, noEvidence } from '../evidence/evidence.ts'
import { attachmentOf } from '../lambda/attachment.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { purityOn } from '../lambda/purity-on.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import { isForItsEffect } from '../optimize/vouched.ts'
import { mapFunctions } from '../plan/map-functions.ts'
import type { Node } from '../plan/node.ts'
import { nodesOf } from '../plan/tree.ts'
import { evidenceText } from './evidence-text.ts'

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

/** A function in words, and what might change what becomes of it. */
interface Line {
  readonly text: string
  /** Whether to check its laws might. */
  readonly isWanting: boolean
  /** Whether to load it otherwise might: nobody saw what it captures. */
  readonly isUnseen: boolean
}

const isUnseen = (lambda: Lambda | Reducer): boolean => {
  const { purity } = readLambda(lambda)
  return purity.verdict === 'unknown' && purity.why.endsWith('cannot be seen') && attachmentOf(lambda.fn) === undefined
}

const functionsOf = (node: Node, evidence: Evidence): readonly Line[] => {
  const found: Line[] = []
  const note = (name: string, { text, ...line }: Line): void => {
    found.push({ text: `${node.kind} ${name}: ${text}`, ...line })
  }
  // Which rows a function of two inputs is given is not asked.
  const [input, other] = node.inputs
  const row = input === undefined || other !== undefined ? S.unknown : rowSchema(input)
  const ofLambda = (lambda: Lambda): void => {
    const { purity } = readLambda(lambda)
    const isTried = purity.verdict === 'unknown' && !isForItsEffect.has(node.kind)
    note(printLambda(lambda), {
      ...(isTried ? evidenceText(lambda, purity.why, evidence) : { text: verdict(lambda, row), isWanting: false }),
      isUnseen: isUnseen(lambda),
    })
  }
  mapFunctions(node, {
    lambda: (lambda) => {
      ofLambda(lambda as Lambda)
      return lambda
    },
    reducer: (reducer) => {
      const given = reducer as unknown as Reducer
      note(printLambda(given), { text: verdict(given, row), isWanting: false, isUnseen: isUnseen(given) })
      return reducer
    },
    aggregate: (aggregate) => {
      if (aggregate.lambdas === undefined)
        note(aggregate.name, {
          text: 'called, and watched: its step is its own',
          isWanting: false,
          isUnseen: false,
        })
      for (const lambda of aggregate.lambdas ?? []) ofLambda(lambda as Lambda)
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

/** What evidence there is, and the command that finds more. */
export interface Known {
  readonly evidence?: Evidence | undefined
  /** `floe check`, with the module and what it exports where that is known. */
  readonly check?: string
}

/** Of a plan as it runs: its functions, and what is made of what its sources give. */
export const printFunctions = (
  plan: Node,
  { evidence = noEvidence, check = 'floe check, of its module,' }: Known = {},
): string => {
  const lines = nodesOf(plan).flatMap((node) => functionsOf(node, evidence))
  const functions = [...new Set(lines.map(({ text }) => text))]
  return [
    'functions',
    ...(functions.length === 0 ? ['  none'] : functions.map((line) => `  ${line}`)),
    ...(lines.some(({ isWanting }) => isWanting)
      ? ['', `${check} tries what could not be read: it counts as pure if its laws hold`]
      : []),
    ...(lines.some(({ isUnseen }) => isUnseen)
      ? ['', 'floe/loader sees what functions capture; the program has it on in packages with "type": "module"']
      : []),
    '',
    'sources',
    ...fieldsRead(plan).map((one) => `  ${sourceLine(one)}`),
  ].join('\n')
}
