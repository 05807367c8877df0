/**
 * What `over` does with one row: it reads its keys, and in the end adds fields to it.
 */
import { type Key, keyOf } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { objectKind } from '../../data/value-kind.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { OverNode } from '../../plan/node.ts'
import { rangePoint } from './frames.ts'
import { comparable } from './unfit.ts'
import type { Member, Outcome } from './window-values.ts'

type Row = unknown

const checkFields = (row: Row): void => {
  if (typeof row === 'object' && row !== null && objectKind(row) === 'object') return
  throw new FloeError('InvalidRow', {
    message: `over adds fields to plain objects, and was given ${printValue(row)}`,
    hint: 'make it one: map((x) => ({ x }))',
    found: printValue(row),
    expected: 'plain object',
  })
}

/** The keys of a row, after every function has been tried with it: an aggregate with this row alone. */
export const readMember = (node: OverNode, row: Row, isBag: boolean): { readonly by: Key; readonly member: Member } => {
  checkFields(row)
  if (isBag && node.keys.length > 0) comparable(row)
  const by = keyOf(node.by?.call(row))
  const keys = node.keys.map((key) => comparable(key.lambda.call(row)))
  for (const [, { looksAt }] of node.windows)
    if (looksAt.kind === 'frame') {
      if (looksAt.frame.unit === 'range') rangePoint(keys[0])
      looksAt.aggregate.step(looksAt.aggregate.init(), row)
    }
  return { by, member: { row, keys } }
}

/** The row with what came of its window functions. */
export const withFields = (row: Row, added: readonly (readonly [string, Outcome])[]): Row =>
  Object.freeze(
    Object.fromEntries([
      ...Object.entries(row as object),
      ...added.map(([name, outcome]) => {
        if ('thrown' in outcome) throw outcome.thrown
        return [name, outcome.value] as const
      }),
    ]),
  )
