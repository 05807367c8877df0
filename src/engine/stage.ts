/**
 * The counts of a run: one record for each node of the plans, changed while the engine works, read by the report.
 */
import type { Node } from '../plan/node.ts'
import { nodesOf } from '../plan/tree.ts'

/** A node of a plan in one run, with what has happened there so far. */
export interface Stage<N extends Node = Node> {
  readonly node: N
  /** Others stand in for some while a run has their rows made elsewhere. */
  inputs: readonly Stage[]
  /** How many outputs of the run read the rows of this very stage, which are made once. Each of them reads all. */
  readers: number
  /** Rows taken from the inputs; of a source, those read. */
  rowsIn: number
  rowsOut: number
  rowsRejected: number
  /** Bytes read, by sources. */
  bytes: number
  /** Milliseconds spent in this stage and its inputs. */
  milliseconds: number
}

/** A stage of which nothing has happened yet. */
export const newStage = (node: Node, inputs: readonly Stage[]): Stage => ({
  node,
  inputs,
  readers: 1,
  rowsIn: 0,
  rowsOut: 0,
  rowsRejected: 0,
  bytes: 0,
  milliseconds: 0,
})

/**
 * Fresh counts for the plans of a run. A node that several plans have in common is one stage, which they share; one that
 * a plan uses twice is a stage each time, since the second use may not begin before the first has ended.
 */
export const stagesFor = (plans: readonly Node[]): readonly Stage[] => {
  const made = new Map<Node, Stage>()
  return plans.map((plan) => {
    const used = new Set<Node>()
    const stageOf = (node: Node): Stage => {
      const known = used.has(node) ? undefined : made.get(node)
      if (known !== undefined) {
        for (const below of nodesOf(node)) used.add(below)
        known.readers++
        return known
      }
      const stage = newStage(node, node.inputs.map(stageOf))
      if (!used.has(node)) made.set(node, stage)
      used.add(node)
      return stage
    }
    return stageOf(plan)
  })
}

/** All stages that lead to these, each once, inputs before those that read them. */
export const stagesOf = (outputs: readonly Stage[]): readonly Stage[] => {
  const all = new Set<Stage>()
  const visit = (stage: Stage): void => {
    if (all.has(stage)) return
    for (const input of stage.inputs) visit(input)
    all.add(stage)
  }
  for (const output of outputs) visit(output)
  return [...all]
}
