/**
 * P6: what becomes of the shape of rows, and of whoever reads them. What plans say is taken where they say it; where they say
 * nothing, what was seen in rows.
 */
import type { Order } from '../../data/order.ts'
import { bigint, boolean, number, printSchema, type Schema, string, union } from '../../data/schema.ts'
import { columnsOf } from '../../inspect/columns.ts'

/**
 * One field whose shape is another: what it was, what it is, and what that means for whoever reads it.
 *
 * @example
 * const line = ({ path, what, effect }: L.FieldChange) => `${path} is ${what}: ${effect}`
 * const [before, after] = [F.rows([{ id: 1, n: 2 }]), F.rows([{ id: 1 }])]
 * const { schema } = await L.equivalent(before, after)
 * schema.changes.map(line) // [ 'n is gone: whoever reads it finds nothing' ]
 */
export interface FieldChange {
  readonly path: string
  readonly what: 'gone' | 'new' | 'other' | 'wider' | 'narrower'
  readonly before?: string
  readonly after?: string
  readonly isBreaking: boolean
  readonly effect: string
}

/**
 * Whether whoever reads rows of `before` can read those of `after`: `breaking` if not, `additive` if there is more to read.
 *
 * @example
 * const isSafe = ({ kind }: L.SchemaChange) => kind !== 'breaking'
 * const [before, after] = [F.rows([{ id: 1 }]), F.rows([{ id: 1, n: 2 }])]
 * const { schema } = await L.equivalent(before, after)
 * schema.kind // 'additive'
 * isSafe(schema) // true
 */
export interface SchemaChange {
  readonly kind: 'none' | 'additive' | 'breaking'
  readonly changes: readonly FieldChange[]
}

const isUnknown = ({ kind }: Schema): boolean => kind === 'unknown'

const membersOf = (schema: Schema): readonly Schema[] => (schema.kind === 'union' ? schema.members : [schema])

/** Whether whoever reads the one can read the other. Where nothing is known, nothing is said against it. */
const fits = (after: Schema, before: Schema): boolean => {
  if (isUnknown(before) || isUnknown(after) || printSchema(before) === printSchema(after)) return true
  const ours = membersOf(before)
  return membersOf(after).every((one) =>
    ours.some((other) => {
      if (printSchema(one) === printSchema(other)) return true
      if (one.kind === 'literal')
        return typeof one.value === other.kind || (one.value === null && other.kind === 'null')
      return one.kind === other.kind && one.kind !== 'union' && partsFit(one, other)
    }),
  )
}

const partsFit = (after: Schema, before: Schema): boolean => {
  if (after.kind === 'array' && before.kind === 'array') return fits(after.items, before.items)
  if (after.kind === 'dictionary' && before.kind === 'dictionary') return fits(after.values, before.values)
  if (after.kind === 'tuple' && before.kind === 'tuple')
    return (
      after.items.length === before.items.length && after.items.every((one, i) => fits(one, before.items[i] as Schema))
    )
  return (
    after.kind === 'record' && before.kind === 'record' && changesOf(before, after, '').every((one) => !one.isBreaking)
  )
}

/** The schema without saying which values there are: of what is read from functions, that depends on how they are written. */
const widened = (schema: Schema): Schema =>
  union(
    membersOf(schema).map((one) => {
      if (one.kind !== 'literal' || one.value === null || one.value === undefined) return one
      const kind = typeof one.value
      return kind === 'string' ? string : kind === 'number' ? number : kind === 'boolean' ? boolean : bigint
    }),
  )

/** Whether the one only says more precisely what the other says. */
const isMorePrecise = (one: Schema, other: Schema): boolean =>
  printSchema(widened(one)) === printSchema(other) || printSchema(widened(other)) === printSchema(one)

const mayBeNothing = (schema: Schema): boolean =>
  membersOf(schema).some(({ kind }) => kind === 'null' || kind === 'undefined')

const stepTo = (path: string, name: string | number): string => (path === '' ? `${name}` : `${path}.${name}`)

