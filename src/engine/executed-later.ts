/**
 * An engine's `execute` whose module is loaded when the first plan runs, so that importing Floe costs nothing for engines.
 */
import type { Engine } from './engine.ts'

type Execute = Engine['execute']

/** What `execute` does in the module that `load` loads. */
export const executedLater =
  (load: () => Promise<{ readonly execute: Execute }>): Execute =>
  (outputs, context) => {
    const loaded = load().then(({ execute }) => execute(outputs, context))
    // Whoever reads an output meets the error.
    loaded.catch(() => {})
    return outputs.map(async function* (_, i) {
      yield* (await loaded)[i] as AsyncIterable<readonly unknown[]>
    })
  }
