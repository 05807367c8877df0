/**
 * Checks the parts of plans, one after the other: each on rows like those that reach it, and the same one once for each kind
 * of rows. It writes nothing and prints nothing.
 */
import * as fc from 'fast-check'
import { asRunError, type RunError } from '../../error/floe-error.ts'
import type { Bag } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { type CheckOptions, examine } from '../check.ts'
import type { Mutant } from '../mutants/mutants-of.ts'
import type { Report } from '../report.ts'
import { keyOf } from './key-of.ts'
import { mutantsOfPart } from './mutated.ts'
import type { Part } from './part.ts'
import { nodesOnce, partsOf } from './parts-of.ts'
import { reaching } from './reaching.ts'
import { type RowsAt, rowsAt } from './rows-at.ts'
import { type SubjectOptions, subjectsOf } from './subjects-of.ts'

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
  readonly fingerprint: string | undefined
  readonly report: Report
}

/** What came of a mistake in a function of a part: by which laws it was found. */
export interface MutantTried {
  readonly mutant: Mutant
  readonly foundBy: readonly string[]
}

/** What came of a part. */
export interface Checked {
  readonly found: Found
  /** The same one is there, too, on rows of the same kind. */
  readonly also: readonly Found[]
  readonly from: RowsAt['from']
  readonly examined: readonly Examined[]
  /** Of its functions, if they are asked for. */
  readonly mutants: readonly MutantTried[]
  /** Why nothing was done of what it is there to do: a task was not started, a function of `tap` was not called. */
  readonly notRun?: 'not allowed' | 'no row of the sample'
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
  /** Whether mistakes are made in functions, to see whether they are found. */
  readonly mutants?: boolean
  readonly again?: Again
  /** Called before each part. */
  readonly onPart?: (found: Found, done: number) => void
}

/** All parts of some plans, of which those that are found again are found once. */
export const findParts = (
  datasets: readonly { readonly name: string; readonly dataset: Bag<unknown> }[],
): readonly Found[] => {
  const seen = new Set<Node>()
  return datasets
    .flatMap(({ name, dataset }) => {
      const { plan } = dataset
      const parts = partsOf(plan).filter(({ node }) => !seen.has(node))
      for (const { node } of parts) seen.add(node)
      const whole: Part = { kind: 'whole', name: `${name} as a whole`, node: plan, below: plan, dataset }
      return [...parts, whole].map((part) => ({ dataset: name, part }))
    })
    .map((one, i) => ({ number: i + 1, ...one }))
}

/** Why nothing can be tried where no rows are. */
const noRows = (why: string | undefined): Pick<Checked, 'why' | 'hint'> =>
  why === undefined
    ? { why: 'no rows reach it', hint: 'give its source a codec, or rows that get there' }
    : { why: `no rows reach it: ${why}` }

/** What is tried on rows of its own. */
const nothingReaches: RowsAt = { rows: undefined, real: [], kind: '', from: 'nothing', why: undefined }

/** Those that nothing is tried on that reaches them: a codec makes its values, a plan its sources' rows. */
const isByItself = ({ kind }: Part): boolean => kind === 'codec' || kind === 'source' || kind === 'whole'

/** Tasks are run on rows that are really there, as each asks somebody. */
const notRunOf = ({ kind }: Part, { rows, real }: RowsAt, { effects }: CheckPartsOptions): Pick<Checked, 'notRun'> => {
  if ((kind !== 'effect' && kind !== 'task') || rows === undefined) return {}
  if (!effects) return { notRun: 'not allowed' }
  return kind === 'task' && real.length === 0 ? { notRun: 'no row of the sample' } : {}
}

const asksSomebody = (plan: Node): boolean => [...nodesOnce(plan)].some(({ kind }) => kind === 'mapAsync')

const isBroken = ({ laws }: Report): boolean => laws.some(({ verdict }) => verdict === 'broken')

