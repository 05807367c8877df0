/** Rows of a bounded domain, all of them. */
import type { Schema } from '../../data/schema.ts'

/** So many instances are tried at most, and a field may be so many things. */
const mostInstances = 5_000
const mostValues = 64
/** What holds for all sequences of two rows may be proof; for single ones it is none. */
const leastLength = 2

const product = (parts: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] | undefined =>
  parts.reduce<readonly (readonly unknown[])[] | undefined>(
    (soFar, part) => {
      if (soFar === undefined || soFar.length * part.length > mostInstances) return undefined
      return soFar.flatMap((some) => part.map((one) => [...some, one]))
    },
    [[]],
  )

const absent = Symbol('absent')

/** All values of a schema; undefined where there are too many, or nobody knows. */
export const valuesOf = (schema: Schema): readonly unknown[] | undefined => {
  const all = (() => {
    switch (schema.kind) {
      case 'null':
        return [null]
      case 'undefined':
        return [undefined]
      case 'boolean':
        return [false, true]
      case 'literal':
        return [schema.value]
      case 'union': {
        const members = schema.members.map(valuesOf)
        return members.every((one) => one !== undefined) ? members.flat() : undefined
      }
      case 'tuple': {
        const items = schema.items.map(valuesOf)
        return items.every((one) => one !== undefined) ? product(items) : undefined
      }
      case 'record': {
        const fields = schema.fields.map((field) => {
          const values = valuesOf(field.schema)
          return field.optional && values !== undefined ? [absent, ...values] : values
        })
        if (!fields.every((one) => one !== undefined)) return undefined
        return product(fields)?.map((values) =>
          Object.fromEntries(schema.fields.flatMap(({ name }, i) => (values[i] === absent ? [] : [[name, values[i]]]))),
        )
      }
      default:
        return undefined
    }
  })()
  return all === undefined || all.length > mostValues ? undefined : all
}

/** All sequences of up to so many of these rows. */
const sequencesOf = (rows: readonly unknown[], length: number): readonly (readonly unknown[])[] =>
  length === 0 ? [[]] : [[], ...sequencesOf(rows, length - 1).flatMap((some) => rows.map((row) => [row, ...some]))]

const countOf = (rows: number, length: number): number =>
  Array.from({ length: length + 1 }, (_, i) => rows ** i).reduce((sum, n) => sum + n, 0)

export interface Exhaustive {
  readonly instances: readonly (readonly (readonly unknown[])[])[]
  /** What these are, in words. */
  readonly what: string
}

/** All instances over these rows of each source, as long as there are not too many; undefined where even short ones are. */
export const everySequence = (domains: readonly (readonly unknown[])[]): Exhaustive | undefined => {
  const total = (length: number): number => domains.reduce((count, rows) => count * countOf(rows.length, length), 1)
  let length = 0
  while (length < 8 && total(length + 1) <= mostInstances) length++
  if (domains.length === 0 || length < leastLength) return undefined
  const instances = product(domains.map((rows) => sequencesOf(rows, length)))
  const distinct = domains.map((rows) => rows.length).join(' and ')
  return (
    instances && {
      instances: instances as Exhaustive['instances'],
      what: `all ${instances.length} sequences of up to ${length} of ${distinct} different rows`,
    }
  )
}
