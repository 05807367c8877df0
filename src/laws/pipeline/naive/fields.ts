/** Stages over the fields of one row. */
import type { NodeOf } from '../../../plan/node.ts'
import { fieldsOf, refuse } from './means.ts'

export const select = ({ names }: NodeOf<'select'>, row: unknown): unknown => {
  const all = new Map(fieldsOf(row))
  return Object.fromEntries(names.flatMap((name) => (all.has(name) ? [[name, all.get(name)]] : [])))
}

export const omit = ({ names }: NodeOf<'omit'>, row: unknown): unknown =>
  Object.fromEntries(fieldsOf(row).filter(([name]) => !names.includes(name)))

export const rename = ({ names }: NodeOf<'rename'>, row: unknown): unknown => {
  const fields = fieldsOf(row).map(
    ([name, value]) => [names.find(([from]) => from === name)?.[1] ?? name, value] as const,
  )
  return new Map(fields).size < fields.length ? refuse('two fields of one name') : Object.fromEntries(fields)
}

export const unpivot = ({ columns, name, value }: NodeOf<'unpivot'>, row: unknown): readonly unknown[] => {
  const stay = fieldsOf(row).filter(([one]) => !columns.includes(one))
  if (stay.some(([one]) => one === name || one === value)) refuse('two fields of one name')
  const all = new Map(fieldsOf(row))
  return columns.map((column) => Object.fromEntries([...stay, [name, column], [value, all.get(column)]]))
}

export const derive = ({ fields }: NodeOf<'derive'>, row: unknown): unknown =>
  Object.fromEntries([...fieldsOf(row), ...fields.map(([name, { call }]) => [name, call(row)] as const)])
