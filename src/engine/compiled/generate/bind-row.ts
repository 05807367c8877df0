/**
 * A value that is worked out once: its parts go into variables, and what is left is made of these alone.
 */
import type { Entry, Expression } from '../../../lambda/expression.ts'
import { isAtom, substituteLocals } from '../../../lambda/substitute.ts'
import { assign, type Draft } from './draft.ts'
import { frozen, unfrozen } from './thaw.ts'

export interface Bound {
  readonly code: string
  /** An object or array literal of leaves and constants, or one of these; an object may be a copy of a leaf besides. */
  readonly row: Expression
}

const bindAtom = (draft: Draft, e: Expression): Bound => {
  if (isAtom(e)) return { code: '', row: e }
  const { name, leaf } = draft.variable(draft.typeOf(e))
  return { code: assign(name, draft.print(e), draft.isTotal(e)), row: leaf }
}

const bindAll = (draft: Draft, all: readonly Expression[]): { readonly code: string; readonly rows: Expression[] } => {
  const bound = all.map((one) => bindAtom(draft, one))
  return { code: bound.map(({ code }) => code).join(''), rows: bound.map(({ row }) => row) }
}

const isLeaf = (e: Expression): boolean => e.kind === 'argument'

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** What is spread: it stays what it is if it is a plain object, and its fields may be read where they are; else a copy. */
const bindPlain = (draft: Draft, of: Expression): Bound => {
  if (draft.typeOf(of).kind === 'record') return { code: '', row: of }
  const { name, leaf } = draft.plain()
  const text = draft.print(of)
  return { code: assign(name, `${draft.bind(isPlain)}(${text}) ? ${text} : ({ ...${text} })`, true), row: leaf }
}

/** The value, worked out: code that does it, in the order of JavaScript, and what stands for the value then. */
export const bindRow = (draft: Draft, e: Expression): Bound => {
  if (e.kind === 'let') {
    const value = bindAtom(draft, e.value)
    const within = draft.simplify(substituteLocals(e.within, new Map([[e.name, value.row]])))
    const { code, row } = bindRow(draft, within)
    return { code: value.code + code, row }
  }
  const inner = unfrozen(e)
  if (inner !== e) {
    const { code, row } = bindRow(draft, inner)
    return { code, row: frozen(row) }
  }
  if (e.kind === 'object' && e.entries.every((one) => one.kind === 'entry' || isLeaf(one.of))) {
    let code = ''
    const entries = e.entries.map((one): Entry => {
      const bound = one.kind === 'entry' ? bindAtom(draft, one.value) : bindPlain(draft, one.of)
      code += bound.code
      return one.kind === 'entry' ? { ...one, value: bound.row } : { ...one, of: bound.row }
    })
    return { code, row: { ...e, entries } }
  }
  if (e.kind === 'array' && e.items.every((one) => one.kind !== 'spread')) {
    const { code, rows } = bindAll(draft, e.items as readonly Expression[])
    return { code, row: { ...e, items: rows } }
  }
  return bindAtom(draft, e)
}
