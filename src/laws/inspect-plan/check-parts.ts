/**
 * Checks the parts of plans, one after the other: each on rows like those that reach it, and the same one once for each kind
 * of rows. It writes nothing and prints nothing.
 */
import { asRunError, type RunError } from '../../error/floe-error.ts'
import type { Node } from '../../plan/node.ts'
import { type CheckOptions, examine } from '../check.ts'
import type { Report } from '../report.ts'
import { keyOf } from './key-of.ts'
import type { Part } from './part.ts'
import { partsOf } from './parts-of.ts'
import { reaching } from './reaching.ts'
import { type RowsAt, rowsAt } from './rows-at.ts'
import { subjectsOf, type Tested } from './subjects-of.ts'

/** A part, and where it was found. */
export interface Found {
  /** Counted from 1 among all that were found. */
  readonly number: number
  /** The dataset in whose plan it stands. */
  readonly dataset: string
  readonly part: Part
}

/** What came of a subject of a part. */
export interface Examined {
  readonly of: Tested['of']
  readonly report: Report
}

/** What came of a part. */
export interface Checked {
  readonly found: Found
  /** The same one is there, too, on rows of the same kind. */
  readonly also: readonly Found[]
  readonly from: RowsAt['from']
  readonly examined: readonly Examined[]
  /** Why nothing was tried. */
  readonly why?: string
  readonly hint?: string
  /** What went wrong, if not with a law. */
  readonly error?: RunError
  readonly milliseconds: number
}

/** Which part is tried again, and its failure. */
export interface Again {
  readonly number: number
  /** Which of its subjects, counted from 1. */
  readonly subject: number
  readonly token: string
}

export interface CheckPartsOptions {
  readonly seed: number
  readonly runs?: number
  readonly effects: boolean
  readonly again?: Again
  /** Called before each part. */
  readonly onPart?: (found: Found, done: number) => void
}

/** All parts of some plans, of which those that are found again are found once. */
export const findParts = (datasets: readonly { readonly name: string; readonly plan: Node }[]): readonly Found[] => {
  const seen = new Set<Node>()
  return datasets
    .flatMap(({ name, plan }) => {
      const parts = partsOf(plan).filter(({ node }) => !seen.has(node))
      for (const { node } of parts) seen.add(node)
      return parts.map((part) => ({ dataset: name, part }))
    })
    .map((one, i) => ({ number: i + 1, ...one }))
}

const noRows = {
  why: 'no rows reach it',
  hint: 'give its source a codec, or some rows, so that rows can be made that get there',
}

/** Lets timers, signals and whoever draws have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What comes of a part on rows of its place. */
const checkPart = async (
  part: Part,
  place: RowsAt,
  { seed, runs, effects, again }: CheckPartsOptions,
): Promise<Pick<Checked, 'examined' | 'why' | 'hint' | 'error'>> => {
  const { rows, why } = place
  if (rows === undefined)
    return { examined: [], ...noRows, ...(why === undefined ? {} : { why: `${noRows.why}: ${why}` }) }
  const examined: Examined[] = []
  try {
    const subjects = subjectsOf(part, { ...place, rows }, { effects })
    if (subjects.length === 0)
      return {
        examined,
        why: 'it is there for its effect',
        hint: '--effects calls it, and looks whether its rows stay',
      }
    for (const [i, { subject, of }] of subjects.entries()) {
      if (again !== undefined && again.subject !== i + 1) continue
      const options: CheckOptions = {
        seed,
        // The same seed finds them again.
        failures: false,
        ...(runs === undefined ? {} : { runs }),
        ...(again === undefined ? {} : { replay: again.token }),
      }
      examined.push({ of, report: await examine(subject, options) })
      await breathe()
    }
    return { examined }
  } catch (thrown) {
    const error = asRunError(thrown)
    // No values of a codec can be made.
    if (error._tag === 'InvalidArgument' && part.kind === 'codec')
      return { examined, why: error.summary, ...(error.hint === undefined ? {} : { hint: error.hint }) }
    return { examined, error }
  }
}

/** Checks parts in their order. */
export const checkParts = async (all: readonly Found[], options: CheckPartsOptions): Promise<readonly Checked[]> => {
  const at = reaching(options)
  const places = new Map<Node, RowsAt>()
  const placeOf = async (node: Node): Promise<RowsAt> => {
    const known = places.get(node) ?? rowsAt(node, await at(node))
    places.set(node, known)
    return known
  }
  const done = new Map<string, Checked>()
  for (const [i, found] of all.entries()) {
    options.onPart?.(found, i)
    await breathe()
    const start = performance.now()
    const place = await placeOf(found.part.below)
    // Values of a codec are made of itself.
    const key = `${keyOf(found.part)}\n${found.part.kind === 'codec' ? '' : place.kind}`
    const before = done.get(key)
    if (before !== undefined) {
      done.set(key, { ...before, also: [...before.also, found] })
      continue
    }
    const result = await checkPart(found.part, place, options)
    done.set(key, { found, also: [], from: place.from, ...result, milliseconds: performance.now() - start })
  }
  return [...done.values()]
}
