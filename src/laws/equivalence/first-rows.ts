/** A source of which no more than its first rows are read. */
import type { Node } from '../../plan/node.ts'
import type { Batch, Source } from '../../plan/source.ts'
import { rewriteEach } from '../pipeline/with-rows.ts'

const cut = (batch: Batch, most: number): Batch => ({
  ...batch,
  rows: batch.rows.slice(0, most),
  errors: new Map([...batch.errors].filter(([i]) => i < most)),
})

const firstOf = ({ scan: _, held: __, ...source }: Source, most: number, onCut: () => void): Source =>
  Object.freeze({
    ...source,
    size: async () => ({}),
    open: async function* (signal: AbortSignal) {
      let left = most
      for await (const batch of source.open(signal)) {
        if (batch.rows.length > left) {
          onCut()
          yield cut(batch, left)
          return
        }
        left -= batch.rows.length
        yield batch
      }
    },
  })

/** The plan over the first rows of each of its sources. `onCut` is called if there are more. */
export const withFirstRows = (plan: Node, most: number, onCut: () => void): Node => {
  const made = new Map<Source, Source>()
  return rewriteEach(plan, (node) => {
    if (node.kind !== 'source') return node
    const source = made.get(node.source) ?? firstOf(node.source, most, onCut)
    made.set(node.source, source)
    return Object.freeze({ ...node, source })
  })
}
