/**
 * Has pieces of the plans of a run worked on by other threads. What the engine is given in their place are sources, which give
 * what the workers make; the rest of the plans runs as ever.
 */
import { printThrown } from '../../data/print-thrown.ts'
import type { Evidence } from '../../evidence/evidence.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Part, PartSize, Source } from '../../plan/source.ts'
import { unorderedOf } from '../compiled/unordered.ts'
import type { Context } from '../engine.ts'
import { shareOf } from '../spill/budget.ts'
import { newPlaceForFiles } from '../spill/place-for-files.ts'
import { type Stage, stagesOf } from '../stage.ts'
import { crewResults, type Hire, type Made } from './crew.ts'
import type { Origin } from './messages.ts'
import { mostParts } from './numbers.ts'
import { largeSources, type Piece, piecesOf, type Refusal } from './pieces.ts'
import { planPrint } from './plan-fingerprint.ts'
import { resultsHere } from './results-here.ts'
import { standIn } from './stand-in.ts'

/** How large parts are: a function of the input alone, so that the answer is too. */
export const usualSize: PartSize = Object.freeze({ bytes: 4 * 1024 * 1024, rows: 16_384 })

/** How a run is to be spread. */
export interface Spreading {
  readonly plan: Node
  /** Where workers load the plan from. */
  readonly origin: Origin | undefined
  readonly workers: number
  readonly retries: number
  readonly checked: boolean
  readonly evidence: Evidence
  readonly isPrepared: boolean
  /** Without it parts are worked on in this thread. */
  readonly hire: Hire | undefined
  readonly size?: PartSize
  /** How many parts are folded as one where that is done in this thread. */
  readonly unit?: number | undefined
  /** Whether all rows of an output are worth it, also where there is little to do for each. */
  readonly areOutputsWorthIt?: boolean
  /** Sources of which nobody knows whether they give the same rows again, where that matters. */
  readonly changing?: ReadonlySet<Stage>
  /** What is done with the results of a piece, of which those before a part may be known already. */
  readonly remember?: Remember
}

/** `isPacked` is whether rows that are handed straight on are wanted in results besides. */
export type Remember = (
  piece: Piece,
  results: (from: number, isPacked: boolean) => AsyncGenerator<Made>,
) => AsyncGenerator<Made>

export interface Spread {
  /** What the engine executes. */
  readonly outputs: readonly Stage[]
  readonly context: Context
  /** Puts the stages back as they were, for the report. */
  readonly restore: () => void
  readonly notes: readonly string[]
  /** What is worked on in parts. */
  readonly pieces: readonly Piece[]
}

/** Whether there are several parts: one is no work for several. */
const isSeveral = async (source: Source, size: PartSize, signal: AbortSignal): Promise<boolean> => {
  let parts = 0
  try {
    for await (const _ of source.parts?.cut(size, signal) ?? []) if (++parts > 1) return true
  } catch {
    // Whoever reads it will tell.
  }
  return false
}

/** Each thread has the same part of what the run may hold. */
const shared = (context: Context, workers: number): Context => {
  const part = (bytes: number): number => Math.floor(bytes / (workers + 1))
  const { memory, disk } = context
  return {
    ...context,
    ...(memory === undefined ? {} : { memory: part(memory) }),
    ...(disk === undefined ? {} : { disk: part(disk) }),
  }
}

const noteOf =
  (isHere: boolean) =>
  ({ stage, why }: Refusal): string =>
    isHere
      ? `checkpoint: ${stage} is worked out again when the run goes on: ${why}`
      : `workers: ${stage} runs on one thread: ${why}`

/** The parts of a source from one of them on, when somebody asks for them. */
async function* partsOf(source: Source, size: PartSize, signal: AbortSignal, from: number): AsyncGenerator<Part> {
  let number = 0
  for await (const part of source.parts?.cut(size, signal) ?? []) if (number++ >= from) yield part
}

/**
 * Workers put aside what does not fit in a directory that is made and removed here: those that are ended, or lost, cannot do so.
 */
async function* inOneDirectory(
  memory: number | undefined,
  results: (directory: string | undefined) => AsyncGenerator<Made>,
): AsyncGenerator<Made> {
  const place =
    memory === undefined
      ? undefined
      : newPlaceForFiles(process.getBuiltinModule('node:fs'), process.getBuiltinModule('node:os').tmpdir())
  let directory: string | undefined
  try {
    directory = place?.directory()
  } catch {
    // A worker that needs it will tell.
  }
  try {
    yield* results(directory)
  } finally {
    place?.close()
  }
}

export const spread = async (outputs: readonly Stage[], context: Context, how: Spreading): Promise<Spread> => {
  const {
    size = usualSize,
    unit = mostParts,
    plan,
    workers,
    retries,
    hire,
    origin,
    checked,
    evidence,
    isPrepared,
    remember,
  } = how
  const known = { large: await largeSources(outputs), changing: how.changing ?? new Set<Stage>() }
  const { pieces, refusals } = piecesOf(outputs, known, how.areOutputsWorthIt)
  const notes = refusals.map(noteOf(hire === undefined))
  const wanted: Piece[] = []
  for (const piece of pieces) {
    if (await isSeveral(piece.source, size, context.signal)) wanted.push(piece)
    else
      notes.push(
        noteOf(hire === undefined)({ stage: printNode(piece.root.node), why: 'all that it reads is one part' }),
      )
  }
  if (wanted.length === 0) return { outputs, context, restore: () => {}, notes, pieces: [] }

  const own = shared(context, workers)
  // What merges the results of parts holds what the stage would.
  const share = own.memory === undefined ? undefined : shareOf(own.memory, [plan])
  const merging: Context = share === undefined ? own : { ...own, memory: share }
  const prints = planPrint(plan)
  const others = new Map<Stage, Stage>()
  const unordered = unorderedOf(outputs)
  for (const piece of wanted) {
    const { path, end, wanted: count, hasPlaces, root, source } = piece
    const { onError, signal, memory, disk, tell } = own
    const onAgain =
      tell &&
      ((cause: unknown) =>
        tell({
          kind: 'retry',
          stage: printNode(root.node),
          of: 'part',
          reason: `a worker is gone: ${printThrown(cause)}`,
        }))
    const { certificates } = evidence
    const areSeen = !unordered.has(root)
    const order = {
      path,
      end,
      wanted: count,
      hasPlaces,
      areSeen,
      onError,
      memory,
      disk,
      checked,
      certificates,
      isPrepared,
      prints,
    }
    const resultsFrom = (from: number, isPacked: boolean) =>
      inOneDirectory(memory, (directory) => {
        const parts = partsOf(source, size, signal, from)
        return hire === undefined || origin === undefined
          ? resultsHere({ ...order, root: root.node, directory, signal, from }, parts, isPacked, unit)
          : crewResults(
              { hire, order: { ...order, origin, directory }, workers, retries, signal, onAgain, from },
              parts,
            )
      })
    const results = () => (remember === undefined ? resultsFrom(0, false) : remember(piece, resultsFrom))
    others.set(root, standIn(piece, results, { context: merging, areSeen }))
  }
  const before = stagesOf(outputs).map((stage) => [stage, stage.inputs] as const)
  for (const [stage, inputs] of before) stage.inputs = inputs.map((input) => others.get(input) ?? input)
  return {
    outputs: outputs.map((stage) => others.get(stage) ?? stage),
    context: own,
    restore: () => {
      for (const [stage, inputs] of before) stage.inputs = inputs
      for (const { root, end } of wanted) if (end !== 'rows') root.rowsOut += others.get(root)?.rowsOut ?? 0
    },
    notes,
    pieces: wanted,
  }
}
