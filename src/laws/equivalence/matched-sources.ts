/**
 * Which source of the one plan is which of the other, and rows that both may hold.
 */
import { printSchema, record, type Schema } from '../../data/schema.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { isPlain } from '../arbitrary/is-plain.ts'
import { sourcesOf } from '../pipeline/sources-of.ts'
import type { Side } from './lockstep.ts'
import type { NameOfSource } from './plan-print.ts'
import { printOf } from './relation.ts'

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

const mostCompared = 20

/** The first rows of what is held in memory. */
const firstOf = (source: Source): readonly unknown[] => {
  const first: unknown[] = []
  for (const row of source.held ?? []) if (first.push(row) === mostCompared) break
  return first
}

/** What rows in memory look like, of which nothing else is known. */
const shapeOf = (source: Source): string =>
  [...new Set(firstOf(source).map((row) => (isPlain(row) ? Object.keys(row).sort().join() : typeof row)))]
    .sort()
    .join('; ')

const matchOf = (before: Source, after: Source): Matched => {
  const sources = { before, after }
  const schema = wholeSchema(before.schema, after.schema)
  const isAlike = printSchema(before.schema) === printSchema(after.schema)
  // Rows like those of the one would be none of the other.
  if (isAlike && after.schema.kind === 'unknown' && shapeOf(before) !== shapeOf(after))
    return { sources, whole: undefined, rowFor: (_, row) => row }
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

/** What holds for two sources that are one, the most certain first. */
const likenesses: readonly ((one: Source, other: Source) => boolean)[] = [
  (one, other) => one === other || (one.held !== undefined && one.held === other.held),
  (one, other) =>
    one.held !== undefined && other.held !== undefined && printOf(firstOf(one)) === printOf(firstOf(other)),
  (one, other) => shapeOf(one) === shapeOf(other),
  () => true,
]

/** The sources of both plans: those that are the very same first, then those of one name, in the order of the plans. */
export const matchedSources = (before: Node, after: Node, nameOf: NameOfSource): readonly Matched[] => {
  const [ours, left] = [sourcesOf(before), new Set(sourcesOf(after))]
  const partners = new Map<Source, Source>()
  const called = ({ format, name }: Source): string => `${format} ${nameOf(name)}`
  for (const isLike of likenesses)
    for (const source of ours) {
      const other = [...left].find((one) => called(one) === called(source) && isLike(source, one))
      if (partners.has(source) || other === undefined) continue
      partners.set(source, other)
      left.delete(other)
    }
  const both = ours.map((source) => {
    const other = partners.get(source)
    return other === undefined ? alone('before', source) : matchOf(source, other)
  })
  return [...both, ...[...left].map((source) => alone('after', source))]
}
