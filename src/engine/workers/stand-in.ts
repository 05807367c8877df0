/**
 * The rows of a piece that workers make, as a source for the rest of the plan: in the order of the parts, with what was rejected
 * in its place, and places as if one thread had read all. What came of parts and is not yet what comes of all is merged.
 */
import { isFloeError, type Place, type RunError } from '../../error/floe-error.ts'
import { rejectsAt } from '../../plan/error-policy.ts'
import type { Node, NodeOf } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Batch, Part, Source, Where } from '../../plan/source.ts'
import { schemaOf } from '../../plan/tree.ts'
import { setEnd } from '../compiled/endings.ts'
import { execute } from '../compiled/execute.ts'
import { type Sort, sortingOf } from '../compiled/sort-by.ts'
import type { Context } from '../engine.ts'
import { newStage, type Stage, stagesOf } from '../stage.ts'
import { addCounts } from './counts.ts'
import type { Made, PartResult } from './crew.ts'
import { errorSent, type SentError } from './errors-across.ts'
import { type Fold, mergingFold, type Tuple } from './merging-fold.ts'
import { type MergingSort, mergingSort } from './merging-sort.ts'
import { type Before, errorAt, isApart, placeAfter } from './numbers.ts'
import { newUnpackers, unpacked } from './packed.ts'
import type { Piece } from './pieces.ts'

/** What stands among the rows that workers give was set aside by them: what ends the run is thrown. */
export const sourceNode = (source: Source, mayReject: boolean): NodeOf<'source'> =>
  Object.freeze({
    kind: 'source',
    inputs: Object.freeze([] as const),
    source: Object.freeze(source),
    onError: mayReject ? 'reject' : 'fail',
  })

/** Whether rows may be set aside on the way to a stage. Where none can be, what comes after it may take many at a time. */
const mayReject = (stage: Stage, { onError }: Context): boolean =>
  stagesOf([stage]).some(({ node }) => rejectsAt(node, onError))

const nowhere = {} as Where

/** Counts what came before each part in its file. Lines are counted when they are asked for, which is seldom. */
const beforeParts = (source: Source, signal: AbortSignal) => {
  let name: string | undefined
  let rows = 0
  let earlier: Part[] = []
  let lines = 0
  return {
    /** A part begins. */
    begin: (part: Part): void => {
      if (part.name === name) return
      name = part.name
      rows = 0
      lines = 0
      earlier = []
    },
    of: async (part: Part): Promise<Before> => {
      for (const one of earlier.splice(0)) lines += (await source.parts?.lines?.(one, signal)) ?? 0
      return { rows, lines: lines - (part.lead ?? 0) }
    },
    end: (part: Part, rowsOfPart: number): void => {
      rows += rowsOfPart
      earlier.push(part)
    },
  }
}

/** What came of a part, and what it says of places, put right. */
interface Settled {
  readonly made: Made
  readonly settle: (place: Place) => Place
  readonly errorOf: (sent: SentError) => RunError
}

/** What was rejected, where no row is. */
const rejectsOf = (rejects: PartResult['rejects'], errorOf: Settled['errorOf']): Batch => ({
  rows: rejects.map(() => undefined),
  errors: new Map(rejects.map(({ error }, i) => [i, errorOf(error)])),
  where: () => nowhere,
  bytes: 0,
})

/**
 * Rows of a part, as they come, and what was rejected between them, as batches. Where rows were found is said if it is known: in twos,
 * line and row.
 */
