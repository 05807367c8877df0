/**
 * How rows run: pieces are driven, one row after the other, from where their rows come to whatever takes them.
 *
 * Within a piece nothing waits. Between pieces rows go in batches that are pulled, so that nothing is made before it is asked
 * for, and no batch is held that nobody reads. Where rows are set aside, batches between pieces are of one row: so rows are
 * rejected in the order of the reference engine.
 */
import { share } from '../../concurrent/share.ts'
import type { Node } from '../../plan/node.ts'
import type { Context } from '../engine.ts'
import type { Stage } from '../stage.ts'
import { cancelled, stageError } from '../stage-error.ts'
import { cogroup } from './cogroup.ts'
import type { End, Late } from './end.ts'
import { endOf } from './endings.ts'
import { gatherer } from './gather.ts'
import { mapAsync } from './map-async.ts'
import { type Piece, pieceOf } from './piece.ts'
import { fail, goTo, newRun, noPlace, type Push, type Row, type Rows, type Run, wanting } from './run.ts'
import { sideOf } from './sides.ts'
import { stepOf } from './steps.ts'

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What a whole run shares. */
export interface Flow {
  readonly context: Context
  /** What several read, by the stage that makes it. */
  readonly shared: Map<Stage, { readonly left: AsyncIterable<Rows>[]; readonly close: () => Promise<void> }>
}

/** Rows of a batch between pieces. */
const batchSize = 1024
const sizeOf = ({ context }: Flow): number => (context.onError === 'reject' ? 1 : batchSize)

async function* readSource(stage: Stage & { readonly node: { kind: 'source' } }, context: Context) {
  let start = performance.now()
  try {
    for await (const batch of stage.node.source.open(context.signal)) {
      stage.bytes += batch.bytes
      stage.milliseconds += performance.now() - start
      yield batch
      start = performance.now()
      context.progress()
      await breathe()
      if (context.signal.aborted) throw cancelled()
    }
  } catch (thrown) {
    throw stageError(stage.node, thrown)
  }
}

/** How many rows a piece will take of its input at most. */
const wantedBy = ({ steps }: Piece): number => {
  const first = steps[0]?.node
  return first?.kind === 'take' ? first.count : Number.POSITIVE_INFINITY
}

const isLate = (node: Node): boolean => node.kind === 'over'

/** What an end gives, made row by row. */
async function* rowsOfEnd(flow: Flow, stage: Stage, end: End, wanted: number): AsyncGenerator<Rows> {
  const start = performance.now()
  const run = newRun(flow.context)
  const size = sizeOf(flow)
  const gathered = gatherer()
  try {
    for (const one of end.done(wanted)) {
      if (isLate(stage.node)) {
        const { make, place } = one as Late
        goTo(run, place ?? { where: noPlace, index: 0 })
        try {
          gathered.push(make(), run)
        } catch (thrown) {
          fail(run, stage, thrown)
        }
      } else gathered.push(one, run)
      if (gathered.size() < size) continue
      stage.milliseconds += performance.now() - start
      yield gathered.drain()
    }
  } catch (thrown) {
    if (gathered.size() > 0) yield gathered.drain()
    throw stageError(stage.node, thrown)
  }
  if (gathered.size() > 0) yield gathered.drain()
}

/** Takes all rows of a stage's input, each tried. */
const exhaust = async (flow: Flow, stage: Stage, input: Stage, take: (row: Row, run: Run) => void): Promise<void> => {
  const run = newRun(flow.context)
  const push: Push = (row) => {
    stage.rowsIn++
    try {
      take(row, run)
    } catch (thrown) {
      fail(run, stage, thrown)
    }
  }
  for await (const _ of drive(flow, input, { run, end: 0, push, isFull: () => false }, stage));
}

/** The rows of a breaker, a source, or what several read. */
async function* rowsOf(flow: Flow, stage: Stage, wanted: number): AsyncGenerator<Rows> {
  const { node } = stage
  const { context } = flow
  switch (node.kind) {
    case 'source':
      yield* readSource(stage as never, context)
      return
    case 'mapAsync':
      yield* mapAsync(stage, open(flow, stage.inputs[0] as Stage), context)
      return
    case 'cogroup': {
      const { takeRight, takeLeft, done } = cogroup(node)
      await exhaust(flow, stage, stage.inputs[1] as Stage, takeRight)
      await exhaust(flow, stage, stage.inputs[0] as Stage, takeLeft)
      yield* rowsOfEnd(flow, stage, { take: takeLeft, done }, wanted)
      return
    }
    default: {
      const end = endOf(node, context.onError === 'reject') as End
      await exhaust(flow, stage, stage.inputs[0] as Stage, end.take)
      yield* rowsOfEnd(flow, stage, end, wanted)
    }
  }
}

/**
 * The steps of a piece as one function, and what they need made. Those that come last are asked for their sides first. The
 * positions of the steps are those before `end`.
 */
