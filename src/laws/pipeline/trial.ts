/**
 * A plan, tried on some rows: the runs that its laws look at, each made once and shared by them. Each run reads rows that
 * nobody else has.
 */
import type { Engine } from '../../engine/engine.ts'
import type { ErrorPolicy } from '../../plan/error-policy.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'
import type { Engines } from './engines.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Seats } from './seats.ts'
import { withRows } from './with-rows.ts'

/** What a plan, or a part of it, is made into before it is run. `over` puts the rows into it. */
export interface Variant {
  readonly name: string
  /** Whether it is the same plan for all rows. */
  readonly isLasting?: true
  readonly of: (plan: Node, over: (plan: Node) => Node) => Node
}

/** The plan as it is. */
export const asIs: Variant = { name: '', isLasting: true, of: (plan, over) => over(plan) }

/** A run. */
export interface How {
  readonly engine: Engine
  /** The whole, or a part of it. */
  readonly plan?: Node
  readonly variant?: Variant
  readonly onError?: ErrorPolicy
}

/** What came of a run, and of the rows that the sources held. */
export interface Ran extends Outcome {
  /** What they looked like when it was over, */
  readonly left: string
  /** and the rows themselves, as they are now. */
  readonly held: readonly (readonly unknown[])[]
}

export interface PipelineTrial {
  readonly plan: Node
  /** The oracle first. */
  readonly engines: Engines
  readonly sources: readonly Source[]
  /** The rows of each source, which are given to nobody, */
  readonly rows: readonly (readonly unknown[])[]
  /** and what they look like. */
  readonly looked: string
  /** What is chosen for a law is chosen by it. */
  readonly salt: number
  /** From 0 to 3, by chance. Laws that are not tried each time, as a check would take too long, have theirs. */
  readonly turn: number
  readonly onError: ErrorPolicy
  /** Each run is made once, however often it is asked for. */
  readonly run: (how: Engine | How) => Promise<Ran>
  /** Runs anew. */
  readonly runAnew: (how: How) => Promise<Ran>
  /** The stage that was found to be the one last: it is likely to be the one again, over fewer rows. */
  readonly suspect: { node: Node | undefined }
}

export interface Tried {
  readonly plan: Node
  readonly engines: Engines
  readonly sources: readonly Source[]
  readonly suspect: { node: Node | undefined }
  /** Shared by all trials. */
  readonly seats: Seats
}

const isEngine = (how: Engine | How): how is Engine => 'execute' in how

/** The engine as it is, but that it executes plans as they are given. */
const known = new WeakMap<Engine, Engine>()
export const asGiven = (engine: Engine): Engine => {
  if (engine.prepare === undefined) return engine
  const { prepare: _, ...others } = engine
  const made = known.get(engine) ?? Object.freeze(others)
  known.set(engine, made)
  return made
}

/** One of some, by the number of a trial. */
export const chosen = <A>(salt: number, from: readonly A[]): A => from[salt % from.length] as A

/** Said by a law that is tried with other rows. */
export const notItsTurn = trivial('it was not its turn')

/** A trial of rows, some for each source. */
export const trialOf = (
  { plan, engines, sources, suspect, seats }: Tried,
  { rows, salt }: { readonly rows: readonly (readonly unknown[])[]; readonly salt: number },
): PipelineTrial => {
  const onError = salt % 2 === 0 ? 'reject' : 'fail'
  const turn = Math.floor(salt / 2) % 4
  const runAnew = async ({
    engine,
    plan: part = plan,
    variant = asIs,
    onError: policy = onError,
  }: How): Promise<Ran> => {
    const held = copyOf(rows)
    if (variant.isLasting === true) {
      const { plan: made, giveBack } = seats(part, variant.name, held, (over) => variant.of(part, over))
      const outcome = await outcomeOf(made, engine, policy)
      giveBack()
      return { ...outcome, left: look(held), held }
    }
    const given = new Map(sources.map((source, i) => [source, held[i] as readonly unknown[]]))
    const outcome = await outcomeOf(
      variant.of(part, (node) => withRows(node, given)),
      engine,
      policy,
    )
    return { ...outcome, left: look(held), held }
  }
  const made = new Map<Engine, Map<Node, Map<string, Promise<Ran>>>>()
  const run = async (given: Engine | How): Promise<Ran> => {
    const how = isEngine(given) ? { engine: given } : given
    const { engine, plan: part = plan, variant = asIs, onError: policy = onError } = how
    const ofEngine = made.get(engine) ?? new Map<Node, Map<string, Promise<Ran>>>()
    made.set(engine, ofEngine)
    const ofPart = ofEngine.get(part) ?? new Map<string, Promise<Ran>>()
    ofEngine.set(part, ofPart)
    // Where nothing fails, it makes no difference what would be done about it.
    const strict = policy === 'reject' ? await ofPart.get(`fail ${variant.name}`) : undefined
    if (strict !== undefined && strict.error === undefined) return strict
    const key = `${policy} ${variant.name}`
    const running = ofPart.get(key) ?? runAnew({ ...how, onError: policy })
    ofPart.set(key, running)
    return running
  }
  return {
    plan,
    engines,
    sources,
    rows,
    looked: look(rows),
    salt: Math.floor(salt / 8),
    turn,
    onError,
    run,
    runAnew,
    suspect,
  }
}
