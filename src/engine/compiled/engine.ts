/**
 * The compiled engine as an engine. What it is made of is loaded when the first plan runs, so that importing costs nothing.
 */
import type { Engine } from '../engine.ts'
import { executedLater } from '../executed-later.ts'
import { loadedOnce } from '../loaded-once.ts'

const load = loadedOnce(() => import('./execute.ts'))

const prepare: NonNullable<Engine['prepare']> = async (plans, options) => (await load()).prepare(plans, options)

/**
 * The engine that runs plans unless another is asked for.
 *
 * @example
 * await F.toList(F.rows([1, 2]), { engine: F.compiled }) // List [ 1, 2 ]
 */
export const compiled: Engine = Object.freeze({
  name: 'compiled',
  cannot: Object.freeze({}),
  prepare,
  execute: executedLater(load),
})
