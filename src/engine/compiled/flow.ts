/**
 * How rows run: pieces are driven, one row after the other, from where their rows come to whatever takes them.
 *
 * Within a piece nothing waits. Between pieces rows go in batches that are pulled, so that nothing is made before it is asked
 * for, and no batch is held that nobody reads. Where rows are set aside, batches between pieces are of one row: so rows are
 * rejected in the order of the reference engine.
 */
import { mayCompile } from '../../code/compile.ts'
import { share } from '../../concurrent/share.ts'
import { tellingWaits, waits } from '../../concurrent/telling-waits.ts'
import { rejectsAt } from '../../plan/error-policy.ts'
import type { Columns } from '../../plan/source.ts'
import type { Stage } from '../stage.ts'
import { stageError } from '../stage-error.ts'
import { cogroup } from './cogroup.ts'
import { type End, type Means, pause } from './end.ts'
import { endOf } from './endings.ts'
import { gatherer } from './gather.ts'
import {
  canBeGoal,
  type Goal,
  type Loop,
  loopOverColumns,
  loopOverRows,
  type Sided,
  type Sort,
  writable,
} from './generate/loop.ts'
import { mapAsync } from './map-async.ts'
import { type Piece, pieceOf } from './piece.ts'
import { connect, plainLoop } from './plain-loop.ts'
import { breathing, read, rowsOfSource } from './read-source.ts'
import { rowsOfEnd } from './rows-of-end.ts'
import { fail, goTo, newRun, type Push, type Row, type Rows, type Run, wanting } from './run.ts'
import { sideOf } from './sides.ts'
import { type Ends, endsOf } from './step-ends.ts'
import { stopwatch } from './stopwatch.ts'
import { batchSize, type Flow, sizeOf } from './whole-run.ts'

/** How many rows a piece will take of its input at most. */
const wantedBy = ({ steps }: Piece): number => {
  const first = steps[0]?.node
  return first?.kind === 'take' ? first.count : Number.POSITIVE_INFINITY
}

const meansOf = ({ context, spill, unordered }: Flow, stage: Stage, wanted: number, part?: Means['part']): Means => ({
  goesOn: rejectsAt(stage.node, context.onError),
  spill,
  wanted,
  isOrdered: !unordered.has(stage),
  part,
})

/** Takes all rows of a stage's input, each tried. */
const exhaust = async (
  flow: Flow,
  stage: Stage,
  input: Stage,
  take: (row: Row, run: Run) => void,
  { fold, sort }: Pick<Target, 'fold' | 'sort'> = {},
  missed: () => End['missed'] = () => undefined,
): Promise<void> => {
  const run = newRun(flow.context, flow)
  const push: Push = (row) => {
    stage.rowsIn++
    try {
      take(row, run)
    } catch (thrown) {
      fail(run, stage, thrown)
    }
  }
  const target = { run, end: 0, push, isFull: () => false, fold, sort }
  // Of rows that are put aside it turns out later that they fail. They do so in their order, and before what fails after them.
  const mayMiss = missed()
  const held = mayMiss && flow.hold(stage, mayMiss.taken)
  let failed: { readonly thrown: unknown } | undefined
  try {
    for await (const _ of drive(flow, input, target, stage));
  } catch (thrown) {
    if (flow.context.signal.aborted) throw thrown
    failed = { thrown }
  } finally {
    held?.stop()
  }
  const breathe = breathing(flow.context)
  for (const one of missed()?.all() ?? []) {
    if (one === pause) {
      await breathe()
      continue
    }
    held?.giveUntil(one.ordinal)
    goTo(run, one.place)
    fail(run, stage, one.thrown)
  }
  held?.giveAll()
  if (failed !== undefined) throw failed.thrown
}

/** The rows of a breaker, a source, or what several read. */
async function* rowsOf(flow: Flow, stage: Stage, wanted: number): AsyncGenerator<Rows> {
  const { node } = stage
  const { context } = flow
  switch (node.kind) {
    case 'source':
      yield* rowsOfSource(stage, node.source, context)
      return
    case 'mapAsync':
      yield* mapAsync(stage, open(flow, stage.inputs[0] as Stage, 'tasks'), context)
      return
    case 'cogroup': {
      const { takeRight, takeLeft, done } = cogroup(node, meansOf(flow, stage, wanted))
      await exhaust(flow, stage, stage.inputs[1] as Stage, takeRight)
      await exhaust(flow, stage, stage.inputs[0] as Stage, takeLeft)
      yield* rowsOfEnd(flow, stage, { done }, wanted)
      return
    }
    default:
      yield* rowsOfEnd(flow, stage, await endThatTook(flow, stage, wanted), wanted)
  }
}

