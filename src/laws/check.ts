/**
 * Checks the laws of a subject: on the same instances for all, each shrunk by itself where it is broken.
 */
import * as fc from 'fast-check'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Breach, Finding, Later, Law } from './law.ts'
import { printFailure } from './print-failure.ts'
import type { Failure, LawReport, Report } from './report.ts'
import type { Subject } from './subject.ts'

/**
 * How a subject is checked.
 *
 * @example
 * const options: L.CheckOptions = { runs: 100, seed: 7 }
 * const report = await L.check(L.row((n: number) => n * 2, { rows: fc.integer() }), options)
 * report.seed // 7
 */
export interface CheckOptions {
  /** How many instances are tried. 25 by default. */
  readonly runs?: number
  /** What chance begins with: the same instances for the same seed. */
  readonly seed?: number
  /** What a failure printed: tries again the one instance that failed. */
  readonly replay?: string
}

const usualRuns = 25
const usualSeed = 20_261_127

interface Tally {
  runs: number
  bites: number
  why: string | undefined
  found: number | undefined
  breach: Breach | undefined
}

/** The real ones, also where a test pretends that time passes. */
const { setTimeout, setImmediate } = globalThis

/** All that was put off until later has its turn. */
const allOver = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 0))
  await new Promise((resolve) => setImmediate(resolve))
}

/** What a law says of an instance, when all is over. */
const findingOf = async <T>(law: Law<T>, trial: T): Promise<Finding> => {
  const finding = await law.check(trial)
  if (typeof finding !== 'function') return finding
  await allOver()
  return finding()
}

/** The least instance that breaks a law, beginning where one was found. */
const shrunk = async <I, T>(
  subject: Subject<I, T>,
  law: Law<T>,
  { seed, path }: { readonly seed: number; readonly path?: string },
  runs: number,
): Promise<{ readonly instance: I; readonly breach: Breach; readonly path: string } | undefined> => {
  let breach: Breach | undefined
  const property = fc.asyncProperty(subject.instances, async (instance) => {
    const finding = await findingOf(law, subject.begin().trial(instance))
    if (finding.kind !== 'broken') return true
    breach = finding.breach
    return false
  })
  const result = await fc.check(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) })
  if (!result.failed || result.counterexample === null || breach === undefined) return undefined
  // What was looked at last is not the least: once more.
  const [instance] = result.counterexample
  const again = await findingOf(law, subject.begin().trial(instance))
  return {
    instance,
    breach: again.kind === 'broken' ? again.breach : breach,
    path: result.counterexamplePath ?? '',
  }
}

const tokenOf = (law: string, seed: number, path: string): string => `${law}:${seed}:${path}`

const readToken = (token: string): { readonly id: string; readonly seed: number; readonly path: string } => {
  const [, id, seed, path] = /^(\w+):(-?\d+):([\d:]*)$/.exec(token) ?? []
  if (id === undefined || seed === undefined || path === undefined)
    throw new FloeError('InvalidArgument', {
      message: `replay is ${token}, and must be what a failure printed: S1:20261127:0:1`,
    })
  return { id, seed: Number(seed), path }
}

/**
 * Checks all laws of a subject, and says what became of each.
 *
 * Time: some ten calls of the function for each instance, and more where a law is broken.
 *
 * @example
 * const { laws } = await L.examine(L.row((n: number) => n + 1, { rows: fc.nat() }))
 * laws.filter(({ verdict }) => verdict === 'broken') // []
 */
