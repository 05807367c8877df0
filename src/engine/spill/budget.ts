/**
 * How much memory a run may take for what it holds: as it is told, or a part of what the machine leaves to the process.
 */

import type { Kind, Node } from '../../plan/node.ts'

const units: { readonly [unit: string]: number } = { kb: 1e3, mb: 1e6, gb: 1e9 }

/** Bytes, of a text such as `256MB`; undefined of any other. */
export const bytesOfText = (text: unknown): number | undefined => {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?(kB|MB|GB)$/i.exec(`${text}`) ?? []
  return number === undefined ? undefined : Math.floor(Number(number) * (units[unit.toLowerCase()] as number))
}

/** This part of what the process may have is for what runs hold; the rest is for rows under way, and for what nobody needs any more. */
const part = 0.5

/** A part of what is the least: the memory of the machine, what the process may have of it, and what V8's heap may have. */
const lookUp = (): number => {
  const load = globalThis.process?.getBuiltinModule
  const [os, v8] = [load?.('node:os'), load?.('node:v8')]
  if (os === undefined || v8 === undefined) return Number.POSITIVE_INFINITY
  const ours = process.constrainedMemory?.() ?? 0
  const limits = [os.totalmem(), ...(ours > 0 ? [ours] : []), v8.getHeapStatistics().heap_size_limit]
  return Math.floor(part * Math.min(...limits))
}

let usual: number | undefined

/** Looked up once: it takes longer than to run a small plan. */
export const usualBudget = (): number => {
  usual ??= lookUp()
  return usual
}

/** The kinds that hold rows, or what is made of them, for as long as their input lasts. */
const holders: ReadonlySet<Kind> = new Set<Kind>([
  'sortBy',
  'shuffle',
  'groupBy',
  'rollup',
  'over',
  'cogroup',
  'distinct',
  'distinctBy',
  'intersect',
  'except',
  'join',
  'asofJoin',
  'cross',
])

/** The nodes that hold anything, each once; and whether some are read by several. */
const holdersIn = (node: Node, found: Set<Node>, seen: Set<Node>): boolean => {
  if (seen.has(node)) return true
  seen.add(node)
  if (holders.has(node.kind)) found.add(node)
  return node.inputs.map((input) => holdersIn(input, found, seen)).some((isShared) => isShared)
}

/** Those that take all rows in before they give any. */
const breakers: ReadonlySet<Kind> = new Set<Kind>(['sortBy', 'shuffle', 'groupBy', 'rollup', 'over', 'cogroup'])

/** How many hold something at a time: while the rows of a node flow, and at most until all have come. */
interface Holding {
  readonly flowing: number
  readonly most: number
}

const nobody: Holding = { flowing: 0, most: 0 }

const holdingOf = (node: Node): Holding => {
  const [left = nobody, ...others] = node.inputs.map(holdingOf)
  const all = [left, ...others]
  const mine = holders.has(node.kind) ? 1 : 0
  const flowing = Math.max(...all.map((one) => one.flowing))
  // A second input is read to its end first, and what is made of it is there while the first one runs.
  const most = Math.max(left.most + (others.length > 0 ? mine : 0), flowing + mine, ...others.map((one) => one.most))
  return breakers.has(node.kind) ? { flowing: mine, most } : { flowing: left.flowing + mine, most }
}

/**
 * What one stage of these plans may hold, if all that hold anything at a time get the same. What a sort holds, whose input has
 * ended, it does not hold together with what that input held.
 */
export const shareOf = (budget: number, plans: readonly Node[]): number => {
  const found = new Set<Node>()
  const seen = new Set<Node>()
  const areShared = plans.map((plan) => holdersIn(plan, found, seen)).some((isShared) => isShared)
  const [plan] = plans
  const count = plan === undefined || plans.length > 1 || areShared ? found.size : holdingOf(plan).most
  return Math.floor(budget / Math.max(1, count))
}
