/** E11: it never waits for what cannot happen any more. */
import { broken, held, type Law, trivial } from '../law.ts'
import { printSchedule } from './explore.ts'
import { byFewestSteps, leastPlay, stepsOf } from './least-play.ts'
import type { End, Play } from './play.ts'
import { mostTurns } from './spin.ts'
import type { TaskTrial } from './trial.ts'
import { waitsOf } from './waits.ts'

export const neverStuck: Law<TaskTrial> = {
  id: 'E11',
  name: 'never stuck',
  statement: 'it is never pending with nothing that could go on, and comes to an end',
  why: 'It hangs: no error, no result, and nobody knows for what it waits.',
  mend: 'take locks in one order, and give them back in `finally`; settle each promise on each way out; bound what is tried again; let a loop that waits await a call or a timer',
  check: async ({ scenario, input, explored }) => {
    const all = await explored()
    const { plays } = all
    const isOf =
      (kind: End['kind']) =>
      ({ end }: Play): boolean =>
        end.kind === kind
    const least = await leastPlay(scenario, input, all, isOf('stuck'))
    if (least !== undefined) {
      const waits = await waitsOf(scenario, input, least)
      const settled = least.steps.map(({ text }) => text)
      return broken({
        what: `${printSchedule(least)}, it waits for ever: ${
          settled.length === 0 ? 'it called nothing' : `all that it called has settled (${settled.join(', ')})`
        }${waits.length === 0 ? '' : `; ${waits.join('; ')}`}`,
        steps: stepsOf(least),
      })
    }
    const spinning = await leastPlay(scenario, input, all, isOf('spins'))
    if (spinning !== undefined) {
      const { line } = spinning.end as End & { readonly kind: 'spins' }
      return broken({
        what: `${printSchedule(spinning)}, it spins: it went on ${mostTurns} times without waiting for any call or timer, and lets nothing else have its turn`,
        steps: stepsOf(spinning),
        ...(line !== undefined && { line }),
      })
    }
    const endless = byFewestSteps(plays).find(isOf('endless'))
    if (endless !== undefined)
      return broken({
        what: `it goes on and on: after 1000 steps it has not come to an end; it called ${endless.calls.slice(0, 3).join(', ') || 'nothing'}${endless.calls.length > 3 ? ', …' : ''}`,
        steps: stepsOf(endless, 0),
      })
    const outside = plays.find(({ end }) => end.kind === 'outside')
    if (outside !== undefined)
      return trivial('it waits for something that is not among its calls, such as a file, or a timer of a module')
    return plays.some(({ calls }) => calls.length > 0) ? held : trivial('it called nothing')
  },
}
