/**
 * Which permits are held by the code that is running: told by where it was begun, across all that it awaits. Only Node and its
 * kin can tell; elsewhere nothing is known to be held, and so no deadlock is seen.
 */
import type { Holding } from './holding.ts'

// Not imported, since `floe` runs without Node.
const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks')
const storage = hooks === undefined ? undefined : new hooks.AsyncLocalStorage<Holding>()

/** The permits that were taken last by whoever asks, if any are held. */
export const innermost = (): Holding | undefined => {
  let one = storage?.getStore()
  while (one?.isOver === true) one = one.within
  return one
}

/** Who holds permits now, and is known to. */
const holders = new Set<Holding>()

/** Calls a function that holds permits, until `holdNoLonger`. */
export const runHolding = <A>(holding: Holding, f: () => A): A => {
  holders.add(holding)
  return storage === undefined ? f() : storage.run(holding, f)
}

/** Permits were given back. As long as any are known to be held, all promises of the process are slower. */
export const holdNoLonger = (holding: Holding): void => {
  if (holders.delete(holding) && holders.size === 0) storage?.disable()
}
