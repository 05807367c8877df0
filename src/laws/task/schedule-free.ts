/** E1: the order in which calls settle has no say. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { printThrown } from '../value/print-thrown.ts'
import { printSchedule } from './explore.ts'
import { leastPlay, stepsOf } from './least-play.ts'
import type { End, Play } from './play.ts'
import type { TaskTrial } from './trial.ts'

/** How it ended, if it did. */
const looked = ({ end }: Play): string | undefined => ('looked' in end ? `${end.kind} ${end.looked}` : undefined)

const told = (end: End): string =>
  'value' in end ? (end.kind === 'error' ? printThrown(end.value) : printValue(end.value, 200)) : end.kind

export const scheduleFree: Law<TaskTrial> = {
  id: 'E1',
  name: 'schedule-free',
  statement: 'the result is the same, whichever of the calls under way settles first',
  why: 'The answer depends on which server, disk or worker happened to be quicker: it is another one tomorrow.',
  mend: 'put results where they belong by index or key, not by arrival; read and write in one step, or one after the other',
  check: async ({ scenario, input, explored }) => {
    const all = await explored()
    const [first, ...others] = all.plays as readonly [Play, ...Play[]]
    const late = await leastPlay(scenario, input, all, ({ end }) => 'looked' in end && end.isChangedLater)
    if (late !== undefined)
      return broken({
        what: `${printSchedule(late)}, the result changes when it has been given: calls are still under way, and nobody waits for them`,
        steps: stepsOf(late),
        path: 'result',
        ...('value' in late.end ? { before: late.end.looked, after: printValue(late.end.value, 200) } : {}),
      })
    const expected = looked(first)
    if (expected === undefined) return trivial('it came to no end')
    if (others.length === 0) return trivial('there were never two calls under way at once')
    const isOther = (one: Play): boolean => looked(one) !== undefined && looked(one) !== expected
    const least = await leastPlay(scenario, input, all, isOther)
    if (least === undefined) return held
    const found =
      first.end.kind === 'value' && least.end.kind === 'value'
        ? difference(first.end.value, least.end.value, 'result')
        : undefined
    return broken({
      what: `${printSchedule(least)}, it gives something else`,
      steps: stepsOf(least),
      path: found?.path ?? 'result',
      before: found?.before ?? told(first.end),
      after: found?.after ?? told(least.end),
    })
  },
}
