/**
 * What a worker does with a part: it runs the piece over it with the compiled engine, and sums up what came of it.
 *
 * The right sides of joins are read once, before all parts, and remembered. What happens there is told once.
 */
import { defineKnown } from '../../aggregate/aggregate.ts'
import { unknown } from '../../data/schema.ts'
import { isFloeError, type RunError } from '../../error/floe-error.ts'
import type { Node, NodeOf } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Batch, Part, Source, Where } from '../../plan/source.ts'
import { schemaOf } from '../../plan/tree.ts'
import { execute, executePlaced, spillOf } from '../compiled/execute.ts'
import type { Rows } from '../compiled/run.ts'
import type { Context } from '../engine.ts'
import { shareOf } from '../spill/budget.ts'
import { newRecords } from '../spill/sort/records.ts'
import { roomForRecords } from '../spill/sort/sorter.ts'
import { newStage, type Stage, stagesFor, stagesOf } from '../stage.ts'
import { countsOf, since } from './counts.ts'
import { sendError } from './errors-across.ts'
import type { Fold } from './merging-fold.ts'
import type { Counts, Order, Result, SentReject } from './messages.ts'
import { errorAt, numbersApart } from './numbers.ts'
import { newPacker } from './packed.ts'
import { severalParts } from './several-parts.ts'
import { type SortedPart, sortedPart } from './sorted-part.ts'

/** A piece as a worker knows it. */
export interface Job
  extends Pick<Order, 'end' | 'wanted' | 'hasPlaces' | 'areSeen' | 'onError' | 'memory' | 'disk' | 'directory'> {
  readonly root: Node
  /** Ends what is under way. */
  readonly signal?: AbortSignal
}

/** Some rows of a part on their way, for who works on it in the same thread; its result says the rest. */
export interface Passed {
  readonly rows: readonly unknown[]
  /** As in the result, of these rows. */
  readonly places: Float64Array
  /** All of the part so far. */
  readonly rejects: readonly SentReject[]
}

/** The fold, whose aggregates give their states as plain data. Groups of all keys are enough to roll up. */
const givingStates = (node: Fold): Fold =>
  Object.freeze({
    ...node,
    kind: node.kind === 'rollup' ? 'groupBy' : node.kind,
    aggregates: node.aggregates.map(
      ([name, a]) =>
        [
          name,
          defineKnown({ ...a, schema: unknown, done: a.encode } as never, { parts: a.parts, lambdas: a.lambdas }),
        ] as const,
    ),
  }) as Fold

/** The keys and states of a group in a list, since fields may have any names. */
const tupleOf = (node: Fold): ((row: unknown) => unknown) => {
  const names = [
    ...(node.kind === 'aggregate' ? [] : node.keys.map(({ name }) => name)),
    ...node.aggregates.map(([name]) => name),
  ]
  return (row) => names.map((name) => (row as Readonly<Record<string, unknown>>)[name])
}

const sourceStage = (source: Source): Stage =>
  newStage(Object.freeze({ kind: 'source', inputs: Object.freeze([]), source }) as NodeOf<'source'>, [])

const asBatch = ({ rows, range = [0, rows.length], where }: Rows): Batch => ({
  rows: range[0] === 0 && range[1] === rows.length ? (rows as readonly unknown[]) : Array.from(rows).slice(...range),
  errors: new Map(),
  where: (i) => where(i + range[0]) as Where,
  bytes: 0,
})

/** The rows of a right side: made when they are first asked for, and then remembered. */
const remembered = (side: Stage, context: Context, directory: string | undefined): Source => {
  const batches: Batch[] = []
  let isThere = false
  return {
    format: 'side',
    name: '',
    details: '',
    schema: schemaOf(side.node),
    size: async () => ({}),
    open: async function* () {
      if (isThere) {
        yield* batches
        return
      }
      for await (const rows of executePlaced(side, context, spillOf([side], context, directory), true)) {
        const batch = asBatch(rows)
        batches.push(batch)
        yield batch
      }
      isThere = true
    },
  }
}

const noPlaces = new Float64Array()

const noPart: Pick<Source, 'open'> = { open: async function* () {} }

export interface Worker {
  /** Reads the right sides of joins; there is nothing to it where there are none. */
  readonly sides: () => Promise<Result>
  readonly work: (part: Part, number: number) => Promise<Result>
  /** The same of several parts, as if they were one; and how many rows each has. */
  readonly workAll: (parts: readonly Part[], number: number) => Promise<Result & { readonly rowsOf: readonly number[] }>
  /** Gives rows on as they come. They are in the result besides only if that is asked for. */
  readonly pass: (part: Part, number: number, isPacked: boolean) => AsyncGenerator<Passed, Result>
}

/** Of what gives something on the way, what it comes to. */
const endOf = async <A>(work: AsyncGenerator<unknown, A>): Promise<A> => {
  for (;;) {
    const next = await work.next()
    if (next.done === true) return next.value
  }
}

