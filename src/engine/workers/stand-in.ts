/**
 * The rows of a piece that workers make, as a source for the rest of the plan: in the order of the parts, with what was rejected
 * in its place, and places as if one thread had read all. States of folds are merged in the same order.
 */
import { defineKnown, type State } from '../../aggregate/aggregate.ts'
import { isFloeError, type Place, type RunError } from '../../error/floe-error.ts'
import { lambda } from '../../lambda/lambda.ts'
import type { AggregateNode, GroupByNode, Node, NodeOf } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Batch, Part, Source, Where } from '../../plan/source.ts'
import { schemaOf } from '../../plan/tree.ts'
import { execute } from '../compiled/execute.ts'
import type { Context } from '../engine.ts'
import { newStage, type Stage, stagesOf } from '../stage.ts'
import { addCounts } from './counts.ts'
import type { PartResult } from './crew.ts'
import { errorSent, type SentError } from './errors-across.ts'
import { type Before, errorAt, isApart, placeAfter } from './numbers.ts'
import { unpacked } from './packed.ts'
import type { Piece } from './pieces.ts'

/** What stands among the rows that workers give was set aside by them: what ends the run is thrown. */
export const sourceNode = (source: Source): NodeOf<'source'> =>
  Object.freeze({
    kind: 'source',
    inputs: Object.freeze([] as const),
    source: Object.freeze(source),
    onError: 'reject',
  })

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

/** Rows and what was rejected between them, as batches. Where rows were found is said if it is known. */
function* batchesOf(
  { rows: packed, length, rejects, places }: PartResult,
  settle: (place: Place) => Place,
  errorOf: (sent: SentError) => RunError,
  source: string,
): Generator<Batch> {
  let rejected = 0
  let before = 0
  for (const given of unpacked(packed)) {
    const rows: unknown[] = rejects.length === 0 ? given : []
    const errors = new Map<number, RunError>()
    /** Of each row in the batch its number among those that came out. */
    const numbers: number[] = []
    const reject = (upTo: number): void => {
      for (; rejected < rejects.length && (rejects[rejected]?.before ?? 0) <= upTo; rejected++) {
        errors.set(rows.length, errorOf((rejects[rejected] as PartResult['rejects'][number]).error))
        numbers.push(-1)
        rows.push(undefined)
      }
    }
    if (rejects.length > 0) {
      for (const [i, row] of given.entries()) {
        reject(before + i)
        numbers.push(before + i)
        rows.push(row)
      }
      if (before + given.length === length) reject(length)
    }
    const start = before
    const where = (i: number): Where => {
      const n = rejects.length === 0 ? start + i : (numbers[i] as number)
      if (n < 0 || places.length === 0) return nowhere
      const [line, row] = [places[2 * n] as number, places[2 * n + 1] as number]
      return settle({ source, ...(line === 0 ? {} : { line }), ...(row === 0 ? {} : { row }) }) as Where
    }
    before += given.length
    yield { rows, errors, where, bytes: 0 }
  }
  // No row came out.
  const left = rejects.slice(rejected)
  if (left.length > 0)
    yield {
      rows: left.map(() => undefined),
      errors: new Map(left.map(({ error }, i) => [i, errorOf(error)])),
      where: () => nowhere,
      bytes: 0,
    }
}

/** What goes wrong with workers themselves is told of the stage that they work on. */
async function* told(results: AsyncIterable<PartResult>, stage: string): AsyncGenerator<PartResult> {
  try {
    yield* results
  } catch (thrown) {
    throw isFloeError(thrown) ? thrown.at({ stage }) : thrown
  }
}

/** The rows that workers make of a piece. Counts go to its stages. */
async function* rowsMade(
  { root, source, end }: Piece,
  results: AsyncIterable<PartResult>,
  context: Context,
): AsyncGenerator<Batch> {
  const stages = stagesOf([root])
  const before = beforeParts(source, context.signal)
  const sourceAt = stages.findIndex(({ node }) => node.kind === 'source' && node.source === source)
  for await (const result of told(results, printNode(root.node))) {
    const { part, counts, rejects, error, places } = result
    if (part !== undefined) before.begin(part)
    const asksPlace =
      places.length > 0 || [error, ...rejects.map((one) => one.error)].some((one) => one && isApart(one.place))
    const known = part !== undefined && asksPlace ? await before.of(part) : { rows: 0, lines: 0 }
    const settle = (place: Place): Place => placeAfter(place, known)
    const errorOf = (sent: SentError): RunError => {
      const found = errorSent(sent)
      return isApart(found.place) ? errorAt(found, settle(found.place)) : found
    }
    const rowsIn = stages[sourceAt]?.rowsIn ?? 0
    const { rowsOut } = root
    addCounts(stages, counts)
    // The rows of a fold are there when its parts are merged.
    if (end === 'fold') root.rowsOut = rowsOut
    yield* batchesOf(result, settle, errorOf, part?.name ?? '')
    if (error !== undefined) throw errorOf(error)
    if (part !== undefined) before.end(part, (stages[sourceAt]?.rowsIn ?? 0) - rowsIn)
    context.progress()
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

type Fold = GroupByNode | AggregateNode
type Tuple = readonly unknown[]

/** The fold of the states that came of parts: what the fold of all rows gives. */
const mergingFold = (node: Fold, states: Node): Fold => {
  const keys = node.kind === 'groupBy' ? node.keys : []
  const at = (place: number) => lambda('workers', (tuple: Tuple) => tuple[place])
  const aggregates = node.aggregates.map(([name, a], i) => {
    const step = (state: State, tuple: Tuple): State => a.merge(state, a.decode(tuple[keys.length + i]))
    return [name, defineKnown({ ...a, step } as never, {})] as const
  })
  const inputs = Object.freeze([states])
  const fold = node.kind === 'groupBy' ? { ...node, keys: keys.map(({ name }, i) => ({ name, lambda: at(i) })) } : node
  return Object.freeze({ ...fold, inputs, aggregates }) as unknown as Fold
}

async function* merged(root: Stage<Fold>, states: Source, context: Context): AsyncGenerator<Batch> {
  const input = newStage(sourceNode(states), [])
  const fold = newStage(mergingFold(root.node, input.node), [input])
  try {
    for await (const rows of execute([fold], context)[0] as AsyncIterable<Tuple>)
      yield { rows, errors: new Map(), where: () => nowhere, bytes: 0 }
  } catch (thrown) {
    // What fails here is the stage as it was written.
    if (isFloeError(thrown) && thrown.place.stage === printNode(fold.node))
      throw errorAt(thrown, { ...thrown.place, stage: printNode(root.node) })
    throw thrown
  } finally {
    root.rowsOut += fold.rowsOut
  }
}

/** A source that stands in for a piece. */
export const standIn = (piece: Piece, results: () => AsyncIterable<PartResult>, context: Context): Source => {
  const { root, end } = piece
  const made = (): AsyncIterable<Batch> => rowsMade(piece, results(), context)
  if (end === 'rows') return rowsSource(made, schemaOf(root.node))
  return rowsSource(
    () => merged(root as Stage<Fold>, rowsSource(made, { kind: 'unknown' }), context),
    schemaOf(root.node),
  )
}
