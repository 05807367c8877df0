/**
 * What floe/laws finds of the corpus, how soon, and how much of that the usual ways find: `npm run bench:laws`.
 *
 * The usual ways are tried on 100 instances, floe/laws on its usual 25. Times are the processor's.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import type { CheckOptions, Failure } from '../../src/laws/index.ts'
import { printFailure } from '../../src/laws/print-failure.ts'
import { copyOf } from '../../src/laws/value/copy-of.ts'
import { buggy, lawful } from '../laws/corpus/corpus.ts'
import type { Entry } from '../laws/corpus/entry.ts'
import { rowsShown } from '../laws/corpus/rows-shown.ts'
import { tidy } from '../laws/corpus/tidy.ts'
import { mutantsOfCorpus, mutantsOfExamples } from '../laws/mutants/measure.ts'
import { complaints } from './laws/linted.ts'
import { type Asked, shownAgain } from './laws/shown-again.ts'

// What is found is found anew.
process.env.FLOE_FAILURES = 'off'

/** The value below which a part of them lies. */
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

const share = (part: number, all: number): string => `${part} of ${all} (${((100 * part) / all).toFixed(1)}%)`

const failuresOf = async (
  { subject }: Entry,
  options?: CheckOptions,
  given?: 'as it is',
): Promise<readonly Failure[]> => {
  const { laws } = await subject.examine(options, given)
  tidy()
  return laws.flatMap(({ failure }) => failure ?? [])
}

const outcomeOf = async (call: () => unknown): Promise<unknown> => {
  try {
    return { value: await call() }
  } catch (thrown) {
    return { thrown: String(thrown) }
  }
}

type Way = (f: (given: unknown) => unknown, given: unknown) => Promise<boolean>

/** Whether a way sees something wrong, on one instance. */
const ways: Readonly<Record<string, Way>> = {
  'call twice': async (f, given) => {
    const one = await outcomeOf(() => f(given))
    return !isDeepStrictEqual(one, await outcomeOf(() => f(given)))
  },
  'deep-freeze, and call twice': async (f, given) => {
    const frozen = copyOf(given, { isFrozen: true })
    const one = await outcomeOf(() => f(frozen))
    const other = await outcomeOf(() => f(frozen))
    return (
      !isDeepStrictEqual(one, other) ||
      /read.only|not extensible|Cannot (add|delete|assign)/.test(String((one as { thrown?: string }).thrown))
    )
  },
  'plain fast-check, on clones': async (f, given) => {
    const one = await outcomeOf(() => f(copyOf(given)))
    return !isDeepStrictEqual(one, await outcomeOf(() => f(copyOf(given))))
  },
}

let isUncaught = false
/** What is written to later, and is frozen, fails in nobody's arms: seen all the same. */
const note = (): void => {
  isUncaught = true
}
process.on('uncaughtException', note)
process.on('unhandledRejection', note)

const isSeenBy = async (way: Way, { subject }: Entry): Promise<boolean> => {
  tidy()
  const f = subject.make() as (given: unknown) => unknown
  isUncaught = false
  for (const given of fc.sample(subject.values, { seed: 20_261_127, numRuns: 100 })) {
    if (await way(f, given)) return true
    await new Promise((resolve) => setImmediate(resolve))
    if (isUncaught) return true
  }
  return false
}

const count = async (entries: readonly Entry[], test: (entry: Entry) => Promise<boolean>): Promise<number> => {
  let found = 0
  for (const entry of entries) if (await test(entry)) found++
  return found
}

const line = (name: string, ...cells: readonly string[]): void =>
  console.log(`${name.padEnd(34)}${cells.map((cell) => cell.padEnd(22)).join('')}`.trimEnd())

const isFound = ({ breaks }: Entry, failures: readonly Failure[]): boolean =>
  failures.some(({ law }) => breaks.includes(law.id))

const seen = new Map<Entry, readonly Failure[]>()
for (const entry of [...buggy, ...lawful]) seen.set(entry, await failuresOf(entry))

const found = buggy.filter((entry) => isFound(entry, seen.get(entry) ?? []))
const alarms = lawful.filter((entry) => (seen.get(entry) ?? []).length > 0)
/** Of each that was found, the failure that was found first. */
const firsts = found.map((entry) => {
  const failures = (seen.get(entry) ?? []).filter(({ law }) => entry.breaks.includes(law.id))
  return { entry, failure: failures.reduce((least, one) => (one.found < least.found ? one : least)) }
})

