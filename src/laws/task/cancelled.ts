/** E10: what is cancelled ends, begins nothing more, and gives back what it took. */
import { type Breach, broken, held, type Law, trivial } from '../law.ts'
import { choosing } from './explore.ts'
import { byFewestSteps, stepsOf } from './least-play.ts'
import { type Choose, type Play, play } from './play.ts'
import type { TaskTrial } from './trial.ts'

interface Cut {
  readonly choose: Choose
  /** It is cancelled before that step. */
  readonly step: number
}

/** Before each step, in the order of the calls and in the opposite one. */
const cuts = ({ choices }: Play): readonly Cut[] =>
  [choosing([]), (open: readonly unknown[]) => open.length - 1].flatMap((choose) =>
    choices.map((_, step) => ({ choose, step })),
  )

/** So many are tried to find one with fewer steps. */
const mostTried = 200

/** Before each step of the plays, those with the fewest calls out of their order first. */
const leastCuts = (plays: readonly Play[]): readonly Cut[] =>
  plays
    .flatMap((one) => one.choices.map((_, step) => ({ one, step, steps: stepsOf(one, step) })))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, mostTried)
    .map(({ one, step }) => ({ choose: choosing(one.choices.map(({ chosen }) => chosen)), step }))

const list = (texts: readonly string[]): string => [...new Set(texts)].join(', ')

export const cancelled: Law<TaskTrial> = {
  id: 'E10',
  name: 'cancelled is over',
  statement: 'cancelled at any step, it begins no further call, ends, and releases all that it took',
  why: 'Who cancels believes that it is over: what still happens is done for nobody, and what is not given back leaks.',
  mend: 'pass the signal on to what is called; ask signal.throwIfAborted() before each call; give back in `finally`',
  check: async ({ scenario, input, explored }) => {
    const { plays } = await explored()
    const [first] = plays as readonly [Play]
    const kept = byFewestSteps(plays).find(({ end, unreleased }) => 'looked' in end && unreleased.length > 0)
    if (kept !== undefined)
      return broken({ what: `it ended, and did not release ${list(kept.unreleased)}`, steps: stepsOf(kept) })
    const releasesAny = first.calls.some((text) =>
      Object.keys(scenario.releases).some((name) => text.startsWith(`${name}(`)),
    )
    if (!first.takesSignal) return releasesAny ? held : trivial('it takes no signal')
    if (first.choices.length === 0) return trivial('it called nothing')
    const breachOf = async ({ choose, step }: Cut): Promise<Breach | undefined> => {
      const one = await play(scenario, input, choose, step)
      const at =
        step === 0 ? 'before any call settled' : `after ${list(one.steps.slice(0, step).map(({ text }) => text))}`
      const what =
        one.begunLate.length > 0
          ? `it still began ${list(one.begunLate)}`
          : !('looked' in one.end) && one.end.kind !== 'outside'
            ? 'it does not end'
            : one.unreleased.length > 0
              ? `it did not release ${list(one.unreleased)}`
              : undefined
      // The cancellation is a step, too.
      return what === undefined ? undefined : { what: `cancelled ${at}, ${what}`, steps: stepsOf(one, step) + 1 }
    }
    const firstOf = async (all: readonly Cut[]): Promise<Breach | undefined> => {
      for (const cut of all) {
        const breach = await breachOf(cut)
        if (breach !== undefined) return breach
      }
      return undefined
    }
    const found = await firstOf(cuts(first))
    if (found === undefined) return held
    return broken(found.steps === 1 ? found : ((await firstOf(leastCuts(plays))) ?? found))
  },
}
