/**
 * What an engine is: one way to execute a plan. All engines mean the same; the reference engine says what.
 *
 * This module knows neither sources nor sinks nor any engine in particular.
 */
import type { RunError } from '../error/floe-error.ts'
import type { ErrorPolicy } from '../plan/error-policy.ts'
import type { Node } from '../plan/node.ts'
import type { Tell } from './events.ts'
import type { Output } from './output.ts'
import type { Stage } from './stage.ts'

/**
 * What an engine is given besides the plan.
 *
 * @example
 * const talkative: F.Engine = {
 *   ...F.reference,
 *   execute: (outputs, context: F.Context) => {
 *     console.log('a row that fails:', context.onError)
 *     return F.reference.execute(outputs, context)
 *   },
 * }
 * await F.toList(F.rows([1]), { engine: talkative })
 * // a row that fails: fail
 * // List [ 1 ]
 */
export interface Context {
  readonly signal: AbortSignal
  /** What a row does that fails, at nodes that do not say so themselves. */
  readonly onError: ErrorPolicy
  /** Takes a row that a stage rejects, where the policy is `'reject'`. */
  readonly reject: (error: RunError, stage: Stage) => void
  /** Called now and then, between batches, after the stages' counts have changed. */
  readonly progress: () => void
  /** To be awaited now and then, between batches of sources: what was rejected goes its way. */
  readonly keepUp?: () => Promise<void>
  /** Told what happens besides, where somebody listens. Never throws. */
  readonly tell?: Tell
  /** How many bytes the engine's live state may take; no bound where absent. */
  readonly memory?: number
  /** How many bytes of the disk may be used for what does not fit into them; no bound where absent. */
  readonly disk?: number
}

/**
 * What of a run's options decides how its plans are prepared.
 *
 * @example
 * const preparing: F.Preparing = { checked: true, onError: 'fail' }
 * preparing.checked // true
 */
export interface Preparing {
  /** Whether functions that are not known to be pure are watched on all rows. */
  readonly checked: boolean
  /** What a row does that fails, at nodes that do not say so themselves. */
  readonly onError: ErrorPolicy
}

/**
 * One way to execute a plan. `reference` is the one that says what plans mean.
 *
 * @example
 * const mine: F.Engine = { ...F.reference, name: 'mine' }
 * const result = await F.run(F.rows([1]), { engine: mine })()
 * E.isRight(result) && result.right.report.engine // 'mine'
 */
export interface Engine {
  readonly name: string
  /** What of a run's options this engine cannot do, and why, in a sentence for the report. */
  readonly cannot: { readonly memory?: string; readonly workers?: string; readonly checked?: string }
  /** The plans of a run in a way that means the same and suits the engine: these are what is executed and reported. */
  readonly prepare?: (plans: readonly Node[], options: Preparing) => Promise<readonly Node[]>
  /**
   * Of each output, the root of a plan, the rows in batches whose boundaries mean nothing. What the outputs share is read
   * once; they are read at the same time. Counts what happens in the stages, which mirror the plans. All rows before an
   * error are given before it is thrown; returning early releases every source. An output that has `inColumns` may be read
   * by that instead.
   *
   * @throws FloeError
   */
  readonly execute: (outputs: readonly Stage[], context: Context) => readonly Output[]
}
