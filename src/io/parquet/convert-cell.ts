/**
 * From a value as it is stored in Parquet to the value that a field asks for.
 *
 * Where a field could take several, the one rule is: a bigint where the field says bigint, a number where it says number,
 * else a Date for times. What cannot be had is passed on as it is stored, and the codec will refuse it in its own words;
 * where no codec would (it says nothing of the field), it becomes `Unfit`. Knows nothing of files or rows.
 */
import type * as S from '../../data/schema.ts'
import type { Column, ColumnType } from './column-type.ts'

/** Stands in place of a value that can be no part of a row. */
export class Unfit {
  readonly found: unknown
  readonly message: string
  readonly hint: string

  constructor(found: unknown, message: string, hint: string) {
    this.found = found
    this.message = message
    this.hint = hint
  }
}

/** What a field takes, by the `typeof` of its values; `date` and `bytes` besides, `unknown` for anything. */
type Taken = ReadonlySet<string>

const takenBy = (target: S.Schema): Taken => {
  switch (target.kind) {
    case 'union':
      return new Set(target.members.flatMap((member) => [...takenBy(member)]))
    case 'literal':
      return new Set([typeof target.value])
    default:
      return new Set([target.kind])
  }
}

export type Convert = (stored: unknown) => unknown

const asIs: Convert = (stored) => stored

const wideHint = 'a codec with t.bigint for this field reads it whole'

/** Whether a 64-bit integer is to stay one. */
const staysBig = (taken: Taken): boolean => taken.has('bigint')

const integer64 =
  (taken: Taken): Convert =>
  (stored) => {
    const number = Number(stored)
    if (Number.isSafeInteger(number)) return number
    if (!taken.has('unknown')) return stored
    return new Unfit(stored, `${stored} is no safe number: it lies beyond 2^53 - 1`, wideHint)
  }

/** Units since an epoch as milliseconds: rounded once where the count is safe, else exact to the part below it. */
const milliseconds =
  (perMilli: number): Convert =>
  (stored) => {
    if (typeof stored === 'number') return stored / perMilli
    const units = stored as bigint
    const number = Number(units)
    if (Number.isSafeInteger(number)) return number / perMilli
    const per = BigInt(perMilli)
    return Number(units / per) + Number(units % per) / perMilli
  }

/** Days of the Julian calendar above, nanoseconds of the day below: the timestamps of old writers. */
const int96Milliseconds: Convert = (stored) => {
  const packed = stored as bigint
  const days = Number(BigInt.asIntN(64, packed >> 64n)) - 2_440_588
  const nanos = Number(BigInt.asUintN(64, packed))
  return days * 86_400_000 + nanos / 1_000_000
}

/** A Date counts whole milliseconds: the last one that had begun. */
const date =
  (toMillis: Convert): Convert =>
  (stored) => {
    const made = new Date(Math.floor(toMillis(stored) as number))
    return Number.isNaN(made.getTime())
      ? new Unfit(
          stored,
          `${stored} lies beyond the years that a Date can hold`,
          'a codec with t.number for this field reads it',
        )
      : made
  }

const time = (toMillis: Convert, taken: Taken): Convert =>
  taken.has('number') && !taken.has('date') ? toMillis : date(toMillis)

const bigEndian = (bytes: Uint8Array): bigint => {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(bytes.length * 8, value)
}

