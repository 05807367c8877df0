/** A plan whose sources give the same rows in batches of another size. Knows no law. */
import type { Node } from '../../plan/node.ts'
import type { Batch, Source } from '../../plan/source.ts'
import { rewriteEach } from './with-rows.ts'

/** A batch cut into some of a size. */
function* cut(batch: Batch, size: number): Iterable<Batch> {
  for (let start = 0; start < batch.rows.length; start += size) {
    const errors = [...batch.errors].flatMap(([i, error]) =>
      i >= start && i < start + size ? [[i - start, error] as const] : [],
    )
    yield {
      rows: batch.rows.slice(start, start + size),
      errors: new Map(errors),
      where: (i) => batch.where(start + i),
      bytes: start === 0 ? batch.bytes : 0,
    }
  }
}

const smaller = ({ held: _, scan: __, ...source }: Source, size: number): Source =>
  Object.freeze({
    ...source,
    open: async function* (signal: AbortSignal) {
      for await (const batch of source.open(signal)) yield* cut(batch, size)
    },
  })

/** The plan with sources whose batches have so many rows at most, and that hold none. */
export const rebatched = (plan: Node, size: number): Node => {
  const made = new Map<Source, Source>()
  return rewriteEach(plan, (node) => {
    if (node.kind !== 'source') return node
    const source = made.get(node.source) ?? smaller(node.source, size)
    made.set(node.source, source)
    return Object.freeze({ ...node, source })
  })
}
