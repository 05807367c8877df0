/** E11: it never waits for what cannot happen any more. */
import { broken, held, type Law, trivial } from '../law.ts'
import { leastPlay, printSchedule } from './explore.ts'
import type { Play } from './play.ts'
import type { TaskTrial } from './trial.ts'
import { waitsOf } from './waits.ts'

export const neverStuck: Law<TaskTrial> = {
  id: 'E11',
  name: 'never stuck',
  statement: 'it is never pending with nothing that could go on, and comes to an end',
  why: 'It hangs: no error, no result, and nobody knows for what it waits.',
  mend: 'take locks in one order, and give them back in `finally`; settle each promise on each way out; bound what is tried again',
  check: async ({ scenario, input, explored }) => {
    const { plays } = await explored()
    const isOf =
      (kind: 'stuck' | 'endless') =>
      ({ end }: Play): boolean =>
        end.kind === kind
    const stuck = plays.find(isOf('stuck'))
    if (stuck !== undefined) {
      const least = await leastPlay(scenario, input, stuck, isOf('stuck'))
      const waits = await waitsOf(scenario, input, least)
      const settled = least.steps.map(({ text }) => text)
      return broken({
        what: `${printSchedule(least)}, it waits for ever: ${
          settled.length === 0 ? 'it called nothing' : `all that it called has settled (${settled.join(', ')})`
        }${waits.length === 0 ? '' : `; ${waits.join('; ')}`}`,
      })
    }
    const endless = plays.find(isOf('endless'))
    if (endless !== undefined)
      return broken({
        what: `it goes on and on: after 1000 steps it has not come to an end; it called ${endless.calls.slice(0, 3).join(', ') || 'nothing'}${endless.calls.length > 3 ? ', …' : ''}`,
      })
    const outside = plays.find(({ end }) => end.kind === 'outside')
    if (outside !== undefined)
      return trivial('it waits for something that is not among its calls, such as a file, or a timer of a module')
    return plays.some(({ calls }) => calls.length > 0) ? held : trivial('it called nothing')
  },
}