const connect = async (flow: Flow, { steps }: Piece, run: Run, last: Push, end: number): Promise<Push> => {
  let push = last
  for (const [i, stage] of [...steps.entries()].reverse()) {
    const { node } = stage
    const side = sideOf(node)
    // Behind a `take(0)` nobody asks for anything.
    if (side !== undefined && run.doneAt === wanting) await exhaust(flow, stage, stage.inputs[1] as Stage, side.take)
    const position = end - steps.length + i
    push = stepOf(node)({ node, stage, run, position, side: side?.done() }, push)
  }
  return push
}

/** What takes rows, where it stands, and when it has had enough for now. */
interface Target {
  readonly run: Run
  /** Positions of the steps on the way to it are less. */
  readonly end: number
  readonly push: Push
  readonly isFull: () => boolean
}

/** Times what is done between two stops. */
const stopwatch = () => {
  let total = 0
  let start = performance.now()
  return {
    go: () => {
      start = performance.now()
    },
    stop: () => {
      total += performance.now() - start
    },
    total: () => total,
  }
}

/**
 * Drives all rows that lead to a stage into a target, and stops, to go on later, whenever that is full and after each batch.
 *
 * @param owner the stage for whose sake it is done, and to which the time counts
 * @param own whether the rows of a stage that several read are to be made, rather than read
 */
export async function* drive(
  flow: Flow,
  stage: Stage,
  target: Target,
  owner: Stage,
  own = false,
): AsyncGenerator<void> {
  const piece = pieceOf(stage, own)
  const { input, steps } = piece
  const { run, isFull } = target
  const begin = target.end - steps.length
  const isMine = input.readers === 1 || (own && input === stage)
  // Rows of `mapAsync` are counted where their tasks end; of what several read, where they are made.
  const isCounted = isMine && input.node.kind !== 'mapAsync'
  const isSource = isMine && input.node.kind === 'source'
  const { go, stop, total } = stopwatch()
  const isWanted = (): boolean => run.doneAt < begin
  try {
    const push = await connect(flow, piece, run, target.push, target.end)
    if (isMine && input.node.kind === 'concat') {
      const { ends } = run
      for (const one of input.inputs) {
        if (!isWanted()) break
        // What had had enough of the rows before is on the way of these no more.
        run.doneAt = wanting
        run.ends = []
        const through: Push = (row) => {
          input.rowsIn++
          input.rowsOut++
          push(row)
        }
        yield* drive(flow, one, { run, end: begin, push: through, isFull }, input)
      }
      run.ends = ends
    } else if (isWanted()) {
      const batches = isMine ? rowsOf(flow, input, wantedBy(piece)) : open(flow, input)
      for await (const { rows, errors, where } of batches) {
        go()
        for (let i = 0; i < rows.length && isWanted(); i++) {
          run.where = where
          run.index = i
          if (isSource) input.rowsIn++
          const error = errors?.get(i)
          if (error !== undefined) fail(run, input, error)
          else {
            if (isCounted) input.rowsOut++
            push(rows[i])
          }
          if (isFull()) {
            stop()
            yield
            go()
          }
        }
        stop()
        if (!isWanted()) break
        // What came of one batch is wanted or not before another is asked for.
        yield
      }
    }
    go()
    const mine = run.ends.filter(({ position }) => position >= begin && position < target.end)
    mine.sort((a, b) => a.position - b.position)
    for (const { position, end } of mine) if (run.doneAt <= position) end()
    stop()
  } catch (thrown) {
    throw stageError(input.node, thrown)
  } finally {
    let before = input.milliseconds
    for (const one of steps) {
      before += one.inputs[1]?.milliseconds ?? 0
      one.milliseconds = before
    }
    owner.milliseconds += total() + (owner === stage && steps.length > 0 ? 0 : before)
  }
}

/** The rows of a stage in batches: all that come of one batch of its input, or as many as fit into one. */
async function* piecewise(flow: Flow, stage: Stage, gathers: boolean): AsyncGenerator<Rows> {
  const size = gathers ? batchSize : sizeOf(flow)
  const { push, drain, size: gathered } = gatherer()
  const run = newRun(flow.context)
  const isFull = (): boolean => gathered() >= size
  try {
    for await (const _ of drive(flow, stage, { run, end: 0, push: (row) => push(row, run), isFull }, stage, true))
      if (gathers ? isFull() : gathered() > 0) yield drain()
  } catch (thrown) {
    if (gathered() > 0) yield drain()
    throw thrown
  }
  if (gathered() > 0) yield drain()
}

/** The rows of a stage for one who reads them; what several read is made once for all. */
export const open = (flow: Flow, stage: Stage, gathers = false): AsyncIterable<Rows> => {
  if (stage.readers === 1) return piecewise(flow, stage, gathers)
  const known = flow.shared.get(stage)
  if (known !== undefined) return known.left.pop() as AsyncIterable<Rows>
  const { readers, close } = share(piecewise(flow, stage, false), stage.readers)
  const left = [...readers]
  flow.shared.set(stage, { left, close })
  return left.pop() as AsyncIterable<Rows>
}
