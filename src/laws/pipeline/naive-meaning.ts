/** P8: the reference engine means what a naive interpreter means. */
import { asRunError, FloeError } from '../../error/floe-error.ts'
import type { Node } from '../../plan/node.ts'
import { nodesOf, orderOf } from '../../plan/tree.ts'
import { type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { sameEitherWay } from './locate.ts'
import { interpret } from './naive/interpret.ts'
import { lookedAt, type Outcome } from './outcome.ts'
import { notItsTurn, type PipelineTrial } from './trial.ts'
import { withRows } from './with-rows.ts'

const has = (plan: Node, ...kinds: readonly Node['kind'][]): boolean =>
  nodesOf(plan).some(({ kind }) => kinds.includes(kind))

const aside = new FloeError('LambdaThrew', { message: 'a row was set aside' })

/** What the interpreter makes of a part of the plan, told as the engine tells it. */
const naively = ({ sources, rows }: PipelineTrial, part: Node, engines: Outcome): Outcome => {
  const held = copyOf(rows)
  // How far an engine reads is not the interpreter's to say, nor what fails beyond.
  const isAll = !has(part, 'take', 'takeWhile')
  try {
    const given = new Map(sources.map((source, i) => [source, held[i] as readonly unknown[]]))
    const made = interpret(withRows(part, given))
    const rejects = isAll ? new Array<typeof aside>(made.rejected).fill(aside) : engines.rejects
    return { ...lookedAt(made.rows, orderOf(part)), error: undefined, rejects }
  } catch (thrown) {
    return isAll ? { rows: [], looked: [], error: asRunError(thrown), rejects: [] } : engines
  }
}

export const naiveMeaning: Law<PipelineTrial> = {
  id: 'P8',
  name: 'naive meaning',
  statement: 'reference(plan) ≡ interpret(plan), a second interpreter, over arrays',
  why: 'The engine that all others are held against is wrong itself.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1', 'E12'],
  check: async (trial) => {
    const { plan, engines, turn, run } = trial
    if (has(plan, 'mapAsync')) return trivial('there are tasks, which the interpreter does not wait for')
    if (turn % 2 === 1) return notItsTurn
    const [engine] = engines
    const byEngine = (part: Node) => run({ engine, plan: part, onError: 'reject' })
    return sameEitherWay(
      trial,
      async (part) => naively(trial, part, await byEngine(part)),
      byEngine,
      `the engine ${engine.name} gives something else than a naive interpreter`,
      'rows',
    )
  },
}