type Comes = Pick<End, 'done' | 'missed' | 'settle' | 'columns' | 'records'>

/**
 * The end of a stage, once it has taken all rows.
 *
 * @param inBytes whether its rows are wanted in columns, or as records
 * @param part the part that they are of, if others are merged with it
 */
export const endThatTook = async (
  flow: Flow,
  stage: Stage,
  wanted: number,
  inBytes = false,
  part?: Means['part'],
): Promise<Comes> => {
  const { node } = stage
  const end = endOf(stage, meansOf(flow, stage, wanted, part)) as End
  const { take, packing } = end
  let comes: Comes = end
  const folded = (instead: Comes): void => {
    comes = instead
  }
  // To pack rows pays where few of them become objects in the end.
  const packs = inBytes || wanted < Number.POSITIVE_INFINITY
  const sort = node.kind === 'sortBy' && packing !== undefined && packs ? { stage, node, packing } : undefined
  await exhaust(flow, stage, stage.inputs[0] as Stage, take, { fold: { stage, folded }, sort }, () => comes.missed)
  return comes
}

/** What is made of the second inputs. Those that come last are asked for theirs first. */
const sidesOf = async (flow: Flow, steps: readonly Stage[], run: Run, begin: number): Promise<readonly Sided[]> => {
  const sided: Sided[] = []
  for (const [i, stage] of [...steps.entries()].reverse()) {
    const { node } = stage
    // Behind a `take(0)` nobody asks for anything.
    if (node.kind === 'take' && node.count === 0) run.doneAt = Math.max(run.doneAt, begin + i)
    const side = sideOf(node, flow.spill)
    if (side !== undefined && run.doneAt === wanting) await exhaust(flow, stage, stage.inputs[1] as Stage, side.take)
    sided.unshift({ stage, side: side?.done() })
  }
  return sided
}

/** What takes rows, where it stands, and when it has had enough for now. */
interface Target {
  readonly run: Run
  /** Positions of the steps on the way to it are less. */
  readonly end: number
  readonly push: Push
  readonly isFull: () => boolean
  /** The fold that the rows are wanted for; told, if they are folded on the way, what comes of them. */
  readonly fold?: { readonly stage: Stage; readonly folded: (end: Pick<End, 'done' | 'missed'>) => void } | undefined
  /** The sort that the rows are wanted for, which takes them packed. */
  readonly sort?: Sort | undefined
}

interface Laid {
  readonly piece: Piece
  readonly sided: readonly Sided[]
  readonly target: Target
  readonly isMine: boolean
  readonly begin: number
  readonly counts: { readonly in: boolean; readonly out: boolean }
}

/** A loop, and the batches that it is for: of rows, from one of them on, or of columns, which are used again. */
type Looped =
  | { readonly of: 'rows'; readonly batches: () => AsyncIterable<Rows>; readonly loop: Loop<Rows> }
  | { readonly of: 'columns'; readonly batches: () => AsyncIterable<Columns>; readonly loop: Loop<Columns> }

