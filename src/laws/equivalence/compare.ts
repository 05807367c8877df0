/**
 * Compares two sides: what they surely mean, what they give of their real input, what they give of made rows.
 */
import * as fc from 'fast-check'
import { sortCanonically } from '../../data/canonical-order.ts'
import { printValue } from '../../data/print-value.ts'
import { reference } from '../../engine/reference/engine.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import { nodesOf, orderOf } from '../../plan/tree.ts'
import { type Coverage, covering } from './coverage.ts'
import { digestOfRows } from './digest.ts'
import { type Digest, divergingNodes } from './diverging-stage.ts'
import type { Counterexample, Divergence, Equivalence } from './equivalence.ts'
import { heldRows, type Side, sides } from './lockstep.ts'
import { type Outcome, placeColumn } from './outcome.ts'
import type { Both, Instance, Pair } from './pair.ts'
import { nodePrint } from './plan-print.ts'
import { printOf, type Relation, without } from './relation.ts'
import { isSame, type RowsDiff, rowsDiff } from './rows-diff.ts'
import { rowsOfPlan } from './rows-of-plan.ts'
import { type Seen, schemaChange, seenIn } from './schema-change.ts'

export interface CompareOptions {
  readonly relation: Relation
  /** How many first rows of each real source are read; 0 for none. */
  readonly sample: number
  readonly runs: number
  readonly seed: number
  /** Whether a side may do something else to the rows that it is given. */
  readonly effects: 'same' | 'any'
  readonly names: Both<string>
}

const both = <A>(of: (side: Side) => A): Both<A> => ({ before: of('before'), after: of('after') })

const later = async <A>(of: (side: Side) => Promise<A>): Promise<Both<A>> => ({
  before: await of('before'),
  after: await of('after'),
})

const isOrderedOn = ({ gives }: Pair): boolean => sides.every((side) => gives[side].order === 'sequence')

const diffOf = (pair: Pair, relation: Relation, outcomes: Both<Outcome>): Promise<RowsDiff> =>
  rowsDiff(
    both((side) => heldRows(outcomes[side].rows, outcomes[side].errors)),
    { relation, isOrdered: isOrderedOn(pair), naturalKey: pair.naturalKey },
  )

/** Whether an instance shows no difference. By prints alone where nothing is tolerated. */
const agree = async (pair: Pair, options: CompareOptions, { before, after }: Both<Outcome>): Promise<boolean> => {
  if (options.effects === 'same' && before.wrote !== after.wrote) return false
  const { relation } = options
  const print = ({ rows, errors }: Outcome): string => {
    const prints = rows.map((row) => printOf(without(row, relation.ignore)))
    return [...(isOrderedOn(pair) ? prints : prints.sort()), ...errors.toSorted()].join('\n')
  }
  if (print(before) === print(after)) return true
  return relation.tolerance.size > 0 && isSame(await diffOf(pair, relation, { before, after }))
}

const mostPrinted = 400

/** Where plans begin to differ, when what they give is looked at as `digest` does. */
const divergenceOf = async (
  plans: Both<Node>,
  digest: (side: Side, node: Node) => Promise<Digest>,
  print?: (side: Side, node: Node) => Promise<string>,
): Promise<Divergence> => {
  const known = new Map<Node, Promise<Digest>>()
  const remembered = (side: Side, node: Node): Promise<Digest> => {
    const one = known.get(node) ?? digest(side, node)
    known.set(node, one)
    return one
  }
  const { before, after, common } = await divergingNodes(plans.before, plans.after, remembered)
  const printed = async (side: Side, node: Node | undefined): Promise<string> =>
    (await print?.(side, node ?? (common as Node))) ?? ''
  return {
    ...(before === undefined ? {} : { before: printNode(before) }),
    ...(after === undefined ? {} : { after: printNode(after) }),
    ...(common === undefined ? {} : { common: printNode(common) }),
    ...(print === undefined
      ? {}
      : {
          ...(common === undefined ? {} : { given: await print('before', common) }),
          gives: { before: await printed('before', before), after: await printed('after', after) },
        }),
  }
}

/** Where the plans begin to differ on the least instance, and what the stages give there. */
const divergenceOn = (pair: Pair, instance: Instance, { ignore }: Relation): Promise<Divergence> | undefined => {
  const plans = pair.plansOn?.(instance)
  if (plans === undefined) return undefined
  const rowsAt = (side: Side, node: Node) => rowsOfPlan(node, pair.nameOf[side], reference)
  return divergenceOf(
    plans,
    (side, node) => digestOfRows(orderOf(node), rowsAt(side, node), (row) => without(row, ignore)),
    async (side, node) => {
      const [rows, errors]: [unknown[], string[]] = [[], []]
      for await (const batch of rowsAt(side, node).open((what) => errors.push(what))) rows.push(...batch)
      return [printValue(rows, mostPrinted), ...errors].join('; ')
    },
  )
}

interface Tried {
  readonly coverage: Coverage
  readonly counterexample?: Counterexample
  readonly instance?: Instance
  readonly seen: Both<Seen>
}

