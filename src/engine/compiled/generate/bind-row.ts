/**
 * A value that is worked out once: its parts go into variables, and what is left is made of these alone.
 */
import type { Entry, Expression } from '../../../lambda/expression.ts'
import { isAtom, substituteLocals } from '../../../lambda/substitute.ts'
import { assign, type Draft } from './draft.ts'
import { frozen, unfrozen } from './thaw.ts'

export interface Bound {
  readonly code: string
  /** An object or array literal of leaves and constants, or one of these. */
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

type Named = Extract<Entry, { readonly kind: 'entry' }>

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
  if (e.kind === 'object' && e.entries.every((one) => one.kind === 'entry')) {
    const entries = e.entries as readonly Named[]
    const { code, rows } = bindAll(
      draft,
      entries.map(({ value }) => value),
    )
    return { code, row: { ...e, entries: entries.map((one, i) => ({ ...one, value: rows[i] as Expression })) } }
  }
  if (e.kind === 'array' && e.items.every((one) => one.kind !== 'spread')) {
    const { code, rows } = bindAll(draft, e.items as readonly Expression[])
    return { code, row: { ...e, items: rows } }
  }
  return bindAtom(draft, e)
}
