/**
 * Rows on their way through the reference engine, one by one, and how something is tried with each of them.
 */
import type { Place } from '../../error/floe-error.ts'
import type { Node } from '../../plan/node.ts'
import type { Context } from '../engine.ts'

export type Row = unknown
/** A row on its way, with the place where it was read; after a sort, a group or an aggregate no place is known. */
export interface Item {
  readonly row: Row
  readonly place: Place
}
export type Rows = AsyncIterable<Item>

/**
 * Tries something with one row. When it throws, the policy decides: the run fails, or the row is rejected, and then
 * nothing comes out.
 */
export type Attempt = <B>(item: Item, f: () => readonly B[]) => readonly B[]

/** What a stage knows of its run: the signal that ends it, and whom to tell of tasks that are tried again. */
export type Around = Pick<Context, 'signal' | 'tell'>

/** What a kind of node means: the rows that come out, given those of its inputs. */
export type Meaning<N extends Node> = (node: N, attempt: Attempt, rows: Rows, others: Rows, around: Around) => Rows

export const nowhere: Place = {}

export async function* none(): Rows {}

/** Each row replaced by the rows that `f` makes of it. */
export async function* eachRow(rows: Rows, attempt: Attempt, f: (row: Row) => readonly Row[]): Rows {
  for await (const item of rows) for (const row of attempt(item, () => f(item.row))) yield { row, place: item.place }
}
