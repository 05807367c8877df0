/** Traps for the clock, apart from the constructor of dates. */
import { methodTrap, type Trap } from '../trap.ts'
import { read, type Watch } from '../watch.ts'

/** What the clock says, in epoch milliseconds; undefined where it is the real one. */
export const clockOf = (watch: Watch, how: string): number | undefined => {
  const clock = read(watch, 'clock', how)?.clock
  return clock === undefined ? undefined : clock + watch.ticks++ + (watch.timing?.passed() ?? 0)
}

/** Clocks that count from some beginning have been counting for so long at the epoch, in milliseconds. */
const since = 1e13

export const clockTraps: readonly Trap[] = [
  ...methodTrap(Object.getPrototypeOf(performance), 'now', (watch, original, self, args) => {
    const clock = clockOf(watch, 'performance.now()')
    return clock === undefined ? Reflect.apply(original, self, args) : since + clock
  }),
  ...methodTrap(process.hrtime, 'bigint', (watch, original, self, args) => {
    const clock = clockOf(watch, 'process.hrtime.bigint()')
    return clock === undefined ? Reflect.apply(original, self, args) : BigInt(since + clock) * 1_000_000n
  }),
  ...methodTrap(process, 'hrtime', (watch, original, self, args) => {
    const clock = clockOf(watch, 'process.hrtime()')
    if (clock === undefined) return Reflect.apply(original, self, args)
    const [seconds = 0, nanos = 0] = (args[0] ?? []) as readonly number[]
    const left = (since + clock) * 1e6 - (seconds * 1e9 + nanos)
    return [Math.floor(left / 1e9), left % 1e9]
  }),
]
