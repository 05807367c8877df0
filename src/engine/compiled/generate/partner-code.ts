/**
 * How code reads the rows of a join's right side where they stand: fields by themselves where rows are in columns, so that no row
 * is made that nobody wants.
 */
import * as S from '../../../data/schema.ts'
import type { Expression } from '../../../lambda/expression.ts'
import { chunkBits, chunkMask } from '../../columns/cells.ts'
import type { Column } from '../../columns/column.ts'
import type { Partners } from '../keyed/partners.ts'
import { assign, type Draft } from './draft.ts'
import { frozen, unfrozen } from './thaw.ts'

const fieldOf = (schema: S.Schema, name: string): S.Schema =>
  (schema.kind === 'record' ? schema.fields.find((one) => one.name === name)?.schema : undefined) ?? S.unknown

const valueAt = (draft: Draft, column: Column, at: string, schema: S.Schema): Expression => {
  const numbers = column.numbers()
  return numbers === undefined
    ? draft.leaf(`${draft.bind(column.at)}(${at})`, schema)
    : draft.leaf(`${draft.bind(numbers.chunks)}[${at} >> ${chunkBits}][${at} & ${chunkMask}]`, S.number)
}

/** The row at a place that is told by a variable. */
export const partnerAt = (draft: Draft, { standing, rowAt }: Partners, at: string, schema: S.Schema): Expression => {
  const how = standing()
  switch (how.kind) {
    case 'objects':
      return draft.leaf(`${draft.bind(how.rows)}[${at}]`, schema)
    case 'packed':
      return draft.leaf(`${draft.bind(rowAt)}(${at})`, schema)
    case 'columns':
      return frozen({
        kind: 'object',
        entries: how.names.map((name, i) => ({
          kind: 'entry',
          name,
          value: valueAt(draft, how.columns[i] as Column, at, fieldOf(schema, name)),
        })),
      })
    default:
      return how satisfies never
  }
}

/** The row in a variable, not frozen: what is only looked into need not be. */
export const looseRow = (
  draft: Draft,
  row: Expression,
): { readonly code: string; readonly name: string; readonly row: Expression } => {
  const { name, leaf } = draft.variable(draft.typeOf(row))
  return { code: assign(name, draft.print(unfrozen(row)), true), name, row: frozen(leaf) }
}