/** Failures, and those of which a replay gives another text, or none: in another process, zone, locale and folder. */
const replayed = (
  results: ReadonlyMap<Entry, readonly Failure[]>,
  given: Asked['given'],
): { readonly all: number; readonly others: readonly { readonly entry: Entry; readonly failure: Failure }[] } => {
  const all = [...results].flatMap(([entry, failures]) => failures.map((failure) => ({ entry, failure })))
  const texts = shownAgain(all.map(({ entry, failure }) => ({ name: entry.name, replay: failure.replay, given })))
  return { all: all.length, others: all.filter(({ failure }, i) => texts[i] !== printFailure(failure)) }
}
const again = replayed(seen, 'fresh')

const seenAsItIs = new Map<Entry, readonly Failure[]>()
for (const entry of [...buggy, ...lawful]) seenAsItIs.set(entry, await failuresOf(entry, {}, 'as it is'))
const againAsItIs = replayed(seenAsItIs, 'as it is')

/** All but tasks; of some runs the least is told: what else a machine does is no part of it. */
const synchronous = lawful.filter(({ subject }) => subject.kind !== 'task')
const least = new Map<Entry, number>()
for (let round = 0; round < 4; round++)
  for (const entry of synchronous) {
    const before = process.cpuUsage()
    await failuresOf(entry)
    const { user, system } = process.cpuUsage(before)
    least.set(entry, Math.min(least.get(entry) ?? Number.POSITIVE_INFINITY, (user + system) / 1000))
  }
const times = [...least.values()]

console.log(`\n${buggy.length} buggy and ${lawful.length} lawful subjects, floe/laws with 25 instances\n`)
line('', 'bugs found', 'false alarms')
line('floe/laws', share(found.length, buggy.length), share(alarms.length, lawful.length))
line(
  'floe/laws, no fresh functions',
  share(buggy.filter((entry) => isFound(entry, seenAsItIs.get(entry) ?? [])).length, buggy.length),
  share(lawful.filter((entry) => (seenAsItIs.get(entry) ?? []).length > 0).length, lawful.length),
)
for (const [name, way] of Object.entries(ways))
  line(
    name,
    share(await count(buggy, (entry) => isSeenBy(way, entry)), buggy.length),
    share(await count(lawful, (entry) => isSeenBy(way, entry)), lawful.length),
  )
const linted = complaints()
if (linted === undefined) line('eslint-plugin-functional', 'not installed: npm install --prefix test/bench')
else
  line(
    'eslint-plugin-functional',
    share(buggy.filter(({ name }) => linted.has(name)).length, buggy.length),
    share(lawful.filter(({ name }) => linted.has(name)).length, lawful.length),
  )

const runs = firsts.map(({ failure }) => failure.found)
const rowsLeft = firsts.map(({ failure }) => rowsShown(failure))
/** Of asynchronous code: calls that settle while one that began before is open, and cancellations. */
const steps = firsts.flatMap(({ failure }) => failure.breach.steps ?? [])
console.log()
line('', 'median', '95th', 'most')
const spread = (values: readonly number[], digits = 0): readonly string[] =>
  [0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(digits))
line('instances to detection', ...spread(runs))
line('rows of the least counterexample', ...spread(rowsLeft))
line('schedule steps, asynchronous ones', ...spread(steps))
line('ms of the processor, lawful ones', ...spread(times, 1))
console.log()
line('replay gives the same text', share(again.all - again.others.length, again.all))
line('  no fresh functions', share(againAsItIs.all - againAsItIs.others.length, againAsItIs.all))

const mutants = [...(await mutantsOfCorpus(lawful)), ...(await mutantsOfExamples())]
const killed = mutants.filter(({ killedBy }) => killedBy.length > 0)
line('mutants killed', share(killed.length, mutants.length))

console.log('\nMutants that live:')
for (const { of, mutant } of mutants.filter((one) => !killed.includes(one))) console.log(`  ${mutant.id}  ${of}`)
console.log('\nMissed:')
for (const { name, breaks, source } of buggy.filter((entry) => !found.includes(entry)))
  console.log(`  ${breaks.join()}  ${name} (${source})`)
console.log('\nFalse alarms:')
for (const entry of alarms)
  console.log(`  ${(seen.get(entry) ?? []).map(({ law }) => law.id).join()}  ${entry.name} (${entry.source})`)
console.log('\nNot the same when replayed:')
for (const { entry, failure } of [...again.others, ...againAsItIs.others])
  console.log(`  ${failure.law.id}  ${entry.name} (${failure.replay})`)
console.log('\nBugs found, by family:')
const families = new Map<string, { all: number; found: number }>()
for (const entry of buggy) {
  const family = entry.breaks[0] ?? ''
  const sums = families.get(family) ?? { all: 0, found: 0 }
  families.set(family, { all: sums.all + 1, found: sums.found + Number(found.includes(entry)) })
}
for (const [family, sums] of [...families].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })))
  console.log(`  ${family.padEnd(4)} ${sums.found} of ${sums.all}`)
