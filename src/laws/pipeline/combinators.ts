/**
 * Ways to write a plan otherwise that mean the same, whatever its functions are. Knows no engine and no law.
 */
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import type { FilterNode, FlatMapNode, MapNode, Node } from '../../plan/node.ts'
import { rewriteEach, sourceWith } from './with-rows.ts'

export interface Combinator {
  /** What is done to the plan, in words. */
  readonly name: string
  /** Of a plan whose sources hold rows; undefined for a node that stays. `salt` chooses where there is a choice. */
  readonly rewrite: (node: Node, salt: number) => Node | undefined
}

const frozen = <N extends Node>(node: N): N => Object.freeze({ ...node, inputs: Object.freeze([...node.inputs]) }) as N

const map = (input: Node, f: (row: unknown) => unknown): MapNode =>
  frozen({ kind: 'map', inputs: [input], lambda: lambda('map', f) })
const filter = (input: Node, p: (row: unknown) => boolean): FilterNode =>
  frozen({ kind: 'filter', inputs: [input], lambda: lambda('filter', p), not: false })
const flatMap = (input: Node, f: (row: unknown) => readonly unknown[]): FlatMapNode =>
  frozen({ kind: 'flatMap', inputs: [input], lambda: lambda('flatMap', f) })

const keeps =
  ({ lambda, not }: { readonly lambda: Lambda<unknown, boolean>; readonly not: boolean }) =>
  (row: unknown): boolean =>
    Boolean(lambda.call(row)) !== not

const sourceInTwo: Combinator = {
  name: 'each source in two, put together again by concat',
  rewrite: (node, salt) => {
    if (node.kind !== 'source' || !Array.isArray(node.source.held)) return undefined
    const rows: readonly unknown[] = node.source.held
    const cut = salt % (rows.length + 1)
    const part = (some: readonly unknown[]): Node =>
      frozen({ kind: 'source', inputs: [], source: sourceWith(node.source, some) })
    return frozen({ kind: 'concat', inputs: [part(rows.slice(0, cut)), part(rows.slice(cut))] })
  },
}

const mapPutIn: Combinator = { name: 'map((row) => row) behind each stage', rewrite: (node) => map(node, (row) => row) }
const filterPutIn: Combinator = {
  name: 'filter(() => true) behind each stage',
  rewrite: (node) => filter(node, () => true),
}

const mapsAsOne: Combinator = {
  name: 'two maps as one',
  rewrite: (node) => {
    const [first] = node.inputs
    if (node.kind !== 'map' || first?.kind !== 'map') return undefined
    const [f, g] = [first.lambda.call, node.lambda.call]
    return map(first.inputs[0], (row) => g(f(row)))
  },
}

const filtersAsOne: Combinator = {
  name: 'two filters as one',
  rewrite: (node) => {
    const [first] = node.inputs
    if (node.kind !== 'filter' || first?.kind !== 'filter') return undefined
    const [p, q] = [keeps(first), keeps(node)]
    return filter(first.inputs[0], (row) => p(row) && q(row))
  },
}

const asFlatMap: Combinator = {
  name: 'each map and filter as a flatMap',
  rewrite: (node) => {
    if (node.kind === 'map') {
      const f = node.lambda.call
      return flatMap(node.inputs[0], (row) => [f(row)])
    }
    if (node.kind !== 'filter') return undefined
    const keep = keeps(node)
    return flatMap(node.inputs[0], (row) => (keep(row) ? [row] : []))
  },
}

const takeInTwo: Combinator = {
  name: 'each take and drop in two',
  rewrite: (node, salt) => {
    if (node.kind === 'take') {
      const more = frozen({ ...node, count: node.count + (salt % 3) })
      return frozen({ ...node, inputs: [more] })
    }
    if (node.kind !== 'drop') return undefined
    const some = salt % (node.count + 1)
    const first = frozen({ ...node, count: some })
    return frozen({ ...node, inputs: [first], count: node.count - some })
  },
}

/** Those that are tried together: sets, as plans of very many stages take their time. */
export const combinators: readonly (readonly Combinator[])[] = [
  [sourceInTwo, mapPutIn],
  [mapsAsOne, filtersAsOne, asFlatMap, takeInTwo],
  [sourceInTwo, filterPutIn],
]

/** The plan, rewritten wherever it can be, inputs first. */
export const rewritten = (plan: Node, { rewrite }: Combinator, salt: number): Node =>
  rewriteEach(plan, (node) => rewrite(node, salt) ?? node)
