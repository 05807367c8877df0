/**
 * Tries laws on instances, one after the other, as one user of the function would meet them. Each law is tried until it is
 * broken.
 */
import type { Breach, Finding, Later, Law } from './law.ts'
import type { Subject } from './subject.ts'

/** What was seen of a law. */
export interface Tally {
  runs: number
  bites: number
  /** Why an instance was trivial. */
  why: string | undefined
  /** The number of the instance that broke it, counted from 1. */
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

export const isPromised = <I, T>({ declared }: Subject<I, T>, law: Law<T>): boolean =>
  law.declared === undefined || declared.has(law.declared)

interface Asked<T> {
  readonly law: Law<T>
  readonly tally: Tally
  readonly ask: Later
  readonly at: number
}

/** What is seen of some laws on some instances, by a function that was not used before if such can be made. */
export const runThrough = async <I, T>(
  subject: Subject<I, T>,
  laws: readonly Law<T>[],
  instances: readonly I[],
): Promise<ReadonlyMap<Law<T>, Tally>> => {
  const tallies = new Map(
    laws.map((law): [Law<T>, Tally] => [
      law,
      { runs: 0, bites: 0, why: undefined, found: undefined, breach: undefined },
    ]),
  )
  const isBroken = (id: string): boolean =>
    [...tallies].some(([law, { found }]) => law.id === id && found !== undefined)
  const take = (tally: Tally, finding: Finding, at: number): void => {
    tally.runs++
    if (finding.kind === 'held') tally.bites++
    if (finding.kind === 'trivial') tally.why ??= finding.why
    if (finding.kind !== 'broken') return
    tally.found ??= at
    tally.breach ??= finding.breach
  }
  const session = subject.begin()
  const later: Asked<T>[] = []
  for (const [i, instance] of instances.entries()) {
    const trial = session.trial(instance)
    for (const [law, tally] of tallies) {
      if (tally.found !== undefined) continue
      // Writing to a result may spoil the function for all that comes after: only where it is promised to be harmless.
      if (law.declared === 'ownsOutput' && !isPromised(subject, law)) continue
      const finding = await law.check(trial)
      if (typeof finding === 'function') later.push({ law, tally, ask: finding, at: i + 1 })
      else take(tally, finding, i + 1)
    }
    session.tidy?.()
  }
  if (later.length > 0) await allOver()
  for (const law of laws)
    for (const { tally, ask, at } of later.filter((one) => one.law === law))
      if (tally.found === undefined && !law.after?.some(isBroken)) take(tally, await ask(), at)
  session.tidy?.()
  const idle = session.idle?.()
  if (idle !== undefined) for (const tally of tallies.values()) Object.assign(tally, { bites: 0, why: idle })
  return tallies
}
