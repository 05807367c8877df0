/**
 * An engine's `execute` whose module is loaded when the first plan runs, so that importing Floe costs nothing for engines.
 */
import type { Engine } from './engine.ts'
import { loadedOnce } from './loaded-once.ts'
import type { Output } from './output.ts'

type Execute = Engine['execute']

/** What `execute` does in the module that `load` loads. */
export const executedLater = (load: () => Promise<{ readonly execute: Execute }>): Execute => {
  const once = loadedOnce(load)
  return (outputs, context) => {
    const executed = once().then(({ execute }) => execute(outputs, context))
    // Whoever reads an output meets the error.
    executed.catch(() => {})
    return outputs.map((_, i): Output => {
      const output = async (): Promise<Output> => (await executed)[i] as Output
      return {
        [Symbol.asyncIterator]: async function* () {
          yield* await output()
        },
        inColumns: async function* () {
          const made = await output()
          yield* made.inColumns?.() ?? made
        },
      }
    })
  }
}