const mixing = () => {
  let rejected = 0
  let before = 0
  return {
    /** @param isLast whether what was rejected behind them belongs to them, too */
    batch: (
      given: unknown[] | readonly unknown[],
      places: Float64Array,
      { made: { rejects, part }, settle, errorOf }: Settled,
      isLast = false,
    ): Batch => {
      const source = part?.name ?? ''
      const isMixed = rejected < rejects.length
      const rows: unknown[] = isMixed ? [] : (given as unknown[])
      const errors = new Map<number, RunError>()
      /** Of each row in the batch its number among those given. */
      const numbers: number[] = []
      const reject = (upTo: number): void => {
        for (; rejected < rejects.length && (rejects[rejected]?.before ?? 0) <= upTo; rejected++) {
          errors.set(rows.length, errorOf((rejects[rejected] as PartResult['rejects'][number]).error))
          numbers.push(-1)
          rows.push(undefined)
        }
      }
      if (isMixed) {
        for (const [i, row] of given.entries()) {
          reject(before + i)
          numbers.push(i)
          rows.push(row)
        }
        if (isLast) reject(before + given.length)
      }
      before += given.length
      const where = (i: number): Where => {
        const n = isMixed ? (numbers[i] as number) : i
        if (n < 0 || places.length === 0) return nowhere
        const [line, row] = [places[2 * n] as number, places[2 * n + 1] as number]
        return settle({ source, ...(line === 0 ? {} : { line }), ...(row === 0 ? {} : { row }) }) as Where
      }
      return { rows, errors, where, bytes: 0 }
    },
    /** What was rejected behind all rows, where that was not known. */
    left: ({ made: { rejects }, errorOf }: Settled): Batch | undefined => {
      const others = rejects.slice(rejected)
      return others.length === 0 ? undefined : rejectsOf(others, errorOf)
    },
  }
}

/** What goes wrong with workers themselves is told of the stage that they work on. */
async function* told(results: AsyncIterable<Made>, stage: string): AsyncGenerator<Made> {
  try {
    yield* results
  } catch (thrown) {
    throw isFloeError(thrown) ? thrown.at({ stage }) : thrown
  }
}

/** What came of the parts of a piece, in their order, and how to tell of each where its rows were found. */
async function* settled(
  { root, source, end }: Piece,
  results: AsyncIterable<Made>,
  context: Context,
): AsyncGenerator<Settled> {
  const stages = stagesOf([root])
  const before = beforeParts(source, context.signal)
  const sourceAt = stages.findIndex(({ node }) => node.kind === 'source' && node.source === source)
  /** What came before the part, or each of several, once it is asked for. */
  let known: Before[] | undefined
  let isBegun = false
  for await (const made of told(results, printNode(root.node))) {
    const { part, rejects, places } = made
    if (!isBegun) known = undefined
    if (!isBegun && part !== undefined) before.begin(part)
    isBegun = made.isPassed === true
    const error = isBegun ? undefined : (made as PartResult).error
    const several = isBegun ? undefined : (made as PartResult).parts
    const asksPlace =
      places.length > 0 || [error, ...rejects.map((one) => one.error)].some((one) => one && isApart(one.place))
    if (several !== undefined) {
      known = []
      for (const [one, rows] of several) {
        before.begin(one)
        if (asksPlace) known.push(await before.of(one))
        before.end(one, rows)
      }
    } else if (part !== undefined && asksPlace) known ??= [await before.of(part)]
    const at = known ?? []
    const settle = (place: Place): Place => placeAfter(place, at)
    const errorOf = (sent: SentError): RunError => {
      const found = errorSent(sent)
      return isApart(found.place) ? errorAt(found, settle(found.place)) : found
    }
    if (made.isPassed === true) {
      yield { made, settle, errorOf }
      continue
    }
    const rowsIn = stages[sourceAt]?.rowsIn ?? 0
    const { rowsOut } = root
    addCounts(stages, made.counts)
    // What comes of all parts together is counted when it is there.
    if (end !== 'rows') root.rowsOut = rowsOut
    yield { made, settle, errorOf }
    if (error !== undefined) throw errorOf(error)
    if (part !== undefined && several === undefined) before.end(part, (stages[sourceAt]?.rowsIn ?? 0) - rowsIn)
    context.progress()
  }
}

/** The rows that workers make of a piece. Counts go to its stages. */
async function* rowsMade(piece: Piece, results: AsyncIterable<Made>, context: Context): AsyncGenerator<Batch> {
  const unpackers = newUnpackers()
  let mix = mixing()
  for await (const one of settled(piece, results, context)) {
    const { made } = one
    if (made.isPassed === true) {
      yield mix.batch(made.rows, made.places, one)
      continue
    }
    let at = 0
    if (made.arePassed !== true)
      for (const rows of unpacked(made.rows, unpackers)) {
        const from = at
        at += rows.length
        yield mix.batch(rows, made.places.subarray(2 * from, 2 * at), one, at === made.length)
      }
    const left = mix.left(one)
    if (left !== undefined) yield left
    mix = mixing()
  }
}

