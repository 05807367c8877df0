/**
 * The schema of values of JSON, from a sample of them. Knows nothing of files.
 */
import * as S from '../../data/schema.ts'

/** What a sample says of one place: which values stand there, and what is in them. */
interface Seen {
  readonly simple: Set<'null' | 'boolean' | 'number' | 'bigint' | 'string'>
  /** What stands in arrays. */
  items: Seen | undefined
  /** How many objects there were, and what stands in their fields. */
  objects: number
  readonly fields: Map<string, { readonly seen: Seen; count: number }>
}

const nothing = (): Seen => ({ simple: new Set(), items: undefined, objects: 0, fields: new Map() })

const look = (value: unknown, into: Seen): void => {
  if (value === null) into.simple.add('null')
  else if (Array.isArray(value)) {
    into.items ??= nothing()
    for (const item of value) look(item, into.items)
  } else if (typeof value === 'object') {
    into.objects++
    for (const [name, field] of Object.entries(value)) {
      const known = into.fields.get(name) ?? { seen: nothing(), count: 0 }
      known.count++
      into.fields.set(name, known)
      look(field, known.seen)
    }
  } else into.simple.add(typeof value as 'string')
}

const simples = [
  ['string', S.string],
  ['number', S.number],
  ['bigint', S.bigint],
  ['boolean', S.boolean],
  ['null', S.null],
] as const

const schemaOf = ({ simple, items, objects, fields }: Seen): S.Schema => {
  const members: S.Schema[] = []
  if (objects > 0)
    members.push(
      S.record(
        [...fields].map(([name, { seen, count }]) => ({ name, schema: schemaOf(seen), optional: count < objects })),
      ),
    )
  if (items !== undefined) members.push(S.array(schemaOf(items)))
  for (const [kind, schema] of simples) if (simple.has(kind)) members.push(schema)
  return members.length === 0 ? S.unknown : S.union(members)
}

/**
 * The schema that all values of a sample conform to: fields in the order in which they were met, those that some objects
 * lack optional. Of what is empty throughout (`[]`) nothing is known.
 *
 * @example
 * console.log(printSchema(schemaOfJson([{ a: 1, b: [] }, { a: null }])))
 * // { a: number | null, b?: unknown[] }
 */
export const schemaOfJson = (sample: Iterable<unknown>): S.Schema => {
  const seen = nothing()
  for (const value of sample) look(value, seen)
  return schemaOf(seen)
}
