/**
 * Which fields of its sources the compiled engine will make for a plan, without running it.
 */
import { mayCompile } from '../../code/compile.ts'
import type { Node, NodeOf } from '../../plan/node.ts'
import { inMemory } from '../spill/in-memory.ts'
import { type Stage, stagesFor } from '../stage.ts'
import { canBeGoal, type Goal, loopOverColumns, writable } from './generate/loop.ts'
import { pieceOf } from './piece.ts'
import { newRun, noPlace } from './run.ts'
import { sideOf } from './sides.ts'

/** A source of a plan, and the fields of it that are made for each row; undefined where whole rows are read as they come. */
export interface FieldsRead {
  readonly source: NodeOf<'source'>['source']
  readonly fields: readonly string[] | undefined
}

const nobody: Goal = { kind: 'push', push: () => {}, isFull: () => false }

const context = {
  signal: new AbortController().signal,
  onError: 'fail',
  reject: () => {},
  progress: () => {},
} as const

/** Of the piece that ends with a stage, and of all that lead to it. */
const readOf = (last: Stage, reader: Stage | undefined): readonly FieldsRead[] => {
  const { input, steps } = pieceOf(last, true)
  const sides = steps.flatMap((stage) => stage.inputs.slice(1).flatMap((side) => readOf(side, stage)))
  if (input.node.kind !== 'source') return [...input.inputs.flatMap((one) => readOf(one, input)), ...sides]
  const { source } = input.node
  const written = writable(
    steps.map((stage) => ({ stage, side: undefined })),
    new Set(),
  )
  const isFolded = reader !== undefined && written === steps.length && canBeGoal(reader, false)
  const loop = mayCompile()
    ? loopOverColumns({
        run: { ...newRun(context), where: noPlace },
        input,
        counts: { in: true, out: true },
        steps: steps.slice(0, written).map((stage) => ({ stage, side: sideOf(stage.node, inMemory)?.done() })),
        begin: -steps.length,
        goal: isFolded ? { kind: 'fold', stage: reader, isOrdered: true } : nobody,
      })
    : undefined
  return [{ source, fields: loop?.fields }, ...sides]
}

/** Of each source of the plan, as it will run. */
export const fieldsRead = (plan: Node): readonly FieldsRead[] =>
  stagesFor([plan]).flatMap((stage) => readOf(stage, undefined))
