/**
 * The reference engine as an engine. What it is made of is loaded when the first plan asks for it.
 */
import type { Engine } from '../engine.ts'
import { executedLater } from '../executed-later.ts'

/**
 * The engine that says what plans mean: slow, short, and the oracle for all others.
 *
 * @example
 * await F.toList(F.rows([1, 2]), { engine: F.reference }) // List [ 1, 2 ]
 */
export const reference: Engine = Object.freeze({
  name: 'reference',
  cannot: Object.freeze({
    memory: 'the reference engine holds what it must in memory and does not spill',
    workers: 'the reference engine runs on one thread',
    checked: 'the reference engine watches the rows of update and tap alone',
  }),
  execute: executedLater(() => import('./execute.ts')),
})
