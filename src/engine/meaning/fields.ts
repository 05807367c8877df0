/**
 * What the operators over the fields of a record mean: each makes a new, frozen record of one row.
 */
import { fieldsOf } from '../../data/fields-of.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { DeriveNode, OmitNode, RenameNode, SelectNode, UnpivotNode } from '../../plan/node.ts'

type Row = unknown

type Fields = readonly (readonly [name: string, value: unknown])[]

/** Not by assignment: a field may be called `__proto__`. Of two with one name the last counts, at the place of the first. */
const record = (fields: Fields): Row => Object.freeze(Object.fromEntries(fields))

export const select = ({ names }: SelectNode, row: Row): Row => {
  const fields = fieldsOf(row)
  return record(names.flatMap((name) => fields.filter(([one]) => one === name)))
}

export const omit = ({ names }: OmitNode, row: Row): Row =>
  record(fieldsOf(row).filter(([name]) => !names.includes(name)))

export const rename = ({ names }: RenameNode, row: Row): Row => {
  const to = new Map(names)
  const fields = fieldsOf(row).map(([name, value]) => [to.get(name) ?? name, value] as const)
  const twice = fields.find(([name], i) => fields.findIndex(([other]) => other === name) < i)
  if (twice === undefined) return record(fields)
  throw new FloeError('InvalidRow', {
    message: `two fields would have the name ${printValue(twice[0])}`,
    found: printValue(row),
    expected: 'no other field of that name',
    hint: 'omit the other field before, or rename it too',
  })
}

export const unpivot = ({ columns, name, value }: UnpivotNode, row: Row): readonly Row[] => {
  const fields = fieldsOf(row)
  const stay = fields.filter(([one]) => !columns.includes(one))
  const twice = stay.find(([one]) => one === name || one === value)
  if (twice !== undefined)
    throw new FloeError('InvalidRow', {
      message: `two fields would have the name ${printValue(twice[0])}`,
      found: printValue(row),
      expected: 'no other field of that name',
      hint: 'omit the other field before, or choose another name',
    })
  const held = new Map(fields)
  return columns.map((column) => record([...stay, [name, column], [value, held.get(column)]]))
}

export const derive = ({ fields }: DeriveNode, row: Row): Row =>
  record([...fieldsOf(row), ...fields.map(([name, lambda]) => [name, lambda.call(row)] as const)])
