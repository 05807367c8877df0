/**
 * A sink, tried on some batches of rows: each law has a place of its own to write to. Knows no law.
 */
import { copyOf } from '../../value/copy-of.ts'
import { look } from '../../value/look.ts'

/**
 * An open sink. `close` makes visible what was written, `abort` gives it up.
 *
 * @example
 * const kept: number[] = []
 * const writer: L.OpenSink<number> = { write: (rows) => void kept.push(...rows) }
 * await writer.write([1, 2])
 * kept // [ 1, 2 ]
 */
export interface OpenSink<in A> {
  readonly write: (rows: readonly A[]) => unknown
  readonly close?: () => unknown
  readonly abort?: () => unknown
}

/**
 * A place to write to, that can be opened again and again, and what is to be seen there.
 *
 * @example
 * const kept: number[] = []
 * const place: L.Target<number> = { open: () => ({ write: (rows) => void kept.push(...rows) }), read: () => kept }
 * place.read() // []
 */
export interface Target<in A> {
  readonly open: () => OpenSink<A> | Promise<OpenSink<A>>
  /** All rows that whoever looks there now would find. */
  readonly read: () => Iterable<unknown> | Promise<Iterable<unknown>>
}

export type Batches = readonly (readonly unknown[])[]

/** What is to be seen, and what it looks like. */
export interface Seen {
  readonly rows: readonly unknown[]
  readonly looked: string
}

export interface SinkTrial {
  readonly make: () => Target<unknown>
  readonly batches: Batches
  /** After how many batches it is given up. */
  readonly cut: number
  readonly handles: (() => number) | undefined
}

export const seenIn = async (target: Target<unknown>): Promise<Seen> => {
  const rows = [...(await target.read())]
  return { rows, looked: look(rows) }
}

/** Writes batches, and leaves it open. */
export const begun = async (target: Target<unknown>, batches: Batches): Promise<OpenSink<unknown>> => {
  const sink = await target.open()
  for (const batch of batches) await sink.write(copyOf(batch))
  return sink
}

/** Writes all, and closes. */
export const written = async (target: Target<unknown>, batches: Batches): Promise<void> => {
  const sink = await begun(target, batches)
  await sink.close?.()
}
