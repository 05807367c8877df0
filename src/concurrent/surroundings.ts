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

/** Calls a function that holds permits. */
export const runHolding = <A>(holding: Holding, f: () => A): A =>
  storage === undefined ? f() : storage.run(holding, f)
