/**
 * The code of the end that sorts rows: where all that a row is made of is known, its keys and fields are packed as they are, and
 * no object is made.
 *
 * It equals `sort-by.ts`: first the keys are worked out, which may throw, then the row is taken in.
 */
import type * as S from '../../../data/schema.ts'
import type { Entry, Expression } from '../../../lambda/expression.ts'
import { isQuiet } from '../../../lambda/is-quiet.ts'
import { readLambda } from '../../../lambda/read-lambda.ts'
import { isOnly } from '../../../lambda/type-of.ts'
import type { SortByNode } from '../../../plan/node.ts'
import type { Column } from '../../../plan/source.ts'
import { orderOf } from '../../../plan/tree.ts'
import type { Layout } from '../../spill/sort/layout.ts'
import type { Sorter } from '../../spill/sort/sorter.ts'
import type { Stage } from '../../stage.ts'
import type { Run } from '../run.ts'
import type { Draft } from './draft.ts'
import { evaluate } from './step-code.ts'
import { unfrozen } from './thaw.ts'

/** A sort on its way into a loop. */
export interface SortPlace {
  readonly draft: Draft
  readonly stage: Stage
  readonly node: SortByNode
  readonly run: Run
  readonly packing: Sorter['packing']
}

/** Rows of more fields are not made by a literal. */
const mostFields = 200

const simple = ['number', 'string', 'boolean', 'null', 'undefined', 'date'] as const

/** The text of a column of texts: its bytes may be known. */
const ofColumn = /^(column\d+)\.at\(i\)$/

const kindOf = (schema: S.Schema): Column['kind'] =>
  isOnly(schema, 'number') ? 'numbers' : isOnly(schema, 'string') ? 'texts' : 'values'

const entriesOf = (row: Expression): readonly Extract<Entry, { readonly kind: 'entry' }>[] | undefined => {
  const inner = unfrozen(row)
  if (inner.kind !== 'object' || inner.entries.length > mostFields) return undefined
  const entries = inner.entries.flatMap((one) => (one.kind === 'entry' ? [one] : []))
  // In the order in which an object has them.
  const byName = Object.values(Object.fromEntries(entries.map((entry) => [entry.name, entry])))
  return byName.length === inner.entries.length ? byName : undefined
}

/** The statements that take a row in; undefined where the row must be made first. */
export const sortCode = (place: SortPlace, row: Expression): string | undefined => {
  const { draft, node } = place
  const entries = entriesOf(row)
  if (entries === undefined) return undefined
  // Of rows that are compared as wholes it must be seen first that they can be.
  const isSimple = (e: Expression): boolean => isOnly(draft.typeOf(e), ...simple)
  if (orderOf(node.inputs[0]) === 'bag' && !entries.every(({ value }) => isSimple(value))) return undefined
  const isRead = node.keys.every(({ lambda }) => {
    const { purity, expression } = readLambda(lambda)
    return isQuiet(purity) && expression !== undefined
  })
  if (!isRead) return undefined
  const keys = node.keys.map(({ lambda }) => evaluate(place, lambda, row))
  if (!keys.every(({ value }) => isSimple(value))) return undefined
  const layout: Layout = {
    names: entries.map(({ name }) => name),
    kinds: entries.map(({ value }) => kindOf(draft.typeOf(value))),
    isFrozen: unfrozen(row) !== row,
  }
  const packing = place.packing(layout)
  if (packing === undefined) return undefined
  const into = draft.bind(packing)
  const keyCode = (value: Expression, k: number): string => {
    const text = draft.print(value)
    const column = ofColumn.exec(text)?.[1]
    if (column !== undefined) return `${into}.textKey(${k}, ${column}, i)\n`
    return `${into}.${kindOf(draft.typeOf(value)) === 'numbers' ? 'numberKey' : 'key'}(${k}, ${text})\n`
  }
  const fieldCode = (value: Expression): string => {
    const text = draft.print(value)
    const column = ofColumn.exec(text)?.[1]
    if (column !== undefined) return `${into}.textOf(${column}, i)\n`
    const put = { numbers: 'number', texts: 'text', values: 'value' }[kindOf(draft.typeOf(value))]
    return `${into}.${put}(${text})\n`
  }
  return [
    ...keys.map(({ code }) => code),
    draft.noSite(),
    `${into}.begin()\n`,
    ...keys.map(({ value }, k) => keyCode(value, k)),
    `if (${into}.isWanted()) {\n`,
    ...entries.map(({ value }) => fieldCode(value)),
    `${into}.finish()\n}\n`,
  ].join('')
}
