/**
 * The counts of a run: one record for each node of the plan, changed while the engine works, read by the report.
 */
import type { Node } from '../plan/node.ts'

/** A node of the plan in one run, with what has happened there so far. */
export interface Stage<N extends Node = Node> {
  readonly node: N
  readonly inputs: readonly Stage[]
  rowsIn: number
  rowsOut: number
  rowsRejected: number
  /** Bytes read, by sources. */
  bytes: number
  /** Milliseconds spent in this stage and its inputs. */
  milliseconds: number
}

/** Fresh counts for a plan. A node that is used twice is counted twice. */
export const stageOf = (node: Node): Stage => ({
  node,
  inputs: node.inputs.map(stageOf),
  rowsIn: 0,
  rowsOut: 0,
  rowsRejected: 0,
  bytes: 0,
  milliseconds: 0,
})

/** The stages, inputs before those that read them. */
export const stagesOf = (stage: Stage): readonly Stage[] => [...stage.inputs.flatMap(stagesOf), stage]
