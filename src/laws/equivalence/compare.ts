/**
 * Compares two sides: what they surely mean, what they give of their real input, what they give of made rows.
 */
import type { Node } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { isSteady } from './agreement.ts'
import { costOf } from './cost.ts'
import { covering } from './coverage.ts'
import type { Cost, Equivalence } from './equivalence.ts'
import { type Both, both, type Side, sides } from './lockstep.ts'
import type { CompareOptions } from './options.ts'
import type { Pair } from './pair.ts'
import { nodePrint } from './plan-print.ts'
import { printCost } from './print-cost.ts'
import { type ReadReal, readReal } from './read-real.ts'
import { isSame } from './rows-diff.ts'
import { schemaChange, seenIn } from './schema-change.ts'
import { type Tried, tryInstances } from './try-instances.ts'

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

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** In a sentence what made the verdict. */
const reasonOf = (
  { proof, every }: { readonly proof: string | undefined; readonly every: string | undefined },
  real: ReadReal | undefined,
  { coverage, counterexample }: Tried,
  cost: Cost | undefined,
): Pick<Equivalence, 'verdict' | 'why'> => {
  const isRealApart = real !== undefined && !isSame(real.diff)
  if (isRealApart || counterexample !== undefined) {
    const where = [
      ...(isRealApart ? ['on the real input'] : []),
      ...(counterexample === undefined ? [] : [`on made rows (instance ${counterexample.found})`]),
    ]
    return { verdict: 'refuted', why: `the sides differ ${where.join(' and ')}` }
  }
  if (cost !== undefined && cost.after > cost.most)
    return { verdict: 'refuted', why: `nothing differs but the work: ${printCost(cost)}` }
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

const notesOf = (
  pair: Pair,
  proof: string | undefined,
  options: CompareOptions,
  cost: Cost | undefined,
): readonly string[] => [
  ...(options.costlier !== undefined && cost === undefined
    ? ['the work was not counted: tasks would be run for it, or no rows could be had']
    : []),
  ...(proof === undefined && typeof pair.instances === 'string' && pair.every === undefined
    ? [`no rows were made: ${pair.instances}`]
    : []),
  ...(options.effects === 'same'
    ? sides.flatMap((side) =>
        pair.effects.unknown[side].map(
          (what) => `${options.names[side]}: ${what} is not on the other side; whether that does the same is not seen`,
        ),
      )
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
  const cost = await costOf(pair, options)
  const instance = 'instance' in tried ? tried.instance : undefined
  const unsteady = new Set(real?.unsteady)
  if (instance !== undefined) for (const side of sides) if (!(await isSteady(pair, side, instance))) unsteady.add(side)
  const shapeOf = (side: Side) => {
    const seen = real === undefined || real.seen[side].rows === 0 ? tried.seen : real.seen
    return { ...pair.gives[side], seen: seen[side] }
  }
  return {
    ...reasonOf({ proof, every: pair.every?.what }, real, tried, cost),
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
    ...(cost === undefined ? {} : { cost }),
    tried: { ...tried.coverage, unseen: proof === undefined ? tried.coverage.unseen : [] },
    seed: options.seed,
    unsteady: [...unsteady],
    notes: notesOf(pair, proof, options, cost),
  }
}
