/**
 * The schedules under which asynchronous code is played: all of them where few calls are made, else some by random priorities
 * (PCT: Burckhardt and others, 2010, which finds what takes few steps to go wrong).
 */
import { type Choose, type Play, play, type Scenario } from './play.ts'

/** Up to so many calls every order in which they may settle is tried. */
const mostCalls = 6
const mostPlays = 720
/** How many plays are by chance where there are more calls. */
const chancePlays = 60

/** The order of the calls, but for what is chosen. */
export const choosing = (choices: readonly number[]): Choose => {
  let n = 0
  return () => choices[n++] ?? 0
}

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
const drawing = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Each call has a priority when it begins; at some steps the one that is chosen gets the least. */
const byPriority = (seed: number, length: number): Choose => {
  const draw = drawing(seed)
  const priorities = new Map<number, number>()
  const changes = new Set([0, 1].map(() => Math.floor(draw() * length)))
  return (open, step) => {
    for (const { id } of open) if (!priorities.has(id)) priorities.set(id, draw())
    const best = (): number =>
      open.reduce(
        (at, { id }, i) => ((priorities.get(id) ?? 0) > (priorities.get(open[at]?.id ?? -1) ?? -2) ? i : at),
        0,
      )
    if (changes.has(step)) priorities.set(open[best()]?.id ?? -1, -1 - step)
    return best()
  }
}

/** The next choices in order, like a counter whose digits have the bases that the last play has met. */
const following = ({ choices }: Play): readonly number[] | undefined => {
  const at = choices.findLastIndex(({ chosen, of }) => chosen + 1 < of)
  return at === -1 ? undefined : [...choices.slice(0, at).map(({ chosen }) => chosen), (choices[at]?.chosen ?? 0) + 1]
}

export interface Explored {
  /** The first is in the order of the calls. */
  readonly plays: readonly Play[]
  /** Whether there is no other schedule. */
  readonly isWhole: boolean
}

/** It takes long, and nothing worse is found. */
const goesOn = ({ end }: Play): boolean => end.kind === 'endless' || end.kind === 'spins'

export const explore = async (scenario: Scenario, input: unknown): Promise<Explored> => {
  const first = await play(scenario, input, choosing([]))
  const plays = [first]
  if (goesOn(first)) return { plays, isWhole: false }
  if (first.calls.length > mostCalls) {
    plays.push(await play(scenario, input, (open) => open.length - 1))
    for (let seed = 0; seed < chancePlays; seed++)
      if (!plays.some(goesOn)) plays.push(await play(scenario, input, byPriority(seed, first.choices.length)))
    return { plays, isWhole: false }
  }
  let next = following(first)
  while (next !== undefined && plays.length < mostPlays) {
    const one = await play(scenario, input, choosing(next))
    plays.push(one)
    if (goesOn(one)) return { plays, isWhole: false }
    next = following(one)
  }
  return { plays, isWhole: next === undefined }
}

/** What is out of order, in words. */
export const printSchedule = ({ steps }: Play): string => {
  const out = steps.filter(({ overtook }) => overtook.length > 0)
  return out.length === 0
    ? 'when calls settle in their order'
    : `when ${out.map(({ text, overtook }) => `${text} settles before ${overtook.join(' and ')}`).join(', then ')}`
}
