/**
 * How workers load the module of a pipeline: as the program does, through the same hooks.
 */
import { fileURLToPath } from 'node:url'
import { loadModule } from './load-module.ts'
import { type Exports, exportsOf } from './select-dataset.ts'

export const load = async (module: string): Promise<Exports> => exportsOf(await loadModule(fileURLToPath(module)))
