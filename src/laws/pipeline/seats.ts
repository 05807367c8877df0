/**
 * Plans over the rows of a trial, which are made once and kept: what becomes of a plan (its schemas, how it is optimized) is
 * known by its nodes, and only if they are the same is it known of the next trial. Each run has the rows to itself.
 */
import { batchesOf } from '../../io/batches-of.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { rewriteEach } from './with-rows.ts'

type Rows = readonly unknown[]

/** A plan, and who puts rows into its sources. */
interface Seated {
  readonly plan: Node
  readonly seat: (rows: readonly Rows[]) => void
}

/** A plan with rows in it, for one run. */
export interface Lent {
  readonly plan: Node
  /** Said when the run is over: then the plan is for others. */
  readonly giveBack: () => void
}

/** As `sourceWith`, but that the rows may be put in later. */
const emptySource = ({
  scan: _,
  ...source
}: Source): { readonly source: Source; readonly seat: (rows: Rows) => void } => {
  let held: Rows = []
  return {
    source: Object.freeze({
      ...source,
      get held() {
        return held
      },
      open: () => batchesOf(held, source.format, 'the rows'),
      size: async () => ({ rows: held.length }),
    }),
    seat: (rows) => {
      held = rows
    },
  }
}

/** What is made of a plan once its sources can be given any rows. */
type Made = (over: (plan: Node) => Node) => Node

const seated = (sources: readonly Source[], made: Made): Seated => {
  const empty = sources.map((source) => ({ of: source, ...emptySource(source) }))
  const over = (plan: Node): Node =>
    rewriteEach(plan, (node) => {
      const found = node.kind === 'source' ? empty.find(({ of }) => of === node.source) : undefined
      return found === undefined ? node : (Object.freeze({ ...node, source: found.source }) as Node)
    })
  return {
    plan: made(over),
    seat: (rows) => {
      for (const [i, { seat }] of empty.entries()) seat(rows[i] ?? [])
    },
  }
}

/** Lends plans, by the part of the plan that they are made of and by the name of what it is made into. */
export type Seats = (part: Node, name: string, rows: readonly Rows[], made: Made) => Lent

/** Plans over these sources. None is lent twice at a time. */
export const seatsOf = (sources: readonly Source[]): Seats => {
  const idle = new Map<Node, Map<string, Seated[]>>()
  return (part, name, rows, made) => {
    const ofPart = idle.get(part) ?? new Map<string, Seated[]>()
    idle.set(part, ofPart)
    const free = ofPart.get(name) ?? []
    ofPart.set(name, free)
    const one = free.pop() ?? seated(sources, made)
    one.seat(rows)
    return {
      plan: one.plan,
      giveBack: () => {
        one.seat([])
        free.push(one)
      },
    }
  }
}
