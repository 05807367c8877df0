/**
 * Values of the types `json` and `jsonb`: read as `ndjson` reads rows, so that no integer is rounded.
 */
import { deepFreeze } from '../../data/frozen.ts'
import * as S from '../../data/schema.ts'
import { setField } from '../../plan/codec/compile-record.ts'
import { JsonFault, parseJson } from '../json/parse-json.ts'
import { takenBy } from './taken-by.ts'
import { Unfit } from './unfit.ts'

/** Integers that are no safe numbers come as bigints. */
const making = { bigints: 'unsafe', bare: false } as const

const mentionsBigint = (target: S.Schema): boolean => {
  switch (target.kind) {
    case 'union':
      return target.members.some(mentionsBigint)
    case 'array':
      return mentionsBigint(target.items)
    case 'tuple':
      return target.items.some(mentionsBigint)
    case 'record':
      return target.fields.some(({ schema }) => mentionsBigint(schema))
    case 'dictionary':
      return mentionsBigint(target.values)
    default:
      return takenBy(target).has('bigint')
  }
}

/** The schema of an item, or of a field, wherever that may be told. */
const within = (target: S.Schema, name: string | number): S.Schema => {
  switch (target.kind) {
    case 'union':
      return S.union(
        target.members
          .filter(({ kind }) => ['array', 'tuple', 'record', 'dictionary', 'unknown'].includes(kind))
          .map((member) => within(member, name)),
      )
    case 'array':
      return target.items
    case 'tuple':
      return target.items[Number(name)] ?? S.unknown
    case 'dictionary':
      return target.values
    case 'record':
      return target.fields.find((field) => field.name === name)?.schema ?? S.unknown
    default:
      return S.unknown
  }
}

/** A bigint wherever the codec asks for one, of a small integer, too. */
const withBigints = (value: unknown, target: S.Schema): unknown => {
  if (typeof value === 'number') {
    const taken = takenBy(target)
    return taken.has('bigint') && !taken.has('number') && Number.isInteger(value) ? BigInt(value) : value
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item, i) => withBigints(item, within(target, i)))
  const made: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) setField(made, name, withBigints(field, within(target, name)))
  return made
}

/** How such values become what a field reads: frozen, since a codec may say nothing of what is in them. */
export const jsonValue = (target: S.Schema): ((text: string) => unknown) => {
  const asksForBigints = mentionsBigint(target)
  return (text) => {
    const value = parseJson(text, making)
    if (value instanceof JsonFault)
      return new Unfit(
        text,
        `cannot be read: ${value.expected} is expected`,
        'a codec with t.string for this field reads the text',
      )
    return deepFreeze(asksForBigints ? withBigints(value, target) : value)
  }
}