/** What one shape is to another. */
const changesOf = (before: Schema, after: Schema, path: string): readonly FieldChange[] => {
  if (isUnknown(before) || isUnknown(after) || isMorePrecise(before, after)) return []
  if (printSchema(before) === printSchema(after)) return []
  if (before.kind === 'record' && after.kind === 'record') {
    const [old, now] = [before, after].map(({ fields }) => new Map(fields.map((field) => [field.name, field])))
    return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((name): readonly FieldChange[] => {
      const [was, is] = [old?.get(name), now?.get(name)]
      const at = stepTo(path, name)
      if (was === undefined)
        return is === undefined
          ? []
          : [{ path: at, what: 'new', after: printSchema(is.schema), isBreaking: false, effect: 'nobody reads it yet' }]
      if (is === undefined)
        return [
          {
            path: at,
            what: 'gone',
            before: printSchema(was.schema),
            isBreaking: true,
            effect: 'whoever reads it finds nothing',
          },
        ]
      if (is.optional && !was.optional)
        return [
          {
            path: at,
            what: 'wider',
            before: printSchema(was.schema),
            after: `${printSchema(is.schema)}, or absent`,
            isBreaking: true,
            effect: 'whoever reads it may find nothing',
          },
        ]
      return changesOf(was.schema, is.schema, at)
    })
  }
  if (before.kind === 'tuple' && after.kind === 'tuple' && before.items.length === after.items.length)
    return before.items.flatMap((item, i) => changesOf(item, after.items[i] as Schema, stepTo(path, i)))
  const both = { path: path === '' ? 'the row' : path, before: printSchema(before), after: printSchema(after) }
  if (fits(after, before))
    return [{ ...both, what: 'narrower', isBreaking: false, effect: 'whoever reads it can go on' }]
  if (fits(before, after)) {
    const isNothing = mayBeNothing(after) && !mayBeNothing(before)
    return [
      {
        ...both,
        what: 'wider',
        isBreaking: true,
        effect: isNothing ? 'whoever reads it may find nothing' : 'whoever reads it may find what it does not know',
      },
    ]
  }
  return [{ ...both, what: 'other', isBreaking: true, effect: 'whoever reads it finds another type' }]
}

/** What was seen in the rows of one side, by column: the types of values, and in how many rows there was one. */
export interface Seen {
  readonly rows: number
  readonly columns: ReadonlyMap<string, { readonly types: ReadonlySet<string>; readonly count: number }>
}

const typeOf = (value: unknown): string =>
  value === null ? 'null' : value instanceof Date ? 'Date' : Array.isArray(value) ? 'array' : typeof value

/** What there is to see in some rows. */
export const seenIn = (rows: readonly unknown[]): Seen => ({
  rows: rows.length,
  columns: new Map(
    columnsOf(rows).map(({ title, cells }) => {
      const present = cells.filter((cell) => cell !== undefined)
      return [title, { types: new Set(present.map(typeOf)), count: present.length }] as const
    }),
  ),
})

const printTypes = (types: ReadonlySet<string>): string => [...types].sort().join(' | ')

/** What was seen on one side alone, in columns of which plans say nothing. */
const seenChanges = (before: Seen, after: Seen, isSaid: (column: string) => boolean): readonly FieldChange[] => {
  if (before.rows === 0 || after.rows === 0) return []
  const names = [...new Set([...before.columns.keys(), ...after.columns.keys()])].filter((name) => !isSaid(name))
  return names.flatMap((path): readonly FieldChange[] => {
    const [was, is] = [before.columns.get(path), after.columns.get(path)]
    if (was === undefined || was.count === 0)
      return is === undefined || is.count === 0
        ? []
        : [{ path, what: 'new', after: printTypes(is.types), isBreaking: false, effect: 'nobody reads it yet' }]
    if (is === undefined || is.count === 0)
      return [
        {
          path,
          what: 'gone',
          before: printTypes(was.types),
          isBreaking: true,
          effect: 'whoever reads it finds nothing',
        },
      ]
    const both = { path, before: printTypes(was.types), after: printTypes(is.types) }
    const came = [...is.types].filter((type) => !was.types.has(type))
    if (came.length === 0) return []
    const isWider = [...was.types].some((type) => is.types.has(type))
    return [
      {
        ...both,
        what: isWider ? 'wider' : 'other',
        isBreaking: true,
        effect: !isWider
          ? 'whoever reads it finds another type'
          : came.every((type) => type === 'null')
            ? 'whoever reads it may find nothing'
            : 'whoever reads it may find what it does not know',
      },
    ]
  })
}

export interface Shape {
  readonly schema: Schema
  readonly order: Order
  readonly seen: Seen
}

const orderChange = (before: Order, after: Order): readonly FieldChange[] => {
  if (before === after) return []
  const isLost = after === 'bag'
  return [
    {
      path: 'the order',
      what: isLost ? 'gone' : 'new',
      before,
      after,
      isBreaking: isLost,
      effect: isLost ? 'stages that need an order, such as take, cannot follow' : 'nobody reads it yet',
    },
  ]
}

const isSaidBy =
  (...schemas: readonly Schema[]) =>
  (column: string): boolean =>
    schemas.every((schema) => {
      if (schema.kind !== 'record') return !isUnknown(schema) && column === 'value'
      const field = schema.fields.find(({ name }) => name === column)
      return field === undefined || !isUnknown(field.schema)
    })

/** What becomes of the shape of rows. */
export const schemaChange = (before: Shape, after: Shape): SchemaChange => {
  const said = changesOf(before.schema, after.schema, '')
  const paths = new Set(said.map(({ path }) => path))
  const isSaid = isSaidBy(before.schema, after.schema)
  const changes = [
    ...orderChange(before.order, after.order),
    ...said,
    ...seenChanges(before.seen, after.seen, (column) => isSaid(column) || paths.has(column)),
  ]
  const kind = changes.some((one) => one.isBreaking)
    ? 'breaking'
    : changes.some(({ what }) => what === 'new')
      ? 'additive'
      : 'none'
  return { kind, changes }
}
