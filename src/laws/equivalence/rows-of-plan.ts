/**
 * What a plan gives, as rows that can be read again and again, whatever goes wrong in it: rows that fail are set aside and told.
 */
import type { Engine } from '../../engine/engine.ts'
import { stream } from '../../engine/run.ts'
import { dataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import { errorLabel } from './error-label.ts'
import type { Rows } from './lockstep.ts'
import type { NameOfSource } from './plan-print.ts'

/** The rows of a plan by an engine; by the usual one, unless said. */
export const rowsOfPlan = (plan: Node, nameOf: NameOfSource, engine?: Engine): Rows => ({
  open: async function* (onError) {
    try {
      yield* stream(dataset<unknown, 'bag'>(plan), {
        onError: 'reject',
        onReject: (error) => onError(errorLabel(error, nameOf)),
        ...(engine === undefined ? {} : { engine }),
      })
    } catch (thrown) {
      onError(errorLabel(thrown, nameOf))
    }
  },
})
