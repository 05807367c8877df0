/**
 * The rows of a source, told of what is asked for, and, if wanted, cut into batches of another size.
 */
import * as F from 'floe'
import type { Batch, Column, Columns, Source, Where } from '../../src/plan/source.ts'
import { sourceOf } from '../io/parquet/table.ts'

export interface Watched {
  /** Sees every scan that rows are read from, by the fields that it was asked for. */
  readonly onScan?: (fields: readonly string[]) => void
  /** Sees every reading of whole rows. */
  readonly onOpen?: () => void
  /** Rows of a batch; as they come, unless said. */
  readonly size?: number
}

/** Rows of batches one by one, each as a batch. */
interface One {
  readonly value: unknown
  readonly error: ReturnType<Batch['errors']['get']>
  readonly where: () => Where
  readonly bytes: number
}

async function* inGroups(
  ones: AsyncIterable<One>,
  size: number,
): AsyncGenerator<Omit<Batch, 'rows'> & { values: unknown[] }> {
  let group: One[] = []
  const drain = () => {
    const all = group
    group = []
    return {
      values: all.map(({ value }) => value),
      errors: new Map(all.flatMap(({ error }, i) => (error === undefined ? [] : [[i, error] as const]))),
      where: (i: number): Where => (all[i] as One).where(),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  }
  try {
    for await (const one of ones) {
      group.push(one)
      if (group.length === size) yield drain()
    }
  } catch (thrown) {
    // What came before is read before it is known.
    if (group.length > 0) yield drain()
    throw thrown
  }
  if (group.length > 0) yield drain()
}

async function* rowByRow<B extends Batch | Columns>(
  batches: AsyncIterable<B>,
  lengthOf: (batch: B) => number,
  at: (batch: B, index: number) => unknown,
): AsyncGenerator<One> {
  for await (const batch of batches)
    for (let i = 0; i < lengthOf(batch); i++) {
      const error = batch.errors.get(i)
      const { where } = batch
      yield {
        value: error === undefined ? at(batch, i) : undefined,
        error,
        where: () => where(i),
        bytes: i === 0 ? batch.bytes : 0,
      }
    }
}

const columnOf = (kind: Column['kind'], values: readonly unknown[]): Column => {
  switch (kind) {
    case 'numbers':
      return { kind, values: Float64Array.from(values as readonly number[], (value) => value ?? Number.NaN) }
    case 'values':
      return { kind, values }
    case 'texts':
      return { kind, at: (i) => values[i] as string }
    default:
      return kind satisfies never
  }
}

const valueAt = (column: Column, index: number): unknown =>
  column.kind === 'texts' ? column.at(index) : column.values[index]

export const watched = <A>(rows: F.Sequence<A>, { onScan, onOpen, size }: Watched): F.Sequence<A> => {
  const source = sourceOf(rows)
  const { scan } = source
  const open: Source['open'] = async function* (signal) {
    onOpen?.()
    if (size === undefined) yield* source.open(signal)
    else {
      const ones = rowByRow(
        source.open(signal),
        ({ rows }) => rows.length,
        ({ rows }, i) => rows[i],
      )
      for await (const { values, ...batch } of inGroups(ones, size)) yield { ...batch, rows: values }
    }
  }
  const scanWatched: Source['scan'] = (fields) => {
    const found = scan?.(fields)
    if (found === undefined) return undefined
    const { kinds } = found
    return {
      kinds,
      open: async function* (signal) {
        onScan?.(fields)
        if (size === undefined) {
          yield* found.open(signal)
          return
        }
        const ones = rowByRow(
          found.open(signal),
          ({ length }) => length,
          ({ columns }, i) => columns.map((column) => valueAt(column, i)),
        )
        for await (const { values, ...batch } of inGroups(ones, size)) {
          const rows = values as readonly (readonly unknown[] | undefined)[]
          yield {
            ...batch,
            length: rows.length,
            columns: kinds.map((kind, at) =>
              columnOf(
                kind,
                rows.map((row) => row?.[at]),
              ),
            ),
          }
        }
      },
    }
  }
  return F.fromSource<A>({ ...source, open, ...(scan === undefined ? {} : { scan: scanWatched }) })
}
