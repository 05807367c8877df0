/** The engines that plans are run by. An engine that joins is a line here. */
import { compiled } from '../../engine/compiled/engine.ts'
import type { Engine } from '../../engine/engine.ts'
import { reference } from '../../engine/reference/engine.ts'

/** The oracle first. */
export type Engines = readonly [oracle: Engine, ...others: readonly Engine[]]

export const engines: Engines = [reference, compiled]