const loopOf = (flow: Flow, laid: Laid): Looped => {
  const { piece, sided, target, isMine, begin, counts } = laid
  const { input, steps } = piece
  const { context } = flow
  const batches = (): AsyncIterable<Rows> => (isMine ? rowsOf(flow, input, wantedBy(piece)) : open(flow, input))
  const { run, fold, sort } = target
  const isScanned = isMine && input.node.kind === 'source' && input.node.source.scan !== undefined
  if (!mayCompile() || (steps.length === 0 && fold === undefined && !isScanned))
    return {
      of: 'rows',
      batches,
      loop: plainLoop({ input, steps: sided, run, push: target.push, isFull: target.isFull, begin, counts }),
    }
  const written = writable(sided, flow.unordered)
  const folds =
    fold !== undefined && written === steps.length && canBeGoal(fold.stage, rejectsAt(fold.stage.node, context.onError))
  const push = connect(sided.slice(written), run, target.push, begin + written)
  const goal: Goal = folds
    ? { kind: 'fold', stage: fold.stage, isOrdered: !flow.unordered.has(fold.stage) }
    : { kind: 'push', push, isFull: target.isFull }
  const asked = { run, input, counts, steps: sided.slice(0, written), begin, goal }
  const packs = sort !== undefined && written === steps.length
  const columns = isMine ? loopOverColumns(packs ? { ...asked, sort } : asked) : undefined
  if (columns !== undefined) {
    if (folds) fold.folded(columns.end)
    return { of: 'columns', batches: () => read(input, columns.scan.open, context), loop: columns.loop }
  }
  const { loop, end } = loopOverRows(asked)
  if (folds) fold.folded(end)
  return { of: 'rows', batches, loop }
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
  let ends: Ends | undefined
  /** From here on all steps are there. */
  const begun = (): Ends => {
    const mine = run.ends.filter(({ position }) => position >= begin && position < target.end)
    run.ends = run.ends.filter((one) => !mine.includes(one))
    ends = endsOf(run, mine, isFull)
    return ends
  }
  try {
    const sided = await sidesOf(flow, steps, run, begin)
    if (isMine && input.node.kind === 'concat') {
      const push = connect(sided, run, target.push, begin)
      begun()
      for (const one of input.inputs) {
        if (!isWanted()) break
        // What had had enough of the rows before is on the way of these no more.
        run.doneAt = wanting
        const through: Push = (row) => {
          input.rowsIn++
          input.rowsOut++
          push(row)
        }
        yield* drive(flow, one, { run, end: begin, push: through, isFull }, input)
      }
    } else {
      const counts = { in: isSource, out: isCounted }
      const looped = loopOf(flow, { piece, sided, target, isMine, begin, counts })
      const loop = looped.loop as Loop<Rows | Columns>
      begun()
      run.isFleeting = looped.of === 'columns'
      if (isWanted())
        for await (const batch of looped.batches()) {
          go()
          let at = looped.of === 'rows' ? ((batch as Rows).range?.[0] ?? 0) : 0
          while (isWanted()) {
            at = loop(batch, at)
            if (!isFull()) break
            stop()
            yield
            go()
          }
          stop()
          if (!isWanted()) break
          // What came of one batch is wanted or not before another is asked for.
          yield
        }
    }
    go()
    if (ends !== undefined) yield* ends.give()
    stop()
  } catch (thrown) {
    const isCancelled = flow.context.signal.aborted
    const failed = isCancelled || ends === undefined ? { thrown } : yield* ends.giveBefore(thrown)
    if (failed !== undefined) throw stageError(input.node, failed.thrown)
    if (ends !== undefined) yield* ends.give()
  } finally {
    let before = input.milliseconds
    for (const one of steps) {
      before += one.inputs[1]?.milliseconds ?? 0
      one.milliseconds = before
    }
    // What is its own already is not added to it again.
    owner.milliseconds += total() + (owner === stage ? 0 : before)
  }
}

/** Who reads batches: a result, which is all rows; a piece, as they come; or tasks, which want no row before its time. */
type Reader = 'result' | 'piece' | 'tasks'

/** The rows of a stage in batches: all that come of one batch of its input, or as many as fit into one. */
async function* piecewise(flow: Flow, stage: Stage, reader: Reader): AsyncGenerator<Rows> {
  const gathers = reader === 'result'
  const size = gathers ? batchSize : reader === 'tasks' ? 1 : sizeOf(flow)
  const { push, drain, size: gathered } = gatherer(!gathers)
  const run = newRun(flow.context, flow)
  const isFull = (): boolean => gathered() >= size
  const hasAny = (): boolean => gathered() > 0
  const driven = drive(flow, stage, { run, end: 0, push: (row) => push(row, run), isFull }, stage, true)
  const { callOff } = flow
  // Rows that are there go on when nobody knows how long the next ones take.
  const steps = gathers && callOff !== undefined ? tellingWaits(driven, hasAny, callOff) : driven
  try {
    for await (const step of steps) if (gathers && step !== waits ? isFull() : hasAny()) yield drain()
  } catch (thrown) {
    if (hasAny()) yield drain()
    throw thrown
  }
  if (hasAny()) yield drain()
}

/** The rows of a stage for one who reads them; what several read is made once for all. */
export const open = (flow: Flow, stage: Stage, reader: Reader = 'piece'): AsyncIterable<Rows> => {
  if (stage.readers === 1) return piecewise(flow, stage, reader)
  const known = flow.shared.get(stage)
  if (known !== undefined) return known.left.pop() as AsyncIterable<Rows>
  const { readers, close } = share(piecewise(flow, stage, 'piece'), stage.readers)
  const left = [...readers]
  flow.shared.set(stage, { left, close })
  return left.pop() as AsyncIterable<Rows>
}
