/**
 * A value as JSON that reads back, on one line; or why it cannot be. Knows nothing of rows or files.
 */
import type { Record as ImmutableRecord, List } from 'immutable'
import { mostLevels } from '../../data/check-row.ts'
import { printValue } from '../../data/print-value.ts'
import { kindOf } from '../../data/value-kind.ts'
import { printPath } from '../../plan/codec/decode-failure.ts'

/** A value that JSON cannot hold. */
export class NoJson {
  readonly message: string
  readonly hint: string
  /** Where in the value it is: `tags[2]`. Empty when it is the value as a whole. */
  readonly path: string

  constructor(message: string, hint: string, path: readonly (string | number)[]) {
    this.message = message
    this.hint = hint
    this.path = printPath(path)
  }
}

const hints: Readonly<Record<string, string>> = {
  number: 'JSON has no NaN and no Infinity: map it to null, or to text',
  undefined: 'map it to null; only a field of an object may be undefined, and is left out',
  date: 'an invalid Date has no time to write: map it to null',
  bytes: "map it to text: Buffer.from(bytes).toString('base64')",
  map: 'map it to an object, Object.fromEntries(value), or to an array of pairs, [...value]',
  set: 'map it to an array, in an order of your choice: [...value].sort()',
  other: 'map the row to one of text, numbers, booleans, null, dates, arrays and plain objects',
}

const hintFor = (kind: string): string =>
  hints[kind] ??
  (kind.endsWith('Map') ? hints.map : kind.endsWith('Set') ? hints.set : undefined) ??
  (hints.other as string)

type Path = (string | number)[]

const refuse = (value: unknown, path: Path): never => {
  throw new NoJson(`JSON cannot hold ${printValue(value)}`, hintFor(kindOf(value)), path)
}

const print = (value: unknown, path: Path): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) return refuse(value, path)
      return Object.is(value, -0) ? '-0' : String(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      return value === null ? 'null' : printObject(value, path)
    default:
      return refuse(value, path)
  }
}

const printObject = (value: object, path: Path): string => {
  if (path.length >= mostLevels)
    throw new NoJson(
      `the row is nested more than ${mostLevels} levels deep, or contains itself`,
      'flatten it',
      path.slice(0, 3),
    )
  switch (kindOf(value)) {
    case 'object':
      return printFields(value, path)
    case 'Record':
      return printFields((value as ImmutableRecord<object>).toObject(), path)
    case 'array':
      return printItems(value as readonly unknown[], path)
    case 'List':
    case 'Stack':
      return printItems((value as List<unknown>).toArray(), path)
    case 'date':
      return Number.isNaN((value as Date).getTime()) ? refuse(value, path) : `"${(value as Date).toISOString()}"`
    default:
      return refuse(value, path)
  }
}

const printFields = (value: object, path: Path): string => {
  let text = ''
  for (const name of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[name]
    if (field === undefined) continue
    path.push(name)
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${print(field, path)}`
    path.pop()
  }
  return `{${text}}`
}

const printItems = (items: readonly unknown[], path: Path): string => {
  let text = ''
  for (let i = 0; i < items.length; i++) {
    path.push(i)
    text += `${i === 0 ? '' : ','}${print(items[i], path)}`
    path.pop()
  }
  return `[${text}]`
}

/**
 * The value as JSON, each kind in the one way in which a codec reads it back, or a `NoJson`.
 *
 * - null, booleans, text, arrays and plain objects as they are; numbers in the shortest digits that read back the same, -0
 *   as `-0`; a field that is undefined is left out.
 * - A bigint in digits, without quotes: `t.bigint` reads it. A Date as text in ISO 8601, UTC.
 * - Immutable's List and Stack as arrays, its Records as objects.
 * - NaN, the infinities, `undefined` elsewhere, bytes, and Map and Set of any kind are refused: what JSON would make of them
 *   would come back as something else.
 *
 * @example
 * printJson({ id: 12n, on: new Date(0), note: undefined, at: -0 }) // '{"id":12,"on":"1970-01-01T00:00:00.000Z","at":-0}'
 */
export const printJson = (value: unknown): string | NoJson => {
  try {
    return print(value, [])
  } catch (thrown) {
    if (thrown instanceof NoJson) return thrown
    throw thrown
  }
}