/** The double nearest to a decimal. Both parts are exact up to 2^53 and 10^22; beyond, the text is parsed. */
const decimal = (scale: number, taken: Taken): Convert => {
  const factor = 10 ** scale
  const whole = scale === 0 && taken.has('bigint') && !taken.has('number')
  return (stored) => {
    const unscaled = stored instanceof Uint8Array ? bigEndian(stored) : (stored as number | bigint)
    if (whole) return BigInt(unscaled)
    const number = Number(unscaled)
    return Number.isSafeInteger(number) && scale <= 22 ? number / factor : Number(`${unscaled}e${-scale}`)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of old writers, who did not say that it is. */
const textOrBytes: Convert = (stored) => {
  try {
    return utf8.decode(stored as Uint8Array)
  } catch {
    return stored
  }
}

const parsed: Convert = (stored) => {
  try {
    return JSON.parse(stored as string)
  } catch {
    return new Unfit(
      stored,
      'the text is not JSON, as its column says',
      'a codec with t.string for this field reads the text',
    )
  }
}

const leaf = (type: ColumnType, taken: Taken): Convert => {
  switch (type.kind) {
    case 'int32':
    case 'uint32': {
      const signed: Convert = type.kind === 'int32' ? asIs : (stored) => (stored as number) >>> 0
      return taken.has('bigint') && !taken.has('number') ? (stored) => BigInt(signed(stored) as number) : signed
    }
    case 'int64':
      return staysBig(taken) ? asIs : integer64(taken)
    case 'uint64': {
      const signed = staysBig(taken) ? asIs : integer64(taken)
      return (stored) => signed(BigInt.asUintN(64, stored as bigint))
    }
    case 'timestamp':
      return time(milliseconds(type.perMilli), taken)
    case 'days':
      return time((stored) => (stored as number) * 86_400_000, taken)
    case 'int96':
      return time(int96Milliseconds, taken)
    case 'time':
      return milliseconds(type.perMilli)
    case 'decimal':
      return decimal(type.scale, taken)
    case 'json':
      return taken.has('string') ? asIs : parsed
    case 'bytes':
      // A copy: what is stored is a view of a whole page, which would stay in memory with it.
      return taken.has('string') ? textOrBytes : (stored) => (stored instanceof Uint8Array ? stored.slice() : stored)
    default:
      return asIs
  }
}

const unknown: S.Schema = { kind: 'unknown' }

/** The member of a union that says most of a nested value. */
const nested = (target: S.Schema, kind: 'array' | 'tuple' | 'record' | 'dictionary'): S.Schema =>
  target.kind === 'union' ? (target.members.find((member) => member.kind === kind) ?? unknown) : target

const unnamed = { schema: unknown, optional: false }

const fieldTarget = (target: S.Schema, name: string): Pick<S.Field, 'schema' | 'optional'> => {
  const record = nested(target, 'record')
  if (record.kind === 'record') return record.fields.find((field) => field.name === name) ?? unnamed
  const dictionary = nested(target, 'dictionary')
  return dictionary.kind === 'dictionary' ? { schema: dictionary.values, optional: false } : unnamed
}

const entriesOf = (stored: unknown): readonly (readonly [string, unknown])[] => Object.entries(stored as object)

/** The first `Unfit` within, or the whole that was made of the parts. */
const whole = <T>(parts: readonly unknown[], made: () => T): T | Unfit =>
  (parts.find((part) => part instanceof Unfit) as Unfit | undefined) ?? made()

/** The converter of values of a part of a column that are there; a missing one is null. */
const convertPart = (column: Column, target: S.Schema): Convert => {
  const convert = convertPresent(column.type, target)
  return (stored) => (stored === null || stored === undefined ? null : convert(stored))
}

/** The converter of values of a column that are there, for a field of a schema. */
export const convertPresent = (type: ColumnType, target: S.Schema): Convert => {
  switch (type.kind) {
    case 'list': {
      const array = nested(target, 'array')
      const item = convertPart(type.items, array.kind === 'array' ? array.items : unknown)
      return (stored) => {
        const items = Array.from(stored as ArrayLike<unknown>, item)
        return whole(items, () => Object.freeze(items))
      }
    }
    case 'map': {
      const dictionary = nested(target, 'dictionary')
      const values = new Map<string, Convert>()
      const convertAt = (name: string): Convert => {
        const known = values.get(name)
        if (known !== undefined) return known
        const made = convertPart(
          type.values,
          dictionary.kind === 'dictionary' ? dictionary.values : fieldTarget(target, name).schema,
        )
        if (values.size < 1000) values.set(name, made)
        return made
      }
      return (stored) => {
        const entries = entriesOf(stored).map(([name, value]) => [name, convertAt(name)(value)] as const)
        return whole(
          entries.map(([, value]) => value),
          () => Object.freeze(Object.fromEntries(entries)),
        )
      }
    }
    case 'struct': {
      const fields = type.fields.map((field) => {
        const { schema, optional } = fieldTarget(target, field.name)
        // Absent, as in a row itself.
        const isLeftOut = missingValue(schema, optional) === undefined
        return [field.name, convertPart(field, schema), isLeftOut] as const
      })
      return (stored) => {
        const source = stored as Readonly<Record<string, unknown>>
        const entries: (readonly [string, unknown])[] = []
        for (const [name, convert, isLeftOut] of fields) {
          const value = convert(source[name])
          if (value !== null || !isLeftOut) entries.push([name, value])
        }
        return whole(
          entries.map(([, value]) => value),
          () => Object.freeze(Object.fromEntries(entries)),
        )
      }
    }
    default:
      return leaf(type, takenBy(target))
  }
}

/**
 * What stands for a missing value: null where the field takes it, `undefined` where it may be absent and not be null;
 * else null, for the codec to refuse.
 */
export const missingValue = (target: S.Schema, optional: boolean): null | undefined => {
  const taken = takenBy(target)
  return !taken.has('null') && !taken.has('unknown') && (optional || taken.has('undefined')) ? undefined : null
}
