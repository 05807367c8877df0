/**
 * A loop under construction: the values that its code stands on, the names it uses, and where in it something may throw.
 *
 * What rows are made of are *leaves*: columns of a batch, or variables. In expressions they are arguments, so a row under way
 * is an expression over leaves. It becomes an object only where something that cannot be looked into wants it.
 */
import { quote } from '../../../code/quote.ts'
import type { Schema } from '../../../data/schema.ts'
import * as S from '../../../data/schema.ts'
import { argument, type Expression } from '../../../lambda/expression.ts'
import { isTotal } from '../../../lambda/is-total.ts'
import { printExpression } from '../../../lambda/print-expression.ts'
import { simplify } from '../../../lambda/simplify.ts'
import { typeOf } from '../../../lambda/type-of.ts'
import { seenThrough } from './thaw.ts'

/** What may throw at a place: it is told from the others by its number. */
interface Site {
  readonly id: number
  /** What is to be done with what was thrown. */
  readonly handler: string
}

/** The body of one loop: its variables live for one turn of it. */
interface Region {
  readonly depth: number
  readonly variables: string[]
  readonly sites: Site[]
}

export interface Draft {
  /** A name for a value that the code stands on: the same for the same. */
  readonly bind: (value: unknown) => string
  /** A leaf that is written so. */
  readonly leaf: (text: string, schema: Schema) => Expression
  /** A variable of the region, for a value; what it is set to is written by whoever asked. */
  readonly variable: (schema: Schema) => { readonly name: string; readonly leaf: Expression }
  /** A variable for an object that will be plain: its fields are its own, and all that it has. */
  readonly plain: () => { readonly name: string; readonly leaf: Expression }
  /** A variable that lives as long as the piece, and its first value. */
  readonly lasting: (first: string) => string
  /** A variable of one batch, and its first value. */
  readonly counter: () => string
  /** Says that what follows may throw, and what to do then: `handler` may use the name `thrown`. */
  readonly site: (handler: string) => string
  /** Says that whatever follows throws of itself. */
  readonly noSite: () => string
  /** Whether what is written now stands in a loop within the loop, and may be done many times in a turn. */
  readonly isInner: () => boolean
  /** The code of a loop's body, made by `write`, with its variables, and a `catch` if something in it may throw. */
  readonly region: (write: () => string) => string
  readonly print: (e: Expression) => string
  readonly simplify: (e: Expression) => Expression
  readonly isTotal: (e: Expression) => boolean
  readonly typeOf: (e: Expression) => Schema
  readonly values: () => Readonly<Record<string, unknown>>
  readonly lastings: () => string
  readonly counters: () => readonly string[]
}

