/**
 * P3, of plans: which functions that are there for what they do are called, and for which rows. What such a function does is not
 * looked into: the same calls are the same effects.
 */
import { compareStrings } from '../../data/compare-strings.ts'
import { printValue } from '../../data/print-value.ts'
import { isQuiet } from '../../lambda/is-quiet.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import { nodesOf, orderOf } from '../../plan/tree.ts'
import { isPlain } from '../arbitrary/is-plain.ts'
import { rewriteEach } from '../pipeline/with-rows.ts'
import { look } from '../value/look.ts'
import type { Both } from './lockstep.ts'
import { functionsOf } from './with-constants.ts'

/** What is there for what it does. */
type EffectNode = Extract<Node, { readonly kind: 'tap' | 'mapAsync' }>

/** What a function was called for, as far as it looks at that: to compare, and in print. */
interface Call {
  readonly looked: string
  readonly printed: string
}

/** The calls of a function that is there for what it does, in all stages that have it. */
export interface Effect {
  /** As people know it. */
  readonly name: string
  /** Whether the order of the calls means something. */
  readonly isOrdered: boolean
  readonly calls: readonly Call[]
}

const longest = 100

/** By what stands for their functions. */
export type Effects = ReadonlyMap<string, Effect>

const isEffect = (node: Node): node is EffectNode =>
  node.kind === 'mapAsync' || (node.kind === 'tap' && !isQuiet(readLambda(node.lambda as Lambda).purity))

/** What its function says, in any build. */
const keyOf = ({ kind, lambda }: EffectNode): string => `${kind} ${readLambda(lambda as Lambda).fingerprint.text}`

/** What it may have something to do with of a row. */
const callOf = (lambda: Lambda): ((row: unknown) => Call) => {
  const { fields } = readLambda(lambda)
  const readOf = (row: unknown): unknown =>
    fields === 'all' || !isPlain(row) ? row : Object.fromEntries([...fields].map((name) => [name, row[name]]))
  return (row) => {
    const read = readOf(row)
    return { looked: look(read), printed: printValue(read, longest) }
  }
}

/** The plan, which notes what it does besides giving rows; and what it has noted. */
export const watched = (plan: Node): { readonly plan: Node; readonly effects: () => Effects } => {
  const found = new Map<string, { name: string; isOrdered: boolean; calls: Call[] }>()
  const made = rewriteEach(plan, (node) => {
    if (!isEffect(node)) return node
    const effect = found.get(keyOf(node)) ?? { name: printNode(node), isOrdered: true, calls: [] }
    // In several stages, nobody knows which comes first.
    effect.isOrdered = !found.has(keyOf(node)) && orderOf(node) === 'sequence'
    found.set(keyOf(node), effect)
    const given = node.lambda as Lambda<unknown, unknown>
    const callFor = callOf(given as Lambda)
    const call = (row: unknown): unknown => {
      effect.calls.push(callFor(row))
      return given.call(row)
    }
    return Object.freeze({ ...node, lambda: Object.freeze({ ...given, call }) }) as Node
  })
  return { plan: made, effects: () => found }
}

/** Of each side, the functions that may do something and are in no stage that is there for it. */
const othersIn = (plan: Node): boolean =>
  functionsOf(plan).some(({ node, of }) => node.kind !== 'update' && !isEffect(node) && !isQuiet(readLambda(of).purity))

/** What can be said of the effects of two plans. */
export interface ComparedEffects {
  /** What stands for functions whose calls can be compared. */
  readonly keys: ReadonlySet<string>
  /** Functions that are on one side alone, where the other one may do the same in another way. */
  readonly unknown: Both<readonly string[]>
}

/**
 * Which effects can be compared: those of functions that both sides have; and of others, if the other side does nothing that
 * could be the same.
 */
export const comparedEffects = ({ before, after }: Both<Node>): ComparedEffects => {
  const effectsOf = (plan: Node): ReadonlyMap<string, string> =>
    new Map(nodesOf(plan).flatMap((node) => (isEffect(node) ? [[keyOf(node), printNode(node)] as const] : [])))
  const [ours, theirs] = [effectsOf(before), effectsOf(after)]
  const onlyIn = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...one].filter(([key]) => !other.has(key))
  const [gone, come] = [onlyIn(ours, theirs), onlyIn(theirs, ours)]
  const isGoneFor = come.length > 0 || othersIn(after)
  const isComeFor = gone.length > 0 || othersIn(before)
  const names = (some: readonly (readonly [string, string])[]): readonly string[] => some.map(([, name]) => name)
  return {
    keys: new Set([
      ...[...ours.keys()].filter((key) => theirs.has(key)),
      ...(isGoneFor ? [] : gone.map(([key]) => key)),
      ...(isComeFor ? [] : come.map(([key]) => key)),
    ]),
    unknown: { before: isGoneFor ? names(gone) : [], after: isComeFor ? names(come) : [] },
  }
}

/**
 * A function that is there for what it does, such as that of `tap`, and what it was called for on each side.
 *
 * @example
 * const told = ({ of, before, after }: L.EffectsApart) => `${of}: ${before.length} calls became ${after.length}`
 * const log: number[] = []
 * const note = (n: number) => { log.push(n) }
 * const few = F.pipe(F.rows([1, 2]), F.tap(note), F.filter((n) => n > 1))
 * const { counterexample } = await L.equivalent(few, F.pipe(F.rows([1, 2]), F.filter((n) => n > 1), F.tap(note)))
 * counterexample?.effects && told(counterexample.effects).replace(/.*: /, '') // '1 calls became 0'
 */
export interface EffectsApart {
  /** The stage. */
  readonly of: string
  /** In print, as far as it looks at what it is called for. In order, where that means something. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The first effect that is another one on the other side. */
export const effectsApart = ({ before, after }: Both<Effects>, keys: ReadonlySet<string>): EffectsApart | undefined => {
  for (const key of keys) {
    const [one, other] = [before.get(key), after.get(key)]
    const isOrdered = one?.isOrdered !== false && other?.isOrdered !== false
    const [ours, theirs] = [one, other].map((effect) => {
      const calls = effect?.calls ?? []
      return isOrdered ? calls : calls.toSorted((a, b) => compareStrings(a.looked, b.looked))
    }) as [readonly Call[], readonly Call[]]
    if (ours.length === theirs.length && ours.every(({ looked }, i) => looked === theirs[i]?.looked)) continue
    const printed = (calls: readonly Call[]): readonly string[] => calls.map((call) => call.printed)
    return { of: one?.name ?? other?.name ?? '', before: printed(ours), after: printed(theirs) }
  }
  return undefined
}
