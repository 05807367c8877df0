/**
 * What must be the same for a run to go on where an earlier process of it ended: the plan, functions and what they capture
 * included, its input, what it was told, and Floe itself.
 */
import { FloeError } from '../../error/floe-error.ts'
import { version } from '../../evidence/version.ts'
import type { Node, NodeOf } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { planPrint, type StagePrint } from '../workers/plan-fingerprint.ts'
import { whyNotNode } from '../workers/why-not.ts'

/** What is asked of a run that changes what it makes. */
export type Asked = Readonly<Record<string, string>>

/** A source of a plan, and which rows it gives; undefined where nobody knows whether those are the same again. */
export interface Input {
  readonly source: string
  readonly version: string | undefined
}

export interface Identity {
  readonly version: string
  /** The plan as it was written. */
  readonly written: readonly StagePrint[]
  /** As it is executed, which may depend on what is known of its functions; and of each stage, why it is worked out again. */
  readonly executed: readonly StagePrint[]
  readonly inputs: readonly Input[]
  readonly asked: Asked
}

/** Rows in memory are part of the plan. */
export const inputOf = async ({ source }: NodeOf<'source'>): Promise<Input> => ({
  source: `${source.format} ${source.name}`,
  version: source.held === undefined ? await source.version?.() : 'in memory',
})

const executedPrint = (plan: Node): readonly StagePrint[] => {
  const nodes = nodesOf(plan)
  return planPrint(plan).map(({ stage, text }, i) => ({
    stage,
    text: `${text} ${whyNotNode(nodes[i] as Node) ?? ''}`,
  }))
}

export const identityOf = async (written: Node, executed: Node, asked: Asked): Promise<Identity> => ({
  version,
  written: planPrint(written),
  executed: executedPrint(executed),
  inputs: await Promise.all(nodesOf(executed).flatMap((node) => (node.kind === 'source' ? [inputOf(node)] : []))),
  asked,
})

const refused = (directory: string, why: string, stage?: string): FloeError =>
  new FloeError('CheckpointRefused', {
    message: `the checkpoint in '${directory}' is of another run: ${why}`,
    ...(stage === undefined ? {} : { place: { stage } }),
    hint: 'go back to what it was, or begin again: remove that directory',
  })

const differing = (before: readonly StagePrint[], now: readonly StagePrint[]): number =>
  Array.from({ length: Math.max(before.length, now.length) }, (_, i) => i).findIndex(
    (i) => before[i]?.text !== now[i]?.text,
  )

/** @throws FloeError CheckpointRefused, which says what has changed */
export const checkIdentity = (directory: string, before: Identity, now: Identity): void => {
  if (before.version !== now.version)
    throw refused(directory, `it was written by Floe ${before.version}, and this is Floe ${now.version}`)
  const at = differing(before.written, now.written)
  if (at >= 0) {
    const [was, is] = [before.written[at]?.stage, now.written[at]?.stage]
    throw refused(
      directory,
      was === is
        ? 'something that this stage depends on has changed'
        : `where there is ${is ?? 'nothing'} now there was ${was ?? 'nothing'}`,
      is ?? was,
    )
  }
  if (differing(before.executed, now.executed) >= 0)
    throw refused(directory, 'other things are known of its functions, so the plan is executed in another way')
  for (const [i, { source, version: is }] of now.inputs.entries())
    if (before.inputs[i]?.version !== is) throw refused(directory, `the input has changed: ${source}`, source)
  for (const name of Object.keys({ ...before.asked, ...now.asked }))
    if (before.asked[name] !== now.asked[name])
      throw refused(directory, `${name} was ${before.asked[name] ?? 'not given'}, and is ${now.asked[name] ?? 'not'}`)
}
