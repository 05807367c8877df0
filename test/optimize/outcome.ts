/**
 * All that a run of plans on the reference engine lets anybody see, and whether that is the same of two.
 */
import * as F from 'floe'
import * as E from 'fp-ts/lib/Either.js'
import { identical } from '../../src/data/identical.ts'
import { kindOf } from '../../src/data/value-kind.ts'
import { type Bag, dataset } from '../../src/plan/dataset.ts'
import type { Node } from '../../src/plan/node.ts'

const datasetOf = (plan: Node): Bag<unknown> => dataset(plan)

/** A row, in which one function is as good as another: each run makes its own. */
const seenRow = (value: unknown): unknown => {
  switch (kindOf(value)) {
    case 'none':
      return 'a function'
    case 'array':
      return (value as readonly unknown[]).map(seenRow)
    case 'object':
      return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, seenRow(part)]))
    default:
      return value
  }
}

/** An error as its readers see it, but for the number of its stage: a run counts in the plan that it was given. */
const seen = (error: F.RunError): unknown => ({
  tag: error._tag,
  message: error.message,
  place: { ...error.place, at: undefined },
  hint: error.hint,
  found: error.found,
  expected: error.expected,
})

/** What comes before an error, and the error. */
const streamed = async (plan: Node): Promise<unknown> => {
  const rows: unknown[] = []
  try {
    for await (const batch of F.stream(datasetOf(plan))) rows.push(...batch)
    return { rows: rows.length }
  } catch (thrown) {
    const isBag = F.orderOf(plan) === 'bag'
    return { rows: isBag ? rows.length : rows.map(seenRow), error: seen(thrown as F.RunError) }
  }
}

/** Some plans run together: their rows, and what was rejected; or the error. */
const run = async (plans: readonly Node[], onError: F.ErrorPolicy): Promise<unknown> => {
  const outputs = Object.fromEntries(plans.map((plan, i) => [`plan ${i}`, datasetOf(plan)]))
  const result = await F.runAll(outputs, { onError, engine: F.reference })()
  if (E.isLeft(result)) return seen(result.left)
  const { rows, report, rejects } = result.right
  if (report.rowsRejected !== rejects.size) throw new Error('counts do not add up')
  return {
    rows: Object.values(rows).map((list) => list.toArray().map(seenRow)),
    rejects: rejects.toArray().map(seen),
    rowsIn: report.rowsIn,
  }
}

/** What is seen of plans that are run together. */
export const outcomeOf = async (plans: readonly Node[]): Promise<unknown> => ({
  failing: await run(plans, 'fail'),
  rejecting: await run(plans, 'reject'),
  streamed: await Promise.all(plans.map(streamed)),
})

export const isSame = (one: unknown, other: unknown): boolean => identical(one, other)
