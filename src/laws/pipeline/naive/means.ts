/** What a kind of node means to the naive interpreter: the rows that come out, given all those that go in. */

import type { Node } from '../../../plan/node.ts'
import { isPlain } from '../../arbitrary/is-plain.ts'

export type Rows = readonly unknown[]

/** Tries something with one row. What throws gives nothing, and the row is set aside. */
export type Attempt = <A>(f: () => A) => readonly A[]

export type Means<N extends Node> = (node: N, attempt: Attempt, rows: Rows, others: Rows) => Rows

/** Said of a row that is not what a stage takes. */
export const refuse = (what: string): never => {
  throw new Error(what)
}

/** The fields of a row that must have some. */
export const fieldsOf = (row: unknown): readonly (readonly [string, unknown])[] =>
  isPlain(row) ? Object.entries(row) : refuse('no plain object')
