/**
 * Few real rows of which something comes out at the end of a plan: of rows by chance nothing may come through its joins and
 * filters.
 */
import { reference } from '../../engine/reference/engine.ts'
import { stream } from '../../engine/run.ts'
import type { Bag } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { mapInputs } from '../../plan/tree.ts'
import { withRows } from '../pipeline/with-rows.ts'

type Rows = readonly unknown[]

/** With more rows an instance would take too long. */
const mostRows = 100

const withoutTaps = (node: Node): Node =>
  node.kind === 'tap' ? withoutTaps(node.inputs[0]) : mapInputs(node, withoutTaps)

/** Whether anything comes out. */
const givesRows = async (plan: Node, rows: ReadonlyMap<Source, Rows>): Promise<boolean> => {
  try {
    const options = { engine: reference, onError: 'reject', onReject: () => undefined } as const
    for await (const batch of stream({ plan: withRows(plan, rows) } as Bag<unknown>, options))
      if (batch.length > 0) return true
  } catch {
    // Nothing comes out of a run that fails.
  }
  return false
}

/** Half of the rows of each source, and half of these, as long as something comes out; undefined where nothing does. */
export const liveRows = async (
  whole: Node,
  sample: ReadonlyMap<Source, Rows>,
): Promise<ReadonlyMap<Source, Rows> | undefined> => {
  const plan = withoutTaps(whole)
  if (!(await givesRows(plan, sample))) return undefined
  const live = new Map(sample)
  for (const source of live.keys())
    for (;;) {
      const rows = live.get(source) as Rows
      const middle = Math.ceil(rows.length / 2)
      const halves = middle === rows.length ? [] : [rows.slice(0, middle), rows.slice(middle)]
      let kept: Rows | undefined
      for (const half of halves)
        if (kept === undefined && (await givesRows(plan, new Map(live).set(source, half)))) kept = half
      if (kept === undefined) break
      live.set(source, kept)
    }
  return [...live.values()].reduce((sum, rows) => sum + rows.length, 0) <= mostRows ? live : undefined
}
