/**
 * A run that may end at any moment, and goes on later where it was: what comes of each part of the input is written down, and rows
 * that are written are made safe on the way.
 *
 * What no part can be written down of is worked out again, from what was. Rows that are safe in the sink are then left out: they
 * are counted from the first, so they must be the same and in the same order. Where nobody knows that, all rows are made safe
 * together, at the end.
 */
import { FloeError } from '../../error/floe-error.ts'
import { noEvidence } from '../../evidence/evidence.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { ResumableWriter, Sink } from '../../plan/sink.ts'
import type { PartSize, Source } from '../../plan/source.ts'
import { orderOf } from '../../plan/tree.ts'
import type { Context } from '../engine.ts'
import type { Tell } from '../events.ts'
import type { RunOptions } from '../options.ts'
import type { RejectsSink } from '../reject-writer.ts'
import { type Stage, stagesOf } from '../stage.ts'
import type { Hire } from '../workers/crew.ts'
import type { Piece } from '../workers/pieces.ts'
import { type Spread, spread } from '../workers/spread.ts'
import { cores, hireThread } from '../workers/threads.ts'
import { whyNotNode } from '../workers/why-not.ts'
import { bySink, openSink, type Written, writeTo } from '../write-to.ts'
import { openDirectory } from './directory.ts'
import { identityOf, inputOf } from './identity.ts'
import type { Journal } from './journal.ts'
import { rejectsOnce } from './rejects-once.ts'
import { type Remembered, remembered, type Safe } from './remembered.ts'

type Batches = AsyncIterable<readonly unknown[]>

/** So many rows are made safe together where parts do not say how many. */
const rowsInUnit = 65_536

/** A run as it is to be checkpointed. */
export interface Checkpointed {
  readonly directory: string
  readonly output: Stage
  /** The plan as it was written. */
  readonly written: Node
  readonly sink: Sink<never> | undefined
  /** The engine's name, and whether it works on parts, and rewrites plans. */
  readonly engine: string
  readonly hasParts: boolean
  readonly isPrepared: boolean
  readonly options: RunOptions
  readonly tell: Tell | undefined
  /** How large parts are, how many are folded as one, and what workers are: as usual, unless it is said. */
  readonly size?: PartSize
  readonly unit?: number
  readonly hire?: Hire
}

export interface Checkpointing {
  /** What the engine executes; or the rows themselves, where they are those of the parts. */
  readonly spread: (context: Context) => Promise<Spread & { readonly straight?: Batches }>
  /** All rows of the output, into its sink. */
  readonly write: (sink: Sink<never>, batches: Batches) => Promise<Written>
  /** Opens the sink of rejects. */
  readonly rejects: (sink: Sink<never>) => Promise<RejectsSink>
  /** The run is done. */
  readonly finish: () => void
  /** It is left to the next process. */
  readonly close: () => void
}

/** Where a sink stood. */
interface SinkRecord {
  readonly mark: unknown
}

type Resumable = Sink<never> & Required<Pick<Sink<never>, 'resume'>>

/** What tells a sink from others; undefined where nobody knows, and where it cannot be gone on with. */
const printOfSink = async (sink: Sink<never>): Promise<string | undefined> => {
  const details = sink.version === undefined ? (sink.details ?? '') : await sink.version()
  return sink.resume === undefined ? undefined : details
}

/** The sources of which nobody knows whether they give the same rows again. */
const changingOf = async (output: Stage): Promise<ReadonlySet<Stage>> => {
  const changing = new Set<Stage>()
  for (const stage of stagesOf([output]))
    if (stage.node.kind === 'source' && (await inputOf(stage.node)).version === undefined) changing.add(stage)
  return changing
}

/** Rows of parts as they come, without a stage between: whoever asks for more has taken those before. */
async function* straightFrom(source: Source, root: Stage, context: Context): Batches {
  for await (const { rows, errors } of source.open(context.signal)) {
    for (const error of errors.values()) context.reject(error, root)
    const left = errors.size === 0 ? rows : rows.filter((_, i) => !errors.has(i))
    if (left.length > 0) yield left
  }
}

