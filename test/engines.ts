/**
 * The engines that are held against docs/semantics.md and the contract of a run. A new engine is a line here.
 */
import { compiled, type Engine, reference } from 'floe'

export const engines: readonly Engine[] = [reference, compiled]
