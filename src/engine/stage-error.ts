/**
 * What went wrong in a stage, as the error that users see: the same from every engine.
 */
import { printThrown } from '../data/print-thrown.ts'
import { rowToText } from '../data/row-text.ts'
import { FloeError, isFloeError, type RunError } from '../error/floe-error.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'

/** Whatever was thrown in the stage of a node. Our own errors get the stage's name unless they have one. */
export const stageError = (node: Node, thrown: unknown): RunError => {
  if (isFloeError(thrown))
    return (thrown.place.stage === undefined ? thrown.at({ stage: printNode(node) }) : thrown) as RunError
  // A source calls no function of the user's: what it throws is about the place it reads.
  const isSource = node.kind === 'source'
  return new FloeError(isSource ? 'SourceUnreadable' : 'LambdaThrew', {
    message: `the ${isSource ? 'source' : 'function'} threw ${printThrown(thrown)}`,
    place: { stage: printNode(node) },
    cause: thrown,
  }) as RunError
}

/** What went wrong with a row, and the row that the stage was given, as text. */
export const withRow = (error: RunError, row: unknown): RunError =>
  error.raw === undefined ? (error.at({}, rowToText(row)) as RunError) : error

/** The error of a run that its signal ended. */
export const cancelled = (): RunError => new FloeError('Cancelled', { message: 'the run was cancelled' })