export const checkpointing = async (given: Checkpointed): Promise<Checkpointing> => {
  const { output, written, sink, hasParts, isPrepared, options } = given
  const { onError = 'fail', workers, origin, retries = 0, checked = false, evidence = noEvidence } = options
  const order = options.order ?? (sink === undefined ? 'canonical' : 'any')
  const isSorted = order === 'canonical' && orderOf(written) === 'bag'
  const prints = new Map<Sink<never> | undefined, string | undefined>()
  for (const one of [sink, options.rejects]) if (one !== undefined) prints.set(one, await printOfSink(one))
  const isResumable = (to: Sink<never> | undefined): to is Resumable => prints.get(to) !== undefined
  const printed = (to: Sink<never>): string => [to.format, to.name, prints.get(to) ?? to.details ?? ''].join(' ').trim()
  const asked = {
    onError,
    order,
    to: sink === undefined ? 'memory' : printed(sink),
    ...(options.rejects === undefined ? {} : { rejects: printed(options.rejects) }),
    engine: given.engine,
  }
  const identity = await identityOf(written, output.node, asked)
  const changing = await changingOf(output)
  const directory = openDirectory(given.directory, identity)

  /** What was written down of the parts whose rows are those of the output, and are safe in the sink. */
  let straight: Journal<Remembered> | undefined
  /** Makes all rows safe that were written. */
  let commit = async (): Promise<Safe> => ({ isSafe: true, mark: undefined })

  /** Why rows may be others the next time, or in another order. */
  const whyNotAlike = (): string | undefined => {
    if (!isSorted && orderOf(written) !== 'sequence') return 'its rows come in any order'
    for (const stage of stagesOf([output])) {
      const why = changing.has(stage) ? 'nobody knows whether it gives the same rows again' : whyNotNode(stage.node)
      if (why !== undefined) return `${printNode(stage.node)}: ${why}`
    }
    return undefined
  }
  const isAlike = whyNotAlike() === undefined

  /** What is to be said of the sink. */
  const notesOfSink = (isStraight: boolean): readonly string[] => {
    if (sink === undefined || isStraight) return []
    const name = `${sink.format} ${sink.name}`
    if (!isResumable(sink))
      return [`checkpoint: ${name} is written from its beginning when the run goes on: it cannot be gone on with`]
    const why = whyNotAlike()
    return why === undefined ? [] : [`checkpoint: rows are safe in ${name} when all are there: ${why}`]
  }

  const spreadOut = async (context: Context): ReturnType<Checkpointing['spread']> => {
    if (!hasParts)
      return {
        outputs: [output],
        context,
        restore: () => {},
        notes: [
          `checkpoint: all is worked out again when the run goes on: the engine ${given.engine} takes no parts`,
          ...notesOfSink(false),
        ],
        pieces: [],
      }
    const count = workers === 'auto' ? cores() : (workers ?? 1)
    const isHere = count === 1 || origin === undefined
    const journalOf = ({ path }: Piece) => directory.journal<Remembered>(`rows-${path.join('-')}`)
    const result = await spread([output], context, {
      plan: written,
      origin,
      workers: isHere ? 1 : count,
      retries,
      checked,
      evidence,
      isPrepared,
      hire: isHere ? undefined : (given.hire ?? hireThread),
      ...(given.size === undefined ? {} : { size: given.size }),
      unit: given.unit,
      areOutputsWorthIt: isResumable(sink) && !isSorted,
      changing,
      remember: (piece, results) =>
        straight === undefined ? remembered(journalOf(piece), results) : remembered(straight, results, () => commit()),
    })
    const [piece] = result.pieces
    const [root] = result.outputs
    const isStraight = piece?.path.length === 0 && piece.end === 'rows' && !isSorted && isResumable(sink)
    const notes = [...result.notes, ...notesOfSink(isStraight)]
    if (!isStraight || root?.node.kind !== 'source') return { ...result, notes }
    straight = journalOf(piece)
    return { ...result, notes, straight: straightFrom(root.node.source, output, result.context) }
  }

  const write = async (to: Resumable, batches: Batches): Promise<Written> => {
    const journal: Journal<Remembered> | Journal<SinkRecord> = straight ?? directory.journal<SinkRecord>('sink')
    const { joinMarks = (_, next) => next } = to
    let mark: unknown
    /** How many rows came of the parts that are written down. */
    let known = 0
    for (const record of journal.earlier()) {
      if (record.mark !== undefined) mark = joinMarks(mark, record.mark)
      if (!('part' in record)) continue
      for (const { part, length } of [...(record.before ?? []), record]) if (part !== undefined) known += length
    }
    const resumption = mark === undefined ? { id: directory.id } : { id: directory.id, mark }
    const writer = await bySink(to, () => to.resume(resumption) as Promise<ResumableWriter<unknown>>)
    const discard = () => bySink(to, () => writer.abort()).catch(() => {})
    /** How many rows are not safe yet. */
    let loose = 0
    commit = async () => {
      if (loose === 0) return { isSafe: true, mark: undefined }
      const next = await bySink(to, () => writer.commit())
      if (next === undefined) return { isSafe: false, mark: undefined }
      given.tell?.({ kind: 'commit', rows: loose })
      loose = 0
      if (straight === undefined) (journal as Journal<SinkRecord>).add({ mark: next })
      return { isSafe: true, mark: next }
    }
    const isWhole = straight === undefined && !isAlike
    const unit = straight === undefined && isAlike ? rowsInUnit : Number.POSITIVE_INFINITY
    /** So many rows are written until the next commit. */
    let left = unit
    /** How many rows that come are safe already: where they are made safe all together, those that were are all. */
    let safe = isWhole && writer.committed > 0 ? Number.POSITIVE_INFINITY : writer.committed - known
    const checkSafe = (isRight: boolean): void => {
      if (isRight) return
      throw new FloeError('CheckpointFailed', {
        message: `${to.format} ${to.name} holds other rows than those that the checkpoint in '${given.directory}' knows of`,
        hint: `begin again: remove '${given.directory}'`,
      })
    }
    try {
      checkSafe(safe >= 0)
      for await (const batch of batches) {
        let at = Math.min(safe, batch.length)
        safe -= at
        while (at < batch.length) {
          const some = batch.slice(at, at + Math.min(batch.length, left))
          loose += some.length
          left -= some.length
          await bySink(to, () => writer.write(some))
          at += some.length
          if (left > 0) continue
          await commit()
          left = unit
        }
      }
      checkSafe(isWhole || safe === 0)
      await commit()
    } catch (thrown) {
      await discard()
      throw thrown
    }
    return { publish: () => bySink(to, () => writer.close()), discard }
  }

  return {
    spread: spreadOut,
    write: (to, batches) => (isResumable(to) ? write(to, batches) : writeTo(to, batches)),
    rejects: (to) => (isResumable(to) ? rejectsOnce(to, directory.id, directory.journal('rejects')) : openSink(to)),
    finish: directory.finish,
    close: directory.close,
  }
}