const rowsSource = (batches: (signal: AbortSignal) => AsyncIterable<Batch>, schema: Source['schema']): Source => ({
  format: 'workers',
  name: '',
  details: '',
  schema,
  size: async () => ({}),
  open: batches,
})

const batch = (rows: readonly unknown[]): Batch => ({ rows, errors: new Map(), where: () => nowhere, bytes: 0 })

/** What fails where parts are merged is the stage as it was written. */
const asWritten = (thrown: unknown, merging: Node, root: Stage): unknown => {
  if (!isFloeError(thrown)) return thrown
  const { stage } = thrown.place
  if (stage === undefined) return thrown.at({ stage: printNode(root.node) })
  return stage === printNode(merging) ? errorAt(thrown, { ...thrown.place, stage: printNode(root.node) }) : thrown
}

async function* merged(root: Stage<Fold>, states: Source, { context, areSeen }: Merging): AsyncGenerator<Batch> {
  const input = newStage(sourceNode(states, mayReject(root, context)), [])
  const fold = newStage(mergingFold(root.node, input.node), [input])
  try {
    for await (const rows of execute([fold], context, undefined, areSeen)[0] as AsyncIterable<Tuple>) yield batch(rows)
  } catch (thrown) {
    throw asWritten(thrown, fold.node, root)
  }
}

/** What was rejected on the way to a sort; its rows are taken in to be merged. */
async function* takenIn(
  piece: Piece,
  results: AsyncIterable<Made>,
  context: Context,
  add: MergingSort['add'],
): AsyncGenerator<Batch> {
  const { root } = piece
  try {
    for await (const { made, errorOf } of settled(piece, results, context)) {
      if (made.rejects.length > 0) yield rejectsOf(made.rejects, errorOf)
      if (made.isPassed !== true && made.records !== undefined) add(made.number, made.rows, made.records)
    }
  } catch (thrown) {
    throw asWritten(thrown, root.node, root)
  }
}

/** The sort itself, with another end. */
const sorted = (piece: Piece, results: () => AsyncIterable<Made>, context: Context): Stage => {
  const root = piece.root as Stage<Sort>
  let add: MergingSort['add'] = () => {}
  const taken = rowsSource(() => takenIn(piece, results(), context, add), { kind: 'unknown' })
  const stage = newStage(root.node, [newStage(sourceNode(taken, mayReject(root, context)), [])])
  setEnd(stage, ({ spill, wanted }) => {
    const merging = mergingSort(sortingOf(root.node), wanted, spill)
    add = merging.add
    return merging.end
  })
  return stage
}

/** How what came of parts is merged. */
export interface Merging {
  /** With what may be held meanwhile. */
  readonly context: Context
  /** Whether it matters in which order rows of a bag come. */
  readonly areSeen: boolean
}

/** A stage that stands in for a piece. */
export const standIn = (piece: Piece, results: () => AsyncIterable<Made>, merging: Merging): Stage => {
  const { root, end } = piece
  const schema = schemaOf(root.node)
  const { context } = merging
  const made = (): AsyncIterable<Batch> => rowsMade(piece, results(), context)
  const stageOfRows = (batches: () => AsyncIterable<Batch>): Stage =>
    newStage(sourceNode(rowsSource(batches, schema), mayReject(root, context)), [])
  const make = (): Stage => {
    switch (end) {
      case 'rows':
        return stageOfRows(made)
      case 'distinct':
        // By its node it knows what order its rows have.
        return newStage(root.node, [stageOfRows(made)])
      case 'fold': {
        const states = rowsSource(made, { kind: 'unknown' })
        return stageOfRows(() => merged(root as Stage<Fold>, states, merging))
      }
      case 'sorted':
        return sorted(piece, results, context)
      default:
        return end satisfies never
    }
  }
  const stage = make()
  stage.readers = root.readers
  return stage
}
