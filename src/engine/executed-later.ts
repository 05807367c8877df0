/**
 * An engine's `execute` whose module is loaded when the first plan runs, so that importing Floe costs nothing for engines.
 */
import type { Engine } from './engine.ts'
import { loadedOnce } from './loaded-once.ts'

type Execute = Engine['execute']

/** What `execute` does in the module that `load` loads. */
export const executedLater = (load: () => Promise<{ readonly execute: Execute }>): Execute => {
  const once = loadedOnce(load)
  return (outputs, context) => {
    const executed = once().then(({ execute }) => execute(outputs, context))
    // Whoever reads an output meets the error.
    executed.catch(() => {})
    return outputs.map(async function* (_, i) {
      yield* (await executed)[i] as AsyncIterable<readonly unknown[]>
    })
  }
}
