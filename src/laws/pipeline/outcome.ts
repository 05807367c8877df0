/**
 * What comes of a plan: what its rows, errors and rejects look like when they are given. Knows not what plans are run for.
 */
import type { Engine } from '../../engine/engine.ts'
import { execute, stagesToRun } from '../../engine/execution.ts'
import { asRunError, type RunError } from '../../error/floe-error.ts'
import type { ErrorPolicy } from '../../plan/error-policy.ts'
import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { look } from '../value/look.ts'

export interface Outcome {
  /** None where there was an error. Of a bag in the order of their looks. */
  readonly rows: readonly unknown[]
  readonly looked: readonly string[]
  /** The error that ended the run, if one did. */
  readonly error: RunError | undefined
  /** The rows that were set aside, in their order. */
  readonly rejects: readonly RunError[]
}

/** All that users see of an error. */
export const lookOfError = ({ _tag, summary, place, found, expected, hint }: RunError): string =>
  JSON.stringify([_tag, summary, place, found, expected, hint])

/** Rows and their looks: of a bag in the order of the looks, as its own means nothing. */
export const lookedAt = (rows: readonly unknown[], order: 'bag' | 'sequence'): Pick<Outcome, 'rows' | 'looked'> => {
  const looked = rows.map(look)
  if (order === 'sequence') return { rows, looked }
  const sorted = looked.map((text, i) => ({ text, row: rows[i] })).sort((a, b) => (a.text < b.text ? -1 : 1))
  return { rows: sorted.map(({ row }) => row), looked: sorted.map(({ text }) => text) }
}

/** Runs a plan to its end. */
export const outcomeOf = async (plan: Node, engine: Engine, onError: ErrorPolicy): Promise<Outcome> => {
  const rejects: RunError[] = []
  try {
    const options = { engine, onError }
    const stages = await stagesToRun([plan], options)
    const rows: unknown[] = []
    for (const batches of await execute(stages, options, (error) => rejects.push(error)))
      for await (const batch of batches) rows.push(...batch)
    return { ...lookedAt(rows, orderOf(plan)), error: undefined, rejects }
  } catch (thrown) {
    return { rows: [], looked: [], error: asRunError(thrown), rejects: [] }
  }
}