export const examine = async <I, T>(subject: Subject<I, T>, options: CheckOptions = {}): Promise<Report> => {
  if (!Array.isArray((subject as Partial<Subject> | undefined)?.laws))
    throw new FloeError('InvalidArgument', {
      message: `there are no laws of ${printValue(subject)} as it is`,
      hint: 'say what it is: L.row(f, { rows }) for a function of one row, L.rows for one of all, L.stage, L.aggregate, L.codec, …',
    })
  const replayed = options.replay === undefined ? undefined : readToken(options.replay)
  const seed = replayed?.seed ?? options.seed ?? usualSeed
  const runs = options.runs ?? usualRuns
  const laws = subject.laws.filter(({ id }) => replayed === undefined || id === replayed.id)
  if (laws.length === 0)
    throw new FloeError('InvalidArgument', {
      message: `replay is ${options.replay}, and there is no law ${replayed?.id} of a ${subject.kind}`,
      hint: `its laws are ${subject.laws.map(({ id }) => id).join(', ')}`,
    })
  const tallies = new Map(
    laws.map((law): [Law<T>, Tally] => [
      law,
      { runs: 0, bites: 0, why: undefined, found: undefined, breach: undefined },
    ]),
  )
  const isPromised = ({ declared }: Law<T>): boolean => declared === undefined || subject.declared.has(declared)
  const isBroken = (id: string): boolean =>
    [...tallies].some(([law, tally]) => law.id === id && tally.found !== undefined)
  if (replayed === undefined) {
    const session = subject.begin()
    let count = 0
    const later: { readonly law: Law<T>; readonly tally: Tally; readonly ask: Later; readonly at: number }[] = []
    const take = (tally: Tally, finding: Finding, at: number): void => {
      tally.runs++
      if (finding.kind === 'held') tally.bites++
      if (finding.kind === 'trivial') tally.why ??= finding.why
      if (finding.kind !== 'broken') return
      tally.found ??= at
      tally.breach ??= finding.breach
    }
    const property = fc.asyncProperty(subject.instances, async (instance) => {
      count++
      const trial = session.trial(instance)
      for (const [law, tally] of tallies) {
        if (tally.found !== undefined) continue
        // Writing to a result may spoil the function for all that comes after: only where it is promised to be harmless.
        if (law.declared === 'ownsOutput' && !isPromised(law)) continue
        const finding = await law.check(trial)
        if (typeof finding === 'function') later.push({ law, tally, ask: finding, at: count })
        else take(tally, finding, count)
      }
    })
    await fc.assert(property, { seed, numRuns: runs })
    await allOver()
    for (const law of laws)
      for (const { tally, ask, at } of later.filter((one) => one.law === law))
        if (tally.found === undefined && !law.after?.some(isBroken)) take(tally, await ask(), at)
  }
  const reports: LawReport[] = []
  for (const [law, { runs: tried, bites, why, found, breach }] of tallies) {
    const { id, name, declared } = law
    const before = replayed === undefined ? law.after?.find(isBroken) : undefined
    const base = { id, name, runs: tried, bites, ...(declared === undefined ? {} : { property: declared }) }
    if (before !== undefined) {
      reports.push({ ...base, verdict: 'vacuous', why: `${before} is broken` })
      continue
    }
    if (law.isAdvice && breach !== undefined) {
      reports.push({ ...base, verdict: 'advice', advice: breach })
      continue
    }
    if (found === undefined && replayed === undefined) {
      const verdict = !isPromised(law) ? (bites > 0 ? 'proposed' : 'undeclared') : bites > 0 ? 'held' : 'vacuous'
      reports.push({ ...base, verdict, ...(bites === 0 && why !== undefined ? { why } : {}) })
      continue
    }
    if (!isPromised(law)) {
      reports.push({ ...base, verdict: 'undeclared' })
      continue
    }
    const least = await shrunk(subject, law, { seed, ...(replayed === undefined ? {} : { path: replayed.path }) }, runs)
    if (least === undefined && replayed !== undefined) {
      reports.push({ ...base, verdict: 'held' })
      continue
    }
    const failure: Failure = {
      law: law as Law<never>,
      subject: subject.name,
      instance:
        least === undefined
          ? 'not found again by itself: it needs what was called before'
          : subject.begin().print(least.instance),
      breach: least?.breach ?? { what: 'it failed among other instances, and not by itself' },
      replay: tokenOf(id, seed, least?.path ?? ''),
      found: found ?? 1,
    }
    reports.push({ ...base, verdict: 'broken', failure })
  }
  return { subject: subject.name, kind: subject.kind, seed, laws: reports }
}

/**
 * Checks all laws of a subject.
 *
 * @throws FloeError LawBroken, which says of each broken law what broke it, why it matters, and how to mend it
 * @example
 * await L.check(L.row((n: number) => n * 2, { rows: fc.integer() }))
 */
export const check = async <I, T>(subject: Subject<I, T>, options: CheckOptions = {}): Promise<Report> => {
  const report = await examine(subject, options)
  const failures = report.laws.flatMap(({ failure }) => failure ?? [])
  if (failures.length > 0)
    throw new FloeError('LawBroken', {
      message: `${report.subject} breaks ${failures.map(({ law }) => `${law.id} (${law.name})`).join(', ')}\n\n${failures.map(printFailure).join('\n\n')}`,
    })
  return report
}