export const newDraft = (): Draft => {
  const names = new Map<unknown, string>()
  const values: Record<string, unknown> = {}
  const leaves: { readonly text: string; readonly schema: Schema }[] = []
  const schemas: Schema[] = []
  const lastings: string[] = []
  const counters: string[] = []
  let count = 0
  let region: Region = { depth: 0, variables: [], sites: [] }

  const bind = (value: unknown): string => {
    const name = names.get(value) ?? `known${names.size}`
    names.set(value, name)
    values[name] = value
    return name
  }
  const leaf = (text: string, schema: Schema): Expression => {
    schemas.push(schema)
    return argument(leaves.push({ text, schema }) - 1)
  }
  const variable: Draft['variable'] = (schema) => {
    const name = `v${count++}`
    region.variables.push(name)
    return { name, leaf: leaf(name, schema) }
  }
  const plains = new Set<number>()
  const isPlain = (e: Expression): boolean => e.kind === 'argument' && plains.has(e.index)
  return {
    bind,
    leaf,
    variable,
    plain: () => {
      const made = variable(S.unknown)
      plains.add(leaves.length - 1)
      return made
    },
    lasting: (first) => {
      const name = `lasting[${lastings.length}]`
      lastings.push(`${name} = ${first}`)
      return name
    },
    counter: () => {
      const name = `n${counters.length}`
      counters.push(name)
      return name
    },
    site: (handler) => {
      const id = region.sites.length + 1
      region.sites.push({ id, handler })
      return `at = ${id}\n`
    },
    isInner: () => region.depth > 1,
    noSite: () => (region.sites.length === 0 ? '' : 'at = 0\n'),
    region: (write) => {
      const outer = region
      region = { depth: outer.depth + 1, variables: [], sites: [] }
      const body = write()
      const { variables, sites } = region
      region = outer
      const declared = variables.length === 0 ? '' : `let ${variables.join(', ')}\n`
      if (sites.length === 0) return declared + body
      const cases = sites.map(({ id, handler }) => `case ${id}: ${handler}; break\n`).join('')
      return `${declared}let at = 0\ntry {\n${body}} catch (thrown) {\nrun.index = i\nswitch (at) {\n${cases}default: throw thrown\n}\n}\n`
    },
    print: (e) =>
      printExpression(e, {
        argument: (index) => (leaves[index] as (typeof leaves)[number]).text,
        bind,
        isRun: true,
      }),
    simplify: (e) => {
      const simple = simplify(seenThrough(e, isPlain), schemas)
      // What a pair was made of may be frozen, too.
      const again = seenThrough(simple, isPlain)
      return again === simple ? simple : simplify(again, schemas)
    },
    isTotal: (e) => isTotal(e, schemas),
    typeOf: (e) => typeOf(e, schemas),
    values: () => values,
    lastings: () => lastings.map((line) => `${line}\n`).join(''),
    counters: () => counters,
  }
}

/** An assignment that may be left out if nobody reads the variable. */
export const assign = (name: string, text: string, isRemovable: boolean): string =>
  `${name} = ${text}${isRemovable ? ' //?' : ''}\n`

const removable = /^(v\d+) = .* \/\/\?$/
/** Variables, but where they are set to what may be left out. */
const named = /\bv\d+\b(?! = .* \/\/\?$)/gm

/** The code without assignments to variables that nobody reads, nor those to variables that only these read. */
export const withoutUnread = (code: string): string => {
  let lines = code.split('\n')
  for (;;) {
    const text = lines.join('\n')
    const found = new Map<string, number>()
    for (const name of text.match(named) ?? []) found.set(name, (found.get(name) ?? 0) + 1)
    const kept = lines.filter((line) => {
      const name = removable.exec(line)?.[1]
      return name === undefined || (found.get(name) ?? 0) > 1
    })
    if (kept.length === lines.length) return text.replaceAll(/ \/\/[?&]\n/g, '\n')
    lines = kept
  }
}

/** A statement that writes where nobody looks before the next, or adds one to a count, which says that it was meant. */
export const tentative = (statement: string): string => `${statement} //&\n`

/** So many characters of code are sooner run than guessed about. */
const shortCode = 200

/**
 * Code on a condition. Where it is short, cannot throw, and means nothing without its counts, it is run in any case, and only
 * counts on the condition: a processor that guesses wrong every other time loses more by that.
 */
export const conditional = (condition: string, code: string): string => {
  const lines = code.split('\n').slice(0, -1)
  const isPlain = (line: string): boolean => line === 'at = 0' || (/ \/\/[?&]$/.test(line) && !/[\w\]]\(/.test(line))
  if (code.length > shortCode || !lines.some((line) => line.endsWith(' //&')) || !lines.every(isPlain))
    return `if (${condition}) {\n${code}}\n`
  const counted = lines.map((line) => line.replace(/^(\w+)\+\+ \/\/&$/, '$1 += counts'))
  return `{\nconst counts = +!!(${condition})\n${counted.join('\n')}\n}\n`
}

/** A field of an object literal, whatever its name. */
export const entryText = (name: string, value: string): string => `[${quote(name)}]: ${value}`