const mostSeen = 1_000

/** The instance without rows that it does not take: what chance shrinks to may have some more. */
const withoutRows = async (instance: Instance, shows: (instance: Instance) => Promise<boolean>): Promise<Instance> => {
  let least = instance
  for (const [i, rows] of instance.entries())
    for (let j = rows.length - 1; j >= 0; j--) {
      const fewer = least.map((one, k) => (k === i ? one.toSpliced(j, 1) : one))
      if (await shows(fewer)) least = fewer
    }
  return least
}

/** Tries both sides on instances: all there are, or some by chance. */
const tryInstances = async (pair: Pair, options: CompareOptions): Promise<Tried> => {
  const { add, coverage } = covering(pair.schemas)
  const seen: Both<unknown[]> = { before: [], after: [] }
  const outcomesOf = (instance: Instance): Promise<Both<Outcome>> => later((side) => pair.outcome(side, instance))
  let found: number | undefined
  const holds = async (instance: Instance): Promise<boolean> => {
    const outcomes = await outcomesOf(instance)
    const isAlike = await agree(pair, options, outcomes)
    if (found === undefined) {
      add(instance, [outcomes.before, outcomes.after])
      for (const side of sides)
        if (seen[side].length < mostSeen)
          seen[side].push(...outcomes[side].rows.map((row) => without(row, options.relation.ignore)))
      if (!isAlike) found = coverage().instances
    }
    return isAlike
  }
  let least: Instance | undefined
  if (pair.every !== undefined) {
    for (const instance of pair.every.instances)
      if (!(await holds(instance))) {
        least = instance
        break
      }
  } else if (typeof pair.instances !== 'string' && options.runs > 0) {
    const result = await fc.check(fc.asyncProperty(pair.instances, holds), {
      seed: options.seed,
      numRuns: options.runs,
      examples: [[pair.sources.map(() => [])]],
    })
    least = result.failed ? result.counterexample?.[0] : undefined
    // Whatever the arbitrary itself throws is nobody's difference.
    if (result.failed && least === undefined) throw result.errorInstance
  }
  const shapes = both((side) => seenIn(seen[side]))
  if (least !== undefined)
    least = await withoutRows(least, async (instance) => !(await agree(pair, options, await outcomesOf(instance))))
  if (least === undefined) return { coverage: coverage(), seen: shapes }
  const outcomes = await outcomesOf(least)
  const begins = await divergenceOn(pair, least, options.relation)
  const { before, after } = outcomes
  const apart = options.effects === 'same' && before.wrote !== after.wrote
  return {
    coverage: coverage(),
    seen: shapes,
    instance: least,
    counterexample: {
      given: least.map((rows, i) => ({ source: pair.sources[i] ?? '', rows })),
      gives: both((side) => toShow(pair, outcomes[side].rows)),
      diff: await diffOf(pair, options.relation, outcomes),
      wrote: {
        ...(apart && before.wrote !== undefined ? { before: before.wrote } : {}),
        ...(apart && after.wrote !== undefined ? { after: after.wrote } : {}),
      },
      ...(begins === undefined ? {} : { begins }),
      found: found ?? 1,
    },
  }
}

/** Rows as people look at them: of a bag in canonical order, of a function of one row without their numbers. */
const toShow = (pair: Pair, rows: readonly unknown[]): readonly unknown[] => {
  if (pair.naturalKey?.[0] === placeColumn)
    return rows.map((row) => {
      const { [placeColumn]: _, ...given } = row as Readonly<Record<string, unknown>>
      return Object.keys(given).join() === 'value' ? given.value : given
    })
  if (isOrderedOn(pair)) return rows
  try {
    return sortCanonically(rows)
  } catch {
    return rows
  }
}

interface ReadReal {
  readonly diff: RowsDiff
  readonly seen: Both<Seen>
  readonly isCut: boolean
  readonly begins?: Divergence
  readonly unsteady: readonly Side[]
}

/** Compares what both give of their real input, and if that is not the same, finds out where it begins. */
const readReal = async (pair: Pair, options: CompareOptions): Promise<ReadReal | undefined> => {
  if (pair.real === undefined || options.sample === 0) return undefined
  const { relation } = options
  const { rows, plans, isCut } = pair.real(options.sample)
  const seen: Both<unknown[]> = { before: [], after: [] }
  const watched = both((side) => ({
    open: async function* (onError: (what: string) => void) {
      for await (const batch of rows[side].open(onError)) {
        if (seen[side].length < mostSeen)
          seen[side].push(...batch.map((row) => without(row, relation.ignore)).slice(0, mostSeen))
        yield batch
      }
    },
  }))
  const diff = await rowsDiff(watched, { relation, isOrdered: isOrderedOn(pair), naturalKey: pair.naturalKey })
  const found = { diff, seen: both((side) => seenIn(seen[side])), isCut: isCut() }
  if (isSame(diff)) return { ...found, unsteady: [] }
  const digest = (side: Side, node: Node): Promise<Digest> =>
    digestOfRows(orderOf(node), rowsOfPlan(node, pair.nameOf[side]), (row) => without(row, relation.ignore))
  if (diff.isSteady) return { ...found, unsteady: [], ...(plans && { begins: await divergenceOf(plans, digest) }) }
  const once = (side: Side): Promise<Digest> =>
    digestOfRows(pair.gives[side].order, rows[side], (row) => without(row, relation.ignore))
  const twice = await later(async (side) => [await once(side), await once(side)] as const)
  return {
    ...found,
    ...(plans === undefined ? {} : { begins: await divergenceOf(plans, digest) }),
    unsteady: sides.filter((side) => twice[side][0].unordered !== twice[side][1].unordered),
  }
}

