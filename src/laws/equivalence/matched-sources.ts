/**
 * Which source of the one plan is which of the other, and rows that both may hold.
 */
import { printSchema, record, type Schema } from '../../data/schema.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { sourcesOf } from '../pipeline/sources-of.ts'
import type { Side } from './lockstep.ts'
import type { NameOfSource } from './plan-print.ts'

/** A place that rows come from, on one side or on both. */
export interface Matched {
  readonly sources: Readonly<Partial<Record<Side, Source>>>
  /** A source of rows that have all that either side reads; undefined where there are none such. */
  readonly whole: Source | undefined
  /** What a side reads of a whole row. */
  readonly rowFor: (side: Side, row: unknown) => unknown
}

/** What both read; undefined where they read one field in two ways. */
const wholeSchema = (before: Schema, after: Schema): Schema | undefined => {
  if (printSchema(before) === printSchema(after)) return after
  if (before.kind !== 'record' || after.kind !== 'record') return undefined
  const names = new Map(after.fields.map((field) => [field.name, field]))
  const isApart = before.fields.some((field) => {
    const other = names.get(field.name)
    return (
      other !== undefined &&
      (printSchema(other.schema) !== printSchema(field.schema) || other.optional !== field.optional)
    )
  })
  if (isApart) return undefined
  return record([...after.fields, ...before.fields.filter(({ name }) => !names.has(name))])
}

const fieldsOf = (schema: Schema, row: unknown): unknown => {
  if (schema.kind !== 'record' || typeof row !== 'object' || row === null) return row
  const made: Record<string, unknown> = {}
  for (const { name } of schema.fields) if (Object.hasOwn(row, name)) setField(made, name, Reflect.get(row, name))
  return made
}

const matchOf = (before: Source, after: Source): Matched => {
  const sources = { before, after }
  const schema = wholeSchema(before.schema, after.schema)
  const isAlike = printSchema(before.schema) === printSchema(after.schema)
  return {
    sources,
    whole: isAlike ? after : schema && Object.freeze({ ...after, schema }),
    rowFor: (side, row) => (isAlike ? row : fieldsOf(sources[side].schema, row)),
  }
}

const alone = (side: Side, source: Source): Matched => ({
  sources: { [side]: source },
  whole: source,
  rowFor: (_, row) => row,
})

/** The sources of both plans: those that are the very same first, then those of one name, in the order of the plans. */
export const matchedSources = (before: Node, after: Node, nameOf: NameOfSource): readonly Matched[] => {
  const left = new Set(sourcesOf(after))
  const take = (is: (source: Source) => boolean): Source | undefined => {
    const found = [...left].find(is)
    if (found !== undefined) left.delete(found)
    return found
  }
  const ours = sourcesOf(before)
  const same = new Map(
    ours.map((source) => [
      source,
      take((other) => other === source || (source.held !== undefined && other.held === source.held)),
    ]),
  )
  const called = ({ format, name }: Source): string => `${format} ${nameOf(name)}`
  const both = ours.map((source) => {
    const other = same.get(source) ?? take((one) => called(one) === called(source))
    return other === undefined ? alone('before', source) : matchOf(source, other)
  })
  return [...both, ...[...left].map((source) => alone('after', source))]
}
