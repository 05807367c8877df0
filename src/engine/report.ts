/**
 * What happened in a run, as data. `inspect` prints it.
 */
import type { Kind } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { type Stage, stagesOf } from './stage.ts'

/**
 * Counts and time of one stage. `rowsIn` = rows taken from its inputs, or read, by a source.
 *
 * @example
 * const line = (stage: F.StageReport) => `${stage.kind}: ${stage.rowsIn} → ${stage.rowsOut}`
 * const result = await F.run(F.pipe(F.rows([1, 2, 3]), F.filter((n) => n > 1)))()
 * E.isRight(result) && result.right.report.stages.map(line) // [ 'source: 3 → 3', 'filter: 3 → 2' ]
 */
export interface StageReport {
  readonly kind: Kind
  /** The stage as `explain` prints it. */
  readonly text: string
  /** Indices, in the report's `stages`, of the stages that feed this one. */
  readonly inputs: readonly number[]
  readonly rowsIn: number
  readonly rowsOut: number
  readonly rowsRejected: number
  /** Time spent in the stage itself, in milliseconds. With several outputs, which run at the same time, an estimate. */
  readonly milliseconds: number
  /** The name of the output whose rows these are, in a run of several. */
  readonly output?: string
}

/**
 * What a run did. Rows in = rows out + rows rejected, of every stage that takes rows one by one.
 *
 * @example
 * const line = (report: F.Report) => `${report.rowsIn} in, ${report.rowsOut} out, ${report.rowsRejected} rejected`
 * const result = await F.run(F.pipe(F.rows([1, 2, 3]), F.filter((n) => n > 1)))()
 * E.isRight(result) && line(result.right.report) // '3 in, 2 out, 0 rejected'
 */
export interface Report {
  readonly engine: string
  /** Rows read from all sources. */
  readonly rowsIn: number
  /** Rows of the result; of all outputs together. */
  readonly rowsOut: number
  readonly rowsRejected: number
  /** Bytes read from storage. */
  readonly bytesIn: number
  /** Wall time of the whole run. */
  readonly milliseconds: number
  /** Largest resident memory of the process so far, in bytes; 0 where the platform does not say. */
  readonly peakMemory: number
  /** Each stage once, inputs before the stages that read them. */
  readonly stages: readonly StageReport[]
  /** What was asked for and could not be had. */
  readonly notes: readonly string[]
}

const sum = (stages: readonly Stage[], f: (stage: Stage) => number): number =>
  stages.reduce((n, stage) => n + f(stage), 0)

const peakMemory = (): number => {
  const usage = globalThis.process?.resourceUsage?.()
  return usage === undefined ? 0 : usage.maxRSS * 1024
}

/** What a run gives: rows of a stage, under a name when there are several. */
export interface Output {
  readonly name?: string
  readonly stage: Stage
}

/** The report of a run, from its counts. */
export const reportOf = (
  outputs: readonly Output[],
  about: { readonly engine: string; readonly milliseconds: number; readonly notes: readonly string[] },
): Report => {
  const stages = stagesOf(outputs.map(({ stage }) => stage))
  const sources = stages.filter(({ node }) => node.kind === 'source')
  const nameOf = (stage: Stage): Pick<StageReport, 'output'> => {
    const names = outputs.flatMap((output) =>
      output.stage === stage && output.name !== undefined ? [output.name] : [],
    )
    return names.length === 0 ? {} : { output: names.join(', ') }
  }
  return Object.freeze({
    engine: about.engine,
    rowsIn: sum(sources, (stage) => stage.rowsIn),
    rowsOut: sum(
      outputs.map(({ stage }) => stage),
      (stage) => stage.rowsOut,
    ),
    rowsRejected: sum(stages, (stage) => stage.rowsRejected),
    bytesIn: sum(stages, (stage) => stage.bytes),
    milliseconds: about.milliseconds,
    peakMemory: peakMemory(),
    stages: Object.freeze(
      stages.map((stage) =>
        Object.freeze({
          kind: stage.node.kind,
          text: printNode(stage.node),
          inputs: Object.freeze(stage.inputs.map((input) => stages.indexOf(input))),
          rowsIn: stage.rowsIn,
          rowsOut: stage.rowsOut,
          rowsRejected: stage.rowsRejected,
          milliseconds: Math.max(0, stage.milliseconds - sum(stage.inputs, (input) => input.milliseconds)),
          ...nameOf(stage),
        }),
      ),
    ),
    notes: about.notes,
  })
}
