/**
 * Checks the laws of a subject: on the same instances for all, each shrunk by itself where it is broken.
 */
import * as fc from 'fast-check'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { agreed } from './agreed.ts'
import { placed } from './ambient/place.ts'
import { drawn } from './arbitrary/drawn.ts'
import { rowsOf } from './at.ts'
import type { Breach, Law } from './law.ts'
import { type Ask, asking, fewRows, instanceAt, type Least, leastOf } from './least.ts'
import { printFailure } from './print-failure.ts'
import { remembered } from './remembered.ts'
import type { Failure, LawReport, Report } from './report.ts'
import { isPromised, runThrough, type Tally } from './run-through.ts'
import type { Subject } from './subject.ts'
import { type Again, printToken, readToken } from './token.ts'
import { look } from './value/look.ts'
import { freeParts } from './vary.ts'

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
  /** What a failure printed: tries again what failed. */
  readonly replay?: string
  /**
   * The folder in which failures are remembered, to be tried first the next time; false for none. Without it, what
   * `FLOE_FAILURES` says, or `.floe/failures` beside the nearest package.json. On a build machine (`CI`) nothing is written.
   */
  readonly failures?: string | false
}

const usualRuns = 25
const usualSeed = 20_261_127
/** So many other instances say what may vary. */
const othersToTry = 25
/** So often what chance has a say in is tried again. */
const mostTries = 20

interface Checked<I, T> {
  readonly subject: Subject<I, T>
  readonly seed: number
}

/** What broke a law, asked again until it does. */
const breachOf = async <I>(ask: Ask<I>, { before, instance }: Least<I>): Promise<Breach | undefined> => {
  for (let i = 0; i < mostTries; i++) {
    const breach = await ask(before, instance)
    if (breach !== undefined) return breach
  }
  return undefined
}

/** What is told of the least that breaks a law; undefined where it does not. */
const failureOf = async <I, T>(
  { subject, seed }: Checked<I, T>,
  law: Law<T>,
  least: Least<I>,
  { found, breach: seen }: Pick<Tally, 'found' | 'breach'>,
): Promise<Failure | undefined> => {
  const { before, instance, again } = least
  const ask = asking(subject, law, again.kind)
  const asked = [await breachOf(ask, least), await breachOf(ask, least), await breachOf(ask, least)]
  const [first = seen, ...others] = asked.flatMap((one) => one ?? [])
  if (first === undefined) return undefined
  const { line, ...told } = agreed(first, others)
  const breach: Breach = { ...told, ...(line !== undefined && { line: placed(line) }) }
  const session = subject.begin()
  const isBroken = async (other: I): Promise<boolean> => (await ask(before, other)) !== undefined
  const other = fc.sample(subject.instances, { seed, numRuns: othersToTry })
  return {
    law: law as Law<never>,
    subject: subject.name,
    instance: session.print(instance),
    before: before.map(session.print),
    breach,
    // What is another one each time says nothing of what has a say.
    free: others.every((one) => look(one) === look(first)) ? await freeParts(instance, other, isBroken) : [],
    replay: printToken({ id: law.id, seed, again }),
    found: found ?? 0,
    // Nobody can make it forget what it has seen before.
    ...(again.kind === 'whole' && subject.isShared === true && rowsOf(subject, instance).length > fewRows
      ? { hint: 'it remembers what it was given, so give a function that makes it anew: L.fresh(() => …)' }
      : {}),
  }
}

/** A failure, shown again; undefined where there is none any more. */
const replayed = async <I, T>(checked: Checked<I, T>, law: Law<T>, again: Again): Promise<Failure | undefined> => {
  if (again.kind === 'whole') return undefined
  const instances: I[] = []
  for (const way of again.ways) {
    const found = await instanceAt(checked.subject, checked.seed, way)
    if (found === undefined) return undefined
    instances.push(found.instance)
  }
  const [instance] = instances.slice(-1) as [I]
  const least: Least<I> = { before: instances.slice(0, -1), instance, again }
  return failureOf(checked, law, least, { found: 0, breach: undefined })
}

/** Those that are remembered and still fail, by their law. */
const failuresAgain = async <I, T>(
  subject: Subject<I, T>,
  tokens: readonly string[],
): Promise<ReadonlyMap<Law<T>, Failure>> => {
  const failures = new Map<Law<T>, Failure>()
  for (const token of tokens) {
    const { id, seed, again } = readToken(token)
    const law = subject.laws.find((one) => one.id === id)
    const failure = law && (await replayed({ subject, seed }, law, again))
    if (law !== undefined && failure !== undefined) failures.set(law, failure)
  }
  return failures
}

