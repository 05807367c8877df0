/**
 * Keys, compiled for rows whose schema is known. It is `keyOf` exactly, also for rows that are other than the schema says:
 * each is looked at, cheaply, and what is not as expected is left to `keyOf`. This module knows nothing of groups or joins.
 */
import { compareStrings } from '../data/compare-strings.ts'
import { encodeWithin, type Key, keyOf } from '../data/key.ts'
import type { Field, Schema } from '../data/schema.ts'
import { compile, mayCompile } from './compile.ts'
import { quote } from './quote.ts'
import { type Code, recordGuard, recordIn } from './record-guard.ts'

const mostNested = 16

/** An expression for what stands in a key for `x`. */
const encoded = (code: Code, schema: Schema, x: string, level: number): string => {
  const rest = `encode(${x}, ${level})`
  if (schema.kind === 'string') return `(typeof ${x} === 'string' ? 's' + ${x}.length + ':' + ${x} : ${rest})`
  if (schema.kind === 'number') return `(typeof ${x} === 'number' ? 'n' + ${x} + ';' : ${rest})`
  const fields = recordIn(schema)
  const name = fields === undefined ? undefined : encodeRecord(code, fields, level)
  return name === undefined ? rest : `${name}(${x})`
}

const encodeField = (code: Code, { name, schema, optional }: Field, level: number): string => {
  const key = quote(encodeWithin(name, 0))
  const text = `${key} + ${encoded(code, schema, `row[${quote(name)}]`, level)}`
  return optional ? `(isThere.call(row, ${quote(name)}) ? ${text} : '')` : text
}

/** The name of a function that encodes a record, or undefined where there is none. */
const encodeRecord = (code: Code, fields: readonly Field[], level: number): string | undefined => {
  const guard = level < mostNested ? recordGuard(code, fields) : undefined
  if (guard === undefined) return undefined
  const sorted = fields.toSorted((a, b) => compareStrings(a.name, b.name))
  const texts = sorted.map((field) => encodeField(code, field, level + 1))
  const name = `encode${code.functions.length}`
  code.functions.push(`
const ${name} = (row) => ${guard}(row) ? ${["'{'", ...texts, "'}'"].join(' + ')} : encode(row, ${level})`)
  return name
}

/**
 * `keyOf`, as quickly as what is known of the rows allows. Throws as it does.
 */
export const keyFor = (schema: Schema): ((row: unknown) => Key) => {
  const fields = schema.kind === 'record' && mayCompile() ? schema.fields : undefined
  const code: Code = {
    functions: [],
    values: { encode: encodeWithin, isThere: Object.prototype.propertyIsEnumerable },
  }
  const name = fields === undefined ? undefined : encodeRecord(code, fields, 0)
  if (name === undefined) return keyOf
  const encodeRow = compile<(row: unknown) => string>(`${code.functions.join('\n')}\nreturn ${name}`, code.values)
  return (row) => {
    if (typeof row !== 'object' || row === null) return keyOf(row)
    try {
      return `\u0000${encodeRow(row)}`
    } catch {
      // It is no row: that is to be said of the whole of it.
      return keyOf(row)
    }
  }
}
