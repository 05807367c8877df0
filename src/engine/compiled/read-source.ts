/**
 * How the compiled engine reads sources: batch by batch, timed, and so that a run can be followed and ended.
 */
import type { Place } from '../../error/floe-error.ts'
import type { Source } from '../../plan/source.ts'
import type { Context } from '../engine.ts'
import { now } from '../now.ts'
import type { Stage } from '../stage.ts'
import { cancelled, stageError } from '../stage-error.ts'
import type { Row, Rows } from './run.ts'

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Timers and signals have their turn after so many milliseconds. */
const longest = 10

/** For long work without a source: to be asked for now and then. */
export const breathing = ({ signal }: Context): (() => Promise<void>) => {
  let breathed = now()
  return async () => {
    if (now() - breathed < longest) return
    await breathe()
    breathed = now()
    if (signal.aborted) throw cancelled()
  }
}

/** What a source gives, batch by batch. */
export async function* read<B extends { readonly bytes: number }>(
  stage: Stage,
  open: (signal: AbortSignal) => AsyncIterable<B>,
  context: Context,
): AsyncGenerator<B> {
  let start = now()
  let breathed = start
  try {
    for await (const batch of open(context.signal)) {
      stage.bytes += batch.bytes
      stage.milliseconds += now() - start
      yield batch
      start = now()
      context.progress()
      if (start - breathed > longest) {
        await breathe()
        breathed = now()
      }
      if (context.keepUp !== undefined) await context.keepUp()
      if (context.signal.aborted) throw cancelled()
    }
  } catch (thrown) {
    throw stageError(stage.node, thrown)
  }
}

const heldSize = 16_384

/** Rows of a list that is in memory, where they are: nothing is copied. */
async function* whereTheyAre(rows: ArrayLike<Row>, source: string): AsyncGenerator<Rows & { readonly bytes: number }> {
  const where = (i: number): Place => ({ source, row: i + 1 })
  for (let start = 0; start < rows.length; start += heldSize)
    yield { rows, range: [start, Math.min(start + heldSize, rows.length)], where, bytes: 0 }
}

/** What is held, if it is a plain list of which each row has its number. */
const listOf = (held: Iterable<Row> | undefined): ArrayLike<Row> | undefined => {
  const isPlain = Array.isArray(held) && held[Symbol.iterator] === Array.prototype[Symbol.iterator]
  return isPlain || (ArrayBuffer.isView(held) && 'length' in held) ? (held as unknown as ArrayLike<Row>) : undefined
}

/** The rows of a source: where they are in memory, if they are, or as it gives them. */
export const rowsOfSource = (stage: Stage, source: Source, context: Context): AsyncGenerator<Rows> => {
  const held = listOf(source.held)
  return read<Rows & { readonly bytes: number }>(
    stage,
    held === undefined ? source.open : () => whereTheyAre(held, source.format),
    context,
  )
}
