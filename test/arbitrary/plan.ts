/**
 * Random plans over random data: typed, with real functions in them, and nothing but well-formed ones.
 *
 * A plan is first drawn as plain numbers, and these are then read as stages that fit: modulo what is possible at that
 * place. So a stage that is taken away leaves a plan that is well-formed too, and fast-check shrinks counterexamples to
 * few stages over few rows.
 *
 * @example
 * fc.assert(fc.asyncProperty(anyPlan(), async ({ dataset }) => { ... }))
 */
import fc from 'fast-check'
import * as F from 'floe'
import { printValue } from '../../src/data/print-value.ts'
import type { Kind } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import { orderOf } from '../../src/plan/tree.ts'
import { type GivenRows, givenRows, type NumberProfile, type ShapeName, type Shapes } from './row-shapes.ts'
import { type Chance, conversions, most, type Stage, stages } from './stages.ts'

export interface PlanOptions {
  /** Which numbers the rows hold: never both in one plan, as the one kind masks the faults that the other shows. */
  readonly numbers?: NumberProfile
  /** Whether there are functions and codecs that fail on some rows. */
  readonly failing?: boolean
  /** Whether some stages say for themselves that rows which fail are set aside. */
  readonly rejecting?: boolean
  readonly maxStages?: number
  readonly maxRows?: number
  /** Kinds to leave out, such as those that an engine has still to learn. */
  readonly without?: readonly Kind[]
}

export interface Generated {
  readonly dataset: F.Bag<unknown>
  /** The same plan over the same rows, made anew: as another thread would make it. */
  readonly again: () => F.Bag<unknown>
  /** The plan and its rows, as text. fast-check prints it for a counterexample. */
  readonly description: string
}

/** A plan as plain numbers. */
interface Drawn {
  readonly source: GivenRows
  readonly stages: readonly DrawnStage[]
}
interface DrawnStage {
  readonly kind: number
  readonly stage: number
  readonly picks: Chance['picks']
  readonly rejects: boolean
  readonly other: Drawn | null
}

/** How many rows a plan may come to; beyond, stages that multiply rows are not chosen. */
const mostRows = 150

const kinds = Object.keys(stages) as readonly Kind[]

interface SoFar {
  readonly rows: F.Bag<unknown>
  readonly shape: ShapeName
  readonly most: number
}

/** The stages of a kind that can follow. */
const possible = (kind: Kind, { rows, shape }: SoFar, failing: boolean): readonly Stage[] =>
  (stages[kind] as readonly Stage[]).filter(
    (stage) =>
      stage.from === shape && (failing || !stage.fails) && (stage.needs === 'bag' || orderOf(rows.plan) === 'sequence'),
  )

const choose = <A>(from: readonly A[], choice: number): A | undefined => from[choice % Math.max(1, from.length)]

/** The rows of the plan that a stage drew, or, where it drew none, those it has already: a plan may use a node twice. */
const otherOf = (drawn: DrawnStage, soFar: SoFar, options: Required<PlanOptions>): SoFar =>
  drawn.other === null ? soFar : read(drawn.other, options)

const readStage = (soFar: SoFar, drawn: DrawnStage, options: Required<PlanOptions>): SoFar => {
  const other = otherOf(drawn, soFar, options)
  const fitting = kinds
    .filter((kind) => !options.without.includes(kind) && most[kind](soFar.most, other.most) <= mostRows)
    .map((kind) => ({ kind, stages: possible(kind, soFar, options.failing) }))
    .filter((entry) => entry.stages.length > 0)
  const entry = choose(fitting, drawn.kind)
  const stage = entry && choose(entry.stages, drawn.stage)
  if (entry === undefined || stage === undefined) return soFar
  const chance: Chance = {
    picks: drawn.picks,
    other: <S extends ShapeName>(shape: S) =>
      (other.shape === shape ? other.rows : conversions[shape](other.rows)) as F.Bag<Shapes[S]>,
  }
  const applied = (rows: F.Bag<unknown>): F.Bag<unknown> => stage.apply(rows, chance)
  return {
    rows: options.rejecting && drawn.rejects ? F.rejecting(applied)(soFar.rows) : applied(soFar.rows),
    shape: stage.to,
    most: most[entry.kind](soFar.most, other.most),
  }
}

const read = (drawn: Drawn, options: Required<PlanOptions>): SoFar =>
  drawn.stages.reduce<SoFar>((soFar, stage) => readStage(soFar, stage, options), {
    rows: F.rows(drawn.source.rows),
    shape: drawn.source.shape,
    most: drawn.source.rows.length,
  })

const drawnPlans = ({ numbers, rejecting, maxStages, maxRows }: Required<PlanOptions>): fc.Arbitrary<Drawn> =>
  fc.letrec<{ plan: Drawn; stage: DrawnStage }>((tie) => ({
    plan: fc.record({
      source: givenRows(numbers, maxRows),
      stages: fc.array(tie('stage'), { maxLength: maxStages, size: 'max' }),
    }),
    stage: fc.record({
      kind: fc.nat(999),
      stage: fc.nat(999),
      picks: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(31)),
      rejects: rejecting ? fc.boolean() : fc.constant(false),
      other: fc.oneof(
        { maxDepth: 1, depthIdentifier: 'other plans' },
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: tie('plan') },
      ),
    }),
  })).plan

const sourcesOf = (drawn: Drawn): readonly GivenRows[] => [
  drawn.source,
  ...drawn.stages.flatMap(({ other }) => (other === null ? [] : sourcesOf(other))),
]

export const anyPlan = (options: PlanOptions = {}): fc.Arbitrary<Generated> => {
  const all = {
    numbers: 'finite',
    failing: false,
    rejecting: false,
    maxStages: 7,
    maxRows: 7,
    without: [],
    ...options,
  } as const
  return drawnPlans(all).map((drawn) => {
    const { rows: dataset } = read(drawn, all)
    const description = `\n${printPlan(dataset.plan)}\nover\n${sourcesOf(drawn)
      .map(({ rows }) => `  ${printValue(rows, 3000)}`)
      .join('\n')}\n`
    return { dataset, again: () => read(drawn, all).rows, description, [fc.toStringMethod]: () => description }
  })
}
