/**
 * The play with the fewest steps. A step is a call that settles while one that began before it is still open: without any, calls
 * settle in the order in which they began.
 */
import { choosing, type Explored } from './explore.ts'
import { type Play, play, type Scenario } from './play.ts'

/** So many plays are made to find one with fewer steps. */
const mostTried = 200

/** How many steps a play has, or the first choices of one. */
export const stepsOf = ({ choices }: Play, first = choices.length): number =>
  choices.slice(0, first).filter(({ chosen }) => chosen > 0).length

/** Plays, those with the fewest steps first. */
export const byFewestSteps = (plays: readonly Play[]): readonly Play[] =>
  plays.toSorted((a, b) => stepsOf(a) - stepsOf(b))

/** All choices with so many steps, as far as the calls were open in a play. */
function* choicesWith(steps: number, { choices }: Play, from = 0): Generator<readonly number[]> {
  if (steps === 0) yield []
  else
    for (let at = from; at < choices.length; at++)
      for (let chosen = 1; chosen < (choices[at]?.of ?? 0); chosen++)
        for (const rest of choicesWith(steps - 1, { choices } as Play, at + 1))
          yield [...Array.from({ length: at - from }, () => 0), chosen, ...rest]
}

/** The play with the fewest steps among those like one; undefined where none is. */
export const leastPlay = async (
  scenario: Scenario,
  input: unknown,
  { plays, isWhole }: Explored,
  isLike: (play: Play) => boolean,
): Promise<Play | undefined> => {
  const [first, ...others] = byFewestSteps(plays.filter(isLike))
  if (first === undefined || isWhole) return first
  const again = async (choices: readonly number[]): Promise<Play | undefined> => {
    const one = await play(scenario, input, choosing(choices))
    return isLike(one) ? one : undefined
  }
  let least = first
  for (let at = first.choices.length - 1; at >= 0; at--) {
    const choices = least.choices.map(({ chosen }) => chosen)
    const chosen = choices[at] ?? 0
    for (const less of new Set([0, Math.min(1, chosen), chosen - 1])) {
      if (less < 0 || less >= chosen) continue
      const one = await again(choices.with(at, less))
      if (one === undefined) continue
      least = one
      break
    }
  }
  let tried = 0
  for (let steps = 1; steps < stepsOf(least); steps++)
    for (const choices of choicesWith(steps, plays[0] ?? least)) {
      if (tried++ >= mostTried) return least
      const one = await again(choices)
      if (one !== undefined) return one
    }
  return others.reduce((best, one) => (stepsOf(one) < stepsOf(best) ? one : best), least)
}