/** How many stages have the same function on both sides. */
const alignedStages = ({ before, after }: Both<Node>, nameOf: Pair['nameOf']): NonNullable<Equivalence['stages']> => {
  const likes = (side: Side, plan: Node) =>
    [...new Set(nodesOf(plan))].map((node) => nodePrint(node, nameOf[side]).like)
  const [ours, theirs] = [likes('before', before), likes('after', after)]
  const left = [...theirs]
  const same = ours.filter((like) => {
    const at = left.indexOf(like)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return { before: ours.length, after: theirs.length, same: same.length }
}

const isSteady = async (pair: Pair, side: Side, instance: Instance): Promise<boolean> => {
  const [one, other] = [await pair.outcome(side, instance), await pair.outcome(side, instance)]
  const print = ({ rows, errors }: Outcome): string => [...rows.map(printOf).sort(), ...errors.toSorted()].join('\n')
  return print(one) === print(other)
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** In a sentence what made the verdict. */
const reasonOf = (
  { proof, every }: { readonly proof: string | undefined; readonly every: string | undefined },
  real: ReadReal | undefined,
  { coverage, counterexample }: Tried,
): Pick<Equivalence, 'verdict' | 'why'> => {
  const isRealApart = real !== undefined && !isSame(real.diff)
  if (isRealApart || counterexample !== undefined) {
    const where = [
      ...(isRealApart ? ['on the real input'] : []),
      ...(counterexample === undefined ? [] : [`on made rows (instance ${counterexample.found})`]),
    ]
    return { verdict: 'refuted', why: `the sides differ ${where.join(' and ')}` }
  }
  if (proof !== undefined) return { verdict: 'proved', why: proof }
  if (every !== undefined) return { verdict: 'proved', why: `both give the same of ${every}` }
  const compared = (real?.diff.before ?? 0) + coverage.gaveRows + coverage.failed
  if (compared === 0) return { verdict: 'notRefuted', why: 'nothing was compared: no side ever gave a row' }
  const what = [
    ...(real === undefined ? [] : [`${counted(real.diff.before, 'row')} of the real input`]),
    ...(coverage.instances === 0 ? [] : [`${counted(coverage.instances, 'instance')} of made rows`]),
  ]
  return { verdict: 'notRefuted', why: `no difference was found in ${what.join(' and ')}` }
}

const notesOf = (pair: Pair, proof: string | undefined, options: CompareOptions): readonly string[] => [
  ...(proof === undefined && typeof pair.instances === 'string' && pair.every === undefined
    ? [`no rows were made: ${pair.instances}`]
    : []),
  ...sides.flatMap((side) => pair.impure[side].map((what) => `${options.names[side]}: ${what}`)),
]

/** Compares both sides, and says what was found. */
export const compare = async (pair: Pair, options: CompareOptions): Promise<Equivalence> => {
  const proof = pair.proof()
  const real = await readReal(pair, options)
  const tried =
    proof === undefined
      ? await tryInstances(pair, options)
      : { coverage: covering(pair.schemas).coverage(), seen: both(() => seenIn([])) }
  const instance = 'instance' in tried ? tried.instance : undefined
  const unsteady = new Set(real?.unsteady)
  if (instance !== undefined) for (const side of sides) if (!(await isSteady(pair, side, instance))) unsteady.add(side)
  const shapeOf = (side: Side) => {
    const seen = real === undefined || real.seen[side].rows === 0 ? tried.seen : real.seen
    return { ...pair.gives[side], seen: seen[side] }
  }
  return {
    ...reasonOf({ proof, every: pair.every?.what }, real, tried),
    names: options.names,
    schema: schemaChange(shapeOf('before'), shapeOf('after')),
    ...(pair.plans === undefined ? {} : { stages: alignedStages(pair.plans, pair.nameOf) }),
    ...(real === undefined
      ? {}
      : {
          real: real.diff,
          ...(real.isCut ? { sample: options.sample } : {}),
          ...(real.begins && { begins: real.begins }),
        }),
    ...('counterexample' in tried && tried.counterexample ? { counterexample: tried.counterexample } : {}),
    tried: { ...tried.coverage, unseen: proof === undefined ? tried.coverage.unseen : [] },
    seed: options.seed,
    unsteady: [...unsteady],
    notes: notesOf(pair, proof, options),
  }
}
