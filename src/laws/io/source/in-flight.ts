/** I7: while nobody asks, no more than some rows are made ready. */
import { setImmediate as nextTurn } from 'node:timers'
import { watchOf } from '../../ambient/watch.ts'
import { withinLater } from '../../ambient/within.ts'
import { usualWorld } from '../../ambient/worlds.ts'
import { broken, held, type Law, trivial } from '../../law.ts'
import { type VirtualTime, virtualTime } from '../../task/virtual-time.ts'
import { reader } from './reading.ts'
import type { SourceTrial } from './trial.ts'

const turn = (): Promise<void> => new Promise((resolve) => nextTurn(() => resolve()))

/** Waits, while timers leap. */
const whileLeaping = async <A>(time: VirtualTime, wait: Promise<A>): Promise<A> => {
  let isOver = false
  const over = (): void => {
    isOver = true
  }
  wait.then(over, over)
  for (;;) {
    await turn()
    if (isOver) return wait
    time.leap()
  }
}

/** So often whatever goes on by itself may go on while nobody asks; timers leap. */
const turns = 200

export const inFlight: Law<SourceTrial> = {
  id: 'I7',
  name: 'rows in flight',
  statement: 'rows that were made − rows that were asked for ≤ a bound, however long nobody asks',
  why: 'A slow reader of a quick source fills the memory until the process is killed.',
  mend: 'make a row when it is asked for, or stop the other end (pause, or await the write) when enough are ready',
  check: async ({ given, cut, produced, ahead }) => {
    if (produced === undefined) return trivial('nobody says how many rows were made: produced')
    const time = virtualTime()
    const watch = watchOf({ clock: usualWorld.clock ?? 0, chance: 0.5 }, { timing: time })
    return withinLater(watch, false, async () => {
      const before = produced()
      const one = reader(given)
      let asked = 0
      while (asked < cut && (await whileLeaping(time, one.next()))) asked++
      for (let i = 0; i < turns; i++) {
        await turn()
        time.leap()
      }
      const ready = produced() - before - asked
      await whileLeaping(time, one.leave())
      if (asked < cut) return trivial('there were no more rows')
      return ready <= ahead
        ? held
        : broken({
            what: `when ${asked} rows had been read and nobody asked for more, more were made`,
            path: 'rows in flight',
            before: `at most ${ahead}`,
            after: `${ready}`,
          })
    })
  },
}
