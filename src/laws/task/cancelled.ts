/** E10: what is cancelled ends, begins nothing more, and gives back what it took. */
import { broken, held, type Law, trivial } from '../law.ts'
import { choosing } from './explore.ts'
import { type Choose, type Play, play } from './play.ts'
import type { TaskTrial } from './trial.ts'

/** Before each step, in the order of the calls and in the opposite one. */
const cuts = ({ choices }: Play): readonly { readonly choose: Choose; readonly step: number }[] =>
  [choosing([]), (open: readonly unknown[]) => open.length - 1].flatMap((choose) =>
    choices.map((_, step) => ({ choose, step })),
  )

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
    const kept = plays.find(({ end, unreleased }) => 'looked' in end && unreleased.length > 0)
    if (kept !== undefined) return broken({ what: `it ended, and did not release ${list(kept.unreleased)}` })
    const releasesAny = first.calls.some((text) =>
      Object.keys(scenario.releases).some((name) => text.startsWith(`${name}(`)),
    )
    if (!first.takesSignal) return releasesAny ? held : trivial('it takes no signal')
    if (first.choices.length === 0) return trivial('it called nothing')
    for (const { choose, step } of cuts(first)) {
      const one = await play(scenario, input, choose, step)
      const at =
        step === 0 ? 'before any call settled' : `after ${list(one.steps.slice(0, step).map(({ text }) => text))}`
      if (one.begunLate.length > 0) return broken({ what: `cancelled ${at}, it still began ${list(one.begunLate)}` })
      if (!('looked' in one.end) && one.end.kind !== 'outside')
        return broken({ what: `cancelled ${at}, it does not end` })
      if (one.unreleased.length > 0)
        return broken({ what: `cancelled ${at}, it did not release ${list(one.unreleased)}` })
    }
    return held
  },
}
