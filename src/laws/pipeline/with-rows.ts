/**
 * A plan over other rows: what a source holds is replaced, and nothing else. Knows not where the rows come from.
 */
import { batchesOf } from '../../io/batches-of.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { mapInputs } from '../../plan/tree.ts'

/** A source that is called what another one is, and holds these rows. */
export const sourceWith = ({ scan: _, ...source }: Source, rows: readonly unknown[]): Source =>
  Object.freeze({
    ...source,
    held: rows,
    // Errors say where rows are by the format: so do engines that read them where they are.
    open: () => batchesOf(rows, source.format, 'the rows'),
    size: async () => ({ rows: rows.length }),
  })

/**
 * The plan with `f` applied to every node, inputs first: the same object when nothing changed. As `transform`, but that what
 * was one node, used twice, is one afterwards.
 */
export const rewriteEach = (plan: Node, f: (node: Node) => Node): Node => {
  const done = new Map<Node, Node>()
  const visit = (node: Node): Node => {
    const known = done.get(node)
    if (known !== undefined) return known
    const made = f(mapInputs(node, visit))
    done.set(node, made)
    return made
  }
  return visit(plan)
}

/**
 * The plan with rows in the place of what its sources hold; name, format and schema stay. Sources without an entry stay, and
 * what was one source is one afterwards. The rows are taken as they are, not copied.
 */
export const withRows = (plan: Node, rows: ReadonlyMap<Source, readonly unknown[]>): Node => {
  const sources = new Map([...rows].map(([source, held]) => [source, sourceWith(source, held)]))
  return rewriteEach(plan, (node) => {
    const source = node.kind === 'source' ? sources.get(node.source) : undefined
    return source === undefined ? node : Object.freeze({ ...node, source })
  })
}
