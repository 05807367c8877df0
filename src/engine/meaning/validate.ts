/**
 * What `validate` and `separate` mean: what a row must be, and which of two it is.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { SeparateNode, ValidateNode } from '../../plan/node.ts'
import { unfit } from './unfit.ts'

type Row = unknown

export const validate = ({ lambda, message }: ValidateNode, row: Row): Row => {
  if (lambda.call(row)) return row
  const text = typeof message === 'string' ? message : message.call(row)
  if (typeof text !== 'string') throw unfit(text, 'the text of a message', "give text: (row) => 'too late: ' + row.id")
  throw new FloeError('InvalidRow', { message: text, found: printValue(row) })
}

export const separate = ({ side }: SeparateNode, row: Row): readonly Row[] => {
  const either = row as { readonly _tag?: unknown; readonly left?: Row; readonly right?: Row } | null | undefined
  if (either?._tag === 'Left') return side === 'left' ? [either.left] : []
  if (either?._tag === 'Right') return side === 'right' ? [either.right] : []
  throw new FloeError('InvalidRow', {
    message: `${printValue(row)} is not an Either`,
    found: printValue(row),
    expected: 'an Either',
    hint: 'give E.left(problem) or E.right(row)',
  })
}
