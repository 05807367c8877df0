/**
 * Rows that really reach a place in a plan: those of a sample of its sources, and those of rows that are made up, each run
 * through the stages before it by the reference engine, once for all places.
 */
import * as fc from 'fast-check'
import { reference } from '../../engine/reference/engine.ts'
import { stream } from '../../engine/run.ts'
import { asRunError, type RunError } from '../../error/floe-error.ts'
import { rows as datasetOf } from '../../io/rows.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import type { Bag } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { profilesOf } from '../arbitrary/profile.ts'
import { rowsOfSource } from '../pipeline/rows-of-source.ts'
import { copyOf } from '../value/copy-of.ts'
import { functionsOf } from './part.ts'
import { partsOfNode } from './parts-of.ts'

/** So many rows of each source are looked at, and of what a stage gives; */
const mostRows = 300
/** and so many where they are to be found by a join. */
const mostJoined = 3000
/** So many are made up of each kind. */
const madeRows = 50
/** So many kinds of rows there are: those of the sample, and as many as sources have profiles. */
const groups = 6
/** What takes longer, in milliseconds, is left alone: a service that does not answer. */
const patience = 20_000

/** What comes out of a node. */
export interface Reached {
  /** The rows of the sample first, then those that were made up, of one profile after the other. */
  readonly groups: readonly (readonly unknown[])[]
  /** Why there are none, or fewer than there might be. */
  readonly why: string | undefined
}

export interface ReachingOptions {
  readonly seed: number
  /** Whether what is there for what it does is run: tasks of `mapAsync`, functions of `tap`. */
  readonly effects: boolean
  /** Whether the rows of a node are to be found by a join. */
  readonly isJoined: (node: Node) => boolean
}

const isFew = ({ groups: all }: Reached): boolean => all.every((rows) => rows.length === 0)

/** The first rows of a source, as many as can be read. */
const firstRows = async (
  source: Source,
  most: number,
): Promise<{ readonly rows: readonly unknown[]; readonly error: RunError | undefined }> => {
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(), patience)
  const rows: unknown[] = []
  try {
    for await (const batch of source.open(leaving.signal)) {
      for (const [i, row] of batch.rows.entries()) if (!batch.errors.has(i) && rows.length < most) rows.push(row)
      if (rows.length >= most) break
    }
    return { rows, error: undefined }
  } catch (thrown) {
    return { rows, error: asRunError(thrown) }
  } finally {
    clearTimeout(timer)
    leaving.abort()
  }
}

const ofSource = async (source: Source, seed: number, most: number): Promise<Reached> => {
  const { rows, error } = await firstRows(source, most)
  const name = [source.format, source.name].filter((part) => part !== '').join(' ')
  const unread = error === undefined ? undefined : `${name} could not be read: ${error.summary}`
  // Of any values at all nothing would be learnt.
  if (rows.length === 0 && source.schema.kind === 'unknown')
    return { groups: [], why: unread ?? `${name} has no rows, and no codec says what they would be` }
  const arbitrary = await rowsOfSource(source)
  const profiles = profilesOf(arbitrary)?.profiles ?? [arbitrary]
  const made = Array.from({ length: groups - 1 }, (_, i) =>
    fc.sample(profiles[i % profiles.length] as fc.Arbitrary<unknown>, { seed: seed + i, numRuns: madeRows }),
  )
  return { groups: [rows, ...made], why: unread }
}

/** Whether nothing in a node writes to its rows. */
const isKnownPure = (node: Node): boolean =>
  partsOfNode(node).every(
    (part) =>
      (part.kind !== 'aggregate' || part.aggregate.lambdas !== undefined) &&
      functionsOf(part).every((lambda) => readLambda(lambda).purity.verdict === 'pure'),
  )

/** What a node gives of some rows; of those on which it fails, the first error. */
const outOf = async (
  node: Node,
  inputs: readonly (readonly unknown[])[],
  most: number,
): Promise<{ readonly rows: readonly unknown[]; readonly error: RunError | undefined }> => {
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(), patience)
  const rows: unknown[] = []
  let error: RunError | undefined
  // What a function writes to its rows is no business of others'.
  const own = isKnownPure(node) ? inputs : inputs.map((input) => copyOf(input))
  const state = node.kind === 'scan' ? { initial: copyOf(node.initial) } : {}
  const plan = Object.freeze({
    ...node,
    ...state,
    inputs: own.map((input) => datasetOf(input).plan),
  }) as unknown as Node
  try {
    const batches = stream({ plan } as Bag<unknown>, {
      engine: reference,
      signal: leaving.signal,
      onError: 'reject',
      onReject: (one) => {
        error ??= one
      },
    })
    for await (const batch of batches) {
      rows.push(...batch.slice(0, most - rows.length))
      if (rows.length >= most) break
    }
  } catch (thrown) {
    error ??= asRunError(thrown)
  } finally {
    clearTimeout(timer)
  }
  return { rows, error }
}

/** Rows that come out of nodes: each node is run once. */
export const reaching = ({ seed, effects, isJoined }: ReachingOptions): ((node: Node) => Promise<Reached>) => {
  const known = new Map<Node, Promise<Reached>>()
  const sources = new Map<Source, Promise<Reached>>()
  const after = async (node: Node): Promise<Reached> => {
    const most = isJoined(node) ? mostJoined : mostRows
    if (node.kind === 'source') {
      const before = sources.get(node.source) ?? ofSource(node.source, seed, most)
      sources.set(node.source, before)
      return before
    }
    const inputs: Reached[] = []
    for (const input of node.inputs) inputs.push(await at(input))
    const why = inputs.find((input) => isFew(input) && input.why !== undefined)?.why
    if (node.kind === 'tap' && !effects) return inputs[0] as Reached
    if (node.kind === 'mapAsync' && !effects)
      return { groups: [], why: why ?? 'tasks are not run: --effects runs those of some rows of the sample' }
    let error: RunError | undefined
    const out: (readonly unknown[])[] = []
    // A service is not asked what nobody would ask it.
    for (let group = 0; group < (node.kind === 'mapAsync' ? 1 : groups); group++) {
      const given = inputs.map(({ groups: all }) => all[group] ?? [])
      const result = await outOf(node, node.kind === 'mapAsync' ? given.map((rows) => rows.slice(0, 10)) : given, most)
      error ??= result.error
      out.push(result.rows)
    }
    return { groups: out, why: why ?? error?.summary }
  }
  const at = (node: Node): Promise<Reached> => {
    const before = known.get(node) ?? after(node)
    known.set(node, before)
    return before
  }
  return at
}