/** All laws on all instances. */
const examineAll = async <I, T>(
  checked: Checked<I, T>,
  runs: number,
  again: ReadonlyMap<Law<T>, Failure>,
): Promise<readonly LawReport[]> => {
  const { subject, seed } = checked
  const instances = drawn(subject.instances, seed, runs)
  const tallies = await runThrough(subject, subject.laws, instances)
  const broken = [...tallies].flatMap(([law, { found }]) =>
    (found === undefined && !again.has(law)) || law.isAdvice ? [] : [law],
  )
  const reports: LawReport[] = []
  for (const [law, tally] of tallies) {
    const { id, name, declared } = law
    const { bites, why, found, breach } = tally
    const base = { id, name, runs: tally.runs, bites, ...(declared === undefined ? {} : { property: declared }) }
    const before = law.after?.find((one) => broken.some((other) => other.id === one))
    const isKept = found === undefined && !again.has(law)
    if (before !== undefined) reports.push({ ...base, verdict: 'vacuous', why: `${before} is broken` })
    else if (law.isAdvice && breach !== undefined) reports.push({ ...base, verdict: 'advice', advice: breach })
    else if (isKept) {
      const verdict = !isPromised(subject, law)
        ? bites > 0
          ? 'proposed'
          : 'undeclared'
        : bites > 0
          ? 'held'
          : 'vacuous'
      reports.push({ ...base, verdict, ...(bites === 0 && why !== undefined ? { why } : {}) })
    } else if (!isPromised(subject, law)) reports.push({ ...base, verdict: 'undeclared' })
    else {
      const known = again.get(law)
      const least =
        known === undefined ? await leastOf(subject, law, broken, { seed, instances, found: found ?? 1 }) : undefined
      const failure = known ?? (least && (await failureOf(checked, law, least, tally)))
      if (failure !== undefined) reports.push({ ...base, verdict: 'broken', failure })
    }
  }
  return reports
}

/** One law, as a failure said it was broken. */
const examineAgain = async <I, T>(checked: Checked<I, T>, law: Law<T>, again: Again): Promise<readonly LawReport[]> => {
  if (again.kind === 'whole')
    return (await examineAll(checked, again.runs, new Map())).filter(({ id }) => id === law.id)
  const { id, name, declared } = law
  const base = { id, name, runs: 1, bites: 0, ...(declared === undefined ? {} : { property: declared }) }
  const failure = await replayed(checked, law, again)
  return [failure === undefined ? { ...base, verdict: 'held' } : { ...base, verdict: 'broken', failure }]
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
export const examine = async <I, T>(
  given: Subject<I, T> | Promise<Subject<I, T>>,
  options: CheckOptions = {},
): Promise<Report> => {
  const subject = await given
  if (!Array.isArray((subject as Partial<Subject> | undefined)?.laws))
    throw new FloeError('InvalidArgument', {
      message: `there are no laws of ${printValue(subject)} as it is`,
      hint: 'say what it is: L.row(f, { rows }) for a function of one row, L.rows for one of all, L.stage, L.aggregate, L.codec, …',
    })
  const { replay } = options
  if (replay !== undefined) {
    const { id, seed, again } = readToken(replay)
    const law = subject.laws.find((one) => one.id === id)
    if (law === undefined)
      throw new FloeError('InvalidArgument', {
        message: `replay is ${replay}, and there is no law ${id} of a ${subject.kind}`,
        hint: `its laws are ${subject.laws.map((one) => one.id).join(', ')}`,
      })
    const laws = await examineAgain({ subject, seed }, law, again)
    return { subject: subject.name, kind: subject.kind, seed, laws }
  }
  const seed = options.seed ?? usualSeed
  const memory = await remembered(subject.kind, subject.name, options.failures)
  const again = await failuresAgain(subject, memory.tokens)
  const laws = await examineAll({ subject, seed }, options.runs ?? usualRuns, again)
  memory.keep(laws.flatMap(({ failure }) => failure?.replay ?? []))
  return { subject: subject.name, kind: subject.kind, seed, laws }
}

/** Why no law of a subject could have been broken; undefined where one could. */
const whyNothing = ({ laws }: Report): string | undefined => {
  const tried = laws.filter(({ verdict }) => verdict !== 'undeclared')
  return tried.length > 0 && tried.every(({ verdict }) => verdict === 'vacuous')
    ? (tried.find(({ why }) => why !== undefined)?.why ?? 'no instance was one on which it could have been otherwise')
    : undefined
}

/**
 * Checks all laws of a subject.
 *
 * @throws FloeError LawBroken, which says of each broken law what broke it, why it matters, and how to mend it;
 *   InvalidArgument where nothing was seen of the function on which any law could have been broken: it threw, or gave undefined, each time
 * @example
 * await L.check(L.row((n: number) => n * 2, { rows: fc.integer() }))
 */
export const check = async <I, T>(
  subject: Subject<I, T> | Promise<Subject<I, T>>,
  options: CheckOptions = {},
): Promise<Report> => {
  const report = await examine(subject, options)
  const failures = report.laws.flatMap(({ failure }) => failure ?? [])
  if (failures.length > 0)
    throw new FloeError('LawBroken', {
      message: `${report.subject} breaks ${failures.map(({ law }) => `${law.id} (${law.name})`).join(', ')}\n\n${failures.map(printFailure).join('\n\n')}`,
    })
  const why = whyNothing(report)
  if (why === undefined) return report
  throw new FloeError('InvalidArgument', {
    message: `nothing could be said of ${report.subject}: ${why}`,
    hint: 'give it rows that it can take; of a function that gives nothing, nothing can be checked',
  })
}