/** Lets timers, signals and whoever draws have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What comes of a part on rows of its place. */
const checkPart = async (
  part: Part,
  place: RowsAt,
  { seed, runs, effects, again, sample }: CheckPartsOptions & Pick<SubjectOptions, 'sample'>,
): Promise<Pick<Checked, 'examined' | 'why' | 'hint' | 'error'>> => {
  const { why } = place
  const rows = isByItself(part) ? fc.constant(undefined) : place.rows
  if (part.kind === 'whole' && asksSomebody(part.node))
    return {
      examined: [],
      why: 'it runs tasks, and would run them hundreds of times',
      hint: 'in a test, L.pipeline with tasks that ask nobody',
    }
  if (rows === undefined) return { examined: [], ...noRows(why) }
  const examined: Examined[] = []
  try {
    const subjects = await subjectsOf(
      part,
      { ...place, rows },
      {
        effects,
        sample,
        ...(runs === undefined ? {} : { runs }),
      },
    )
    if (subjects.length === 0)
      return {
        examined,
        why: 'it is there for its effect',
        hint: '--effects calls it, and looks whether its rows stay',
      }
    for (const [i, { subject, fingerprint, runs: own = runs }] of subjects.entries()) {
      if (again !== undefined && again.subject !== i + 1) continue
      const options: CheckOptions = {
        seed,
        // The same seed finds them again.
        failures: false,
        ...(own === undefined ? {} : { runs: own }),
        ...(again === undefined ? {} : { replay: again.token }),
      }
      const report = await examine(subject, options)
      examined.push({ fingerprint, report })
      await breathe()
      // What is made of a function that breaks a law breaks some, too.
      if (isBroken(report)) break
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

/** Which mistakes in a part are found, on the rows that it was tried on. */
const tryMutants = async (
  part: Part,
  place: RowsAt & { readonly rows: fc.Arbitrary<unknown> },
  { seed, runs, effects, sample }: CheckPartsOptions & Pick<SubjectOptions, 'sample'>,
): Promise<readonly MutantTried[]> => {
  const tried: MutantTried[] = []
  for (const { mutant, part: changed } of mutantsOfPart(part)) {
    const foundBy: string[] = []
    for (const { subject } of await subjectsOf(changed, place, { effects, sample })) {
      const { laws } = await examine(subject, { seed, failures: false, ...(runs === undefined ? {} : { runs }) })
      foundBy.push(...laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : [])))
    }
    tried.push({ mutant, foundBy })
    await breathe()
  }
  return tried
}

/** Checks parts in their order. */
export const checkParts = async (all: readonly Found[], options: CheckPartsOptions): Promise<readonly Checked[]> => {
  const nodes = new Set(all.flatMap(({ part }) => [...nodesOnce(part.node)]))
  const joins = [...nodes].filter(({ inputs }) => inputs.length > 1)
  const joined = new Set(joins.flatMap(({ inputs }) => inputs.flatMap((input) => [...nodesOnce(input)])))
  const at = reaching({ ...options, isJoined: (node) => joined.has(node) })
  const places = new Map<Node, RowsAt>()
  const placeOf = async (node: Node): Promise<RowsAt> => {
    const known = places.get(node) ?? rowsAt(node, await at(node))
    places.set(node, known)
    return known
  }
  const sample = async (plan: Node): Promise<ReadonlyMap<Source, readonly unknown[]>> => {
    const rows = new Map<Source, readonly unknown[]>()
    for (const node of nodesOnce(plan))
      if (node.kind === 'source') rows.set(node.source, (await at(node)).groups[0] ?? [])
    return rows
  }
  const done = new Map<string, Checked>()
  const broken = new Set<Node>()
  for (const [i, found] of all.entries()) {
    const { part } = found
    options.onPart?.(found, i)
    await breathe()
    const start = performance.now()
    const place = isByItself(part) ? nothingReaches : await placeOf(part.below)
    const key = `${keyOf(part)}\n${place.kind}`
    const before = done.get(key)
    if (before !== undefined) {
      done.set(key, { ...before, also: [...before.also, found] })
      if (before.examined.some(({ report }) => isBroken(report))) broken.add(part.node)
      continue
    }
    const isSpoilt = part.kind === 'whole' && [...nodesOnce(part.node)].some((node) => broken.has(node))
    const result = isSpoilt
      ? { examined: [], why: 'a part of it breaks a law', hint: 'mend that first' }
      : await checkPart(part, place, { ...options, sample })
    if (result.examined.some(({ report }) => isBroken(report))) broken.add(part.node)
    const { rows } = place
    const mutants =
      options.mutants === true && rows !== undefined && !broken.has(part.node)
        ? await tryMutants(part, { ...place, rows }, { ...options, sample })
        : []
    const milliseconds = performance.now() - start
    const left = notRunOf(part, place, options)
    done.set(key, { found, also: [], from: place.from, ...result, mutants, ...left, milliseconds })
  }
  return [...done.values()]
}
