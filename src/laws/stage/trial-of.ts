/**
 * The calls of a trial, each made once and shared by the laws that look at it.
 *
 * Whatever is given to the function is a copy that nobody else has, so that what one call spoils spoils no other.
 */
import { discovered } from '../ambient/watched-call.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'
import { printThrown } from '../value/print-thrown.ts'
import type { Call, How, Outcome, Outcomes, Plain, Seen, StageTrial, Tried } from './trial.ts'

const gaveOf = (value: unknown): Outcome => ({ kind: 'value', value, looked: look(value) })
const threwOf = (value: unknown): Outcome => ({ kind: 'error', value, looked: look(value) })

/** What comes of a call: at once, unless the function gives a promise. By this name `ambient/reader.ts` knows it. */
const callSubject = (call: () => unknown): Outcome | Promise<Outcome> => {
  try {
    const given = call()
    return given instanceof Promise ? given.then(gaveOf, threwOf) : gaveOf(given)
  } catch (thrown) {
    return threwOf(thrown)
  }
}

/** What comes of some calls, of which each begins when the one before it is over. */
const outcomesOf = (calls: readonly (() => unknown)[], before: readonly Outcome[] = []): Outcomes => {
  const outcomes = [...before]
  for (const call of calls.slice(before.length)) {
    const outcome = callSubject(call)
    if (outcome instanceof Promise) return outcome.then((one) => outcomesOf(calls, [...outcomes, one]))
    outcomes.push(outcome)
  }
  return outcomes
}

const note = (seen: Seen | undefined, outcomes: readonly Outcome[]): void => {
  if (seen === undefined || seen.gave) return
  for (const { kind, value } of outcomes) {
    if (kind === 'value' && value !== undefined) seen.gave = true
    seen.first ??= kind === 'value' ? 'it gave undefined each time' : `it threw each time: ${printThrown(value)}`
  }
}

/** So often rows are given to what draws by chance: that two rows stay in their order as often is seldom. */
const mostRepeated = 8

/** A trial of rows by a function that has been used before, or not. */
export const trialOf = (
  { takes, make, makesFresh, isLate, reads, key, refuse, many, steady, keeper, seen }: Tried,
  used: Plain,
  { rows, salt }: { readonly rows: readonly unknown[]; readonly salt: number },
): StageTrial => {
  const calls: Call[] = []
  const call = async ({
    rows: given = rows,
    fresh = false,
    layout = {},
    asCallback = false,
    within = steady.within,
  }: How = {}): Promise<Call> => {
    const live = copyOf(given, layout) as readonly unknown[]
    const f: Plain = (...args) => (fresh ? make() : used)(...args)
    const every =
      takes === 'rows' ? [() => f(live)] : live.map((row, i) => () => (asCallback ? f(row, i + 1, live) : f(row)))
    const outcomes = await within(() => outcomesOf(every))
    note(seen, outcomes)
    // It takes a while to look at rows, and only at those of plain calls somebody looks again.
    const isPlain = given === rows && !asCallback && Object.keys(layout).length === 0
    const made = { rows: live, left: isPlain ? look(live) : '', outcomes }
    if (isPlain) calls.push(made)
    return made
  }
  let firstCall: Promise<Call> | undefined
  let secondCall: Promise<Call> | undefined
  const firstOf = async (): Promise<Call> => {
    const { seen: watched, isDeep, plain } = await discovered(trial)
    steady.note(watched.watch, { isDeep, isLate: watched.isLate })
    return plain ?? call()
  }
  const first = (): Promise<Call> => {
    firstCall ??= firstOf()
    return firstCall
  }
  const repeatedOf = async (): Promise<readonly Call[]> => {
    const all = [await first(), await trial.again()]
    while (steady.draws() && all.length < mostRepeated) all.push(await call())
    return all
  }
  let repeatedCalls: Promise<readonly Call[]> | undefined
  const trial: StageTrial = {
    takes,
    rows,
    looked: look(rows),
    isNoted: steady.isNoted,
    draws: steady.draws,
    keeper,
    plain: make,
    fresh: () => (makesFresh ? make() : used),
    many,
    salt,
    makesFresh,
    isLate,
    reads,
    key,
    refuse,
    call,
    first,
    again: async () => {
      await first()
      secondCall ??= call()
      return secondCall
    },
    repeated: () => {
      repeatedCalls ??= repeatedOf()
      return repeatedCalls
    },
    calls,
  }
  return trial
}