export const worker = (job: Job): Worker => {
  const { root, end, wanted, hasPlaces, areSeen, onError, memory, disk, directory } = job
  const originals = stagesFor([root]) as readonly [Stage]
  const stages = stagesOf(originals)
  let rejects: SentReject[] = []
  let length = 0
  /** Rejects of the chain itself. */
  let own = 0
  const context: Context = {
    signal: job.signal ?? new AbortController().signal,
    onError,
    reject: (error: RunError, stage: Stage) => {
      // Stages of right sides are themselves; for those of the chain others stand in.
      if (!stages.includes(stage)) own++
      rejects.push({ error: sendError(asWritten(error)), before: length })
    },
    progress: () => {},
    ...(memory === undefined ? {} : { memory }),
    ...(disk === undefined ? {} : { disk }),
  }

  /** What fails where groups are made to be rolled up is the stage as it was written. */
  const asWritten = (thrown: unknown): unknown =>
    root.kind === 'rollup' && isFloeError(thrown) && thrown.place.stage === printNode(givingStates(root))
      ? errorAt(thrown, { ...thrown.place, stage: printNode(root) })
      : thrown

  /** Stands in for the stages of the chain while a part is worked on; stages are the same but for their inputs. */
  let read: Pick<Source, 'open' | 'scan'> = noPart
  const build = (stage: Stage): Stage => {
    const { node } = stage
    if (node.kind === 'source') {
      const { scan: _, held: __, parts: ___, ...known } = node.source
      const part: Source = { ...known, open: (signal) => read.open(signal), ...(read.scan && { scan: read.scan }) }
      // What it says of rows that fail it says of those of a part, too.
      return newStage(Object.freeze({ ...node, source: part }), [])
    }
    const [input, side] = stage.inputs as readonly [Stage, Stage?]
    const below = build(input)
    if (side === undefined)
      return newStage(stage === originals[0] && end === 'fold' ? givingStates(node as Fold) : node, [below])
    const known = sides.get(side) ?? sourceStage(remembered(side, context, directory))
    sides.set(side, known)
    return newStage(node, [below, known])
  }
  const sides = new Map<Stage, Stage>()

  /** The stages of the chain, from the last to the first. */
  const chainOf = (stage: Stage): readonly Stage[] =>
    stage.inputs.length === 0 ? [stage] : [stage, ...chainOf(stage.inputs[0] as Stage)]
  const mine = chainOf(originals[0])

  const records = newRecords(roomForRecords(shareOf(memory ?? Number.POSITIVE_INFINITY, [root])))
  const toTuple = end === 'fold' ? tupleOf(root as Fold) : undefined

  async function* run(number: number, isPassed: boolean, isPacked: boolean): AsyncGenerator<Passed, Result> {
    rejects = []
    length = 0
    own = 0
    const built = build(originals[0])
    const spill = spillOf([built], context, directory)
    const packer = newPacker()
    let sorted: SortedPart | undefined
    const places: number[] = []
    let error: Result['error']
    /** All that is to be told: of right sides it has been. */
    const told = (): readonly SentReject[] => (again === undefined ? rejects : rejects.slice(again.rejects))
    const take = (row: unknown): void => {
      if (isPacked) packer.push(toTuple === undefined ? row : toTuple(row))
      length++
    }
    try {
      if (end === 'sorted')
        sorted = await sortedPart(built, { context, spill, areSeen, wanted, part: { number, records } })
      else if (hasPlaces)
        for await (const { rows: some, range = [0, some.length], where } of executePlaced(
          built,
          context,
          spill,
          areSeen,
        )) {
          const from = places.length
          for (let i = range[0]; i < range[1]; i++) {
            const { line = 0, row = 0 } = where(i)
            places.push(line, row)
            take(some[i])
          }
          if (isPassed)
            yield {
              rows: Array.from(some).slice(...range),
              places: Float64Array.from(places.slice(from)),
              rejects: told(),
            }
        }
      else
        for await (const batch of execute([built], context, spill, areSeen)[0] as AsyncIterable<readonly unknown[]>) {
          if (isPacked) batch.forEach(take)
          else length += batch.length
          if (isPassed) yield { rows: batch, places: noPlaces, rejects: told() }
        }
    } catch (thrown) {
      error = sendError(asWritten(thrown))
    }
    const chain = chainOf(built)
    const counts = countsOf(stages.map((stage) => chain[mine.indexOf(stage)] ?? stage))
    const rows = sorted?.packed() ?? packer.done()
    const result = { rows, records: sorted?.known, length, places: Float64Array.from(places), error }
    return { ...result, counts: again === undefined ? counts : since(again.counts, counts), rejects: told() }
  }

  const { parts } = (mine.at(-1) as Stage<NodeOf<'source'>>).node.source
  /** What happens anew with each part, though it has been told: right sides are taken in. */
  let again: { readonly counts: Counts; readonly rejects: number } | undefined
  const readPart = (part: Part): void => {
    read = numbersApart((parts as NonNullable<typeof parts>).of(part))
  }

  return {
    sides: async () => {
      read = noPart
      const result = await endOf(run(-1, false, true))
      again = { counts: result.counts, rejects: own }
      return result
    },
    work: (part, number) => {
      readPart(part)
      return endOf(run(number, false, true))
    },
    workAll: async (several, number) => {
      const all = severalParts(several, (part) => (parts as NonNullable<typeof parts>).of(part))
      read = all
      const result = await endOf(run(number, false, true))
      return { ...result, rowsOf: all.rows() }
    },
    pass: (part, number, isPacked) => {
      readPart(part)
      return run(number, true, isPacked)
    },
  }
}
