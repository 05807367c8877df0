/**
 * The program is sent a signal at a random moment: nothing is left of it, and its exit code is what docs/cli.md says.
 */
import { type Place, runProgram } from './program.ts'

/** From 0 to 1, the same for the same seed. */
const chanceOf = (seed: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const plans = ['sorted', 'grouped', 'joined'] as const

export interface Signalled {
  /** Runs that were cancelled, that were done before, and that were killed before the program listened. */
  readonly cancelled: number
  readonly done: number
  readonly early: number
  readonly wrong: readonly string[]
  /** Milliseconds from the signal to the end, of those that were cancelled, in order. */
  readonly times: readonly number[]
}

/** What ends a program that does not listen yet: nothing of it is open then. */
const isEarly = (err: string): boolean => err === ''

export const signalled = async (place: Place, count: number, seed: number): Promise<Signalled> => {
  const chance = chanceOf(seed)
  const pick = <A>(from: readonly A[]): A => from[Math.floor(chance() * from.length)] as A
  const usual = new Map<string, number>()
  const times: number[] = []
  const wrong: string[] = []
  let [cancelled, done, early] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const run = { plan: pick(plans), workers: pick([1, 2]), memory: pick(['1MB', '4MB', '1GB']) }
    const name = JSON.stringify(run)
    // How long it takes when nothing happens to it.
    const whole = usual.get(name) ?? (await runProgram(place, run)).took
    usual.set(name, whole)
    const signal = pick(['SIGINT', 'SIGTERM'] as const)
    const since = pick(['start', 'aside'] as const)
    const after = (since === 'start' ? 1 : 0.4) * chance() * whole
    const ended = await runProgram(place, { ...run, signal, since, after })
    const what = `${signal} ${Math.round(after)} ms since ${since}, ${name}`
    if (ended.left.length > 0) wrong.push(`${what}: left ${ended.left.join(', ')}`)
    if (ended.code === 0) done++
    else if (ended.code === 130 && ended.err.includes('FLOE500 Cancelled')) {
      cancelled++
      times.push(ended.afterSignal ?? 0)
    } else if (ended.signal === signal && isEarly(ended.err)) early++
    else wrong.push(`${what}: exit code ${ended.code}, signal ${ended.signal}: ${ended.err}`)
  }
  return { cancelled, done, early, wrong, times: times.sort((a, b) => a - b) }
}
