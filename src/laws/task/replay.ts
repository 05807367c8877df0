/** S5, of asynchronous code: the same input and the same schedule give the same result. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { choosing } from './explore.ts'
import { play } from './play.ts'
import type { TaskTrial } from './trial.ts'

export const replay: Law<TaskTrial> = {
  id: 'S5',
  name: 'replay',
  statement: 'the same input gives the same result, when calls settle in the same order',
  why: 'A retry, or the next request, gets what is left of the one before.',
  mend: 'make in the call what the call needs: no lists, Maps or counters outside of it',
  after: ['E11', 'E1'],
  check: async ({ scenario, input, explored }) => {
    const [first] = (await explored()).plays
    if (first === undefined || !('looked' in first.end)) return trivial('it came to no end')
    if (first.calls.length === 0) return trivial('it called nothing')
    const { end } = await play(scenario, input, choosing(first.choices.map(({ chosen }) => chosen)))
    if (!('looked' in end)) return trivial('the second time it came to no end')
    if (end.kind === first.end.kind && end.looked === first.end.looked) return held
    return broken({
      what: 'called once more, it gave something else',
      steps: 0,
      path: 'result',
      before: first.end.looked,
      after: printValue(end.value, 200),
      ...(end.kind === 'value' && first.end.kind === 'value'
        ? difference(first.end.value, end.value, 'result')
        : undefined),
    })
  },
}
