/**
 * The canonical order, compiled for rows whose schema is known. It is `compareCanonical` exactly, also for rows that are other
 * than the schema says: each is looked at, cheaply, and what is not as expected is left to `compareCanonical`.
 *
 * The fields of two records as expected compare in the order of code points, without asking again which there are. This module
 * knows nothing of sorting.
 */
import { compareCanonical, compareStrings, compareWithin } from '../data/canonical-order.ts'
import type { Field, Schema } from '../data/schema.ts'
import { compile, mayCompile } from './compile.ts'
import { quote } from './quote.ts'
import { type Code, recordGuard, recordIn } from './record-guard.ts'

/** Where generated code gives up: `compareCanonical` will say what is wrong with which row. */
const undecided = 2

const otherwise = (a: unknown, b: unknown, level: number): number => {
  try {
    return compareWithin(a, b, level)
  } catch {
    return undecided
  }
}

const mostNested = 16

/** Primitives for which there is a quick way. */
const quickOf = (schema: Schema): readonly string[] => {
  switch (schema.kind) {
    case 'unknown':
      return ['number', 'string']
    case 'union':
      return [...new Set(schema.members.flatMap(quickOf))]
    case 'literal':
      return [typeof schema.value]
    default:
      return [schema.kind]
  }
}

/** What decides between `x` and `y` if they differ, each a primitive of the kind. */
const quick: Readonly<Record<string, string>> = {
  number: `if (x < y) return -1
    if (x > y) return 1
    if (x !== y || x === 0) { const order = otherwise(x, y, 0); if (order !== 0) return order }`,
  string: 'if (x !== y) return strings(x, y)',
}

/** Statements that return how `x` and `y` compare, if they differ. */
const decide = (code: Code, schema: Schema, level: number): string => {
  const fields = recordIn(schema)
  const compared = fields === undefined ? undefined : compareRecords(code, fields, level)
  const slow = `{
    const order = ${compared === undefined ? `otherwise(x, y, ${level})` : `${compared}(x, y)`}
    if (order !== 0) return order
  }`
  return quickOf(schema).reduceRight(
    (rest, kind) =>
      quick[kind] === undefined
        ? rest
        : `if (typeof x === ${quote(kind)} && typeof y === ${quote(kind)}) {
    ${quick[kind]}
  } else ${rest}`,
    slow,
  )
}

const decideField = (code: Code, { name, schema, optional }: Field, level: number): string => {
  const of = (row: string) => `${row}[${quote(name)}]`
  const values = `const x = ${of('a')}, y = ${of('b')}`
  if (!optional) return `{ ${values}\n${decide(code, schema, level)} }`
  return `{ ${values}
  const isX = isThere.call(a, ${quote(name)})
  if (isX !== isThere.call(b, ${quote(name)})) return isX ? 1 : -1
  if (isX) ${decide(code, schema, level)} }`
}

/** The name of a function that compares two records, or undefined where that cannot be told beforehand. */
const compareRecords = (code: Code, fields: readonly Field[], level: number): string | undefined => {
  const guard = level < mostNested ? recordGuard(code, fields) : undefined
  if (guard === undefined) return undefined
  const sorted = fields.toSorted((a, b) => compareStrings(a.name, b.name))
  const decisions = sorted.map((field) => decideField(code, field, level + 1))
  const name = `compare${code.functions.length}`
  code.functions.push(`
const ${name} = (a, b) => {
  if (a === b && typeof a === 'object') return 0
  if (!${guard}(a) || !${guard}(b)) return otherwise(a, b, ${level})
  ${decisions.join('\n')}
  return 0
}`)
  return name
}

/**
 * `compareCanonical`, as quickly as what is known of the rows allows. Throws as it does.
 */
export const orderFor = (schema: Schema): ((a: unknown, b: unknown) => number) => {
  if (recordIn(schema) === undefined || !mayCompile()) return compareCanonical
  const isThere = Object.prototype.propertyIsEnumerable
  const values = { otherwise, strings: compareStrings, isThere }
  const code: Code = { functions: [], values }
  const decisions = decide(code, schema, 0)
  const compare = compile<(a: unknown, b: unknown) => number>(
    `${code.functions.join('\n')}\nreturn (x, y) => { ${decisions}\nreturn 0 }`,
    code.values,
  )
  return (a, b) => {
    const order = compare(a, b)
    return order === undecided ? compareCanonical(a, b) : order
  }
}
