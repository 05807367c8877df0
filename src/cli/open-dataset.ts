/**
 * From what was typed, `module#export`, to the dataset: the first step of every command that works on a pipeline.
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Origin } from '../engine/workers/messages.ts'
import type { Bag } from '../plan/dataset.ts'
import { loadModule } from './load-module.ts'
import { parseTarget, type Target } from './parse-target.ts'
import { exportsOf, selectDataset } from './select-dataset.ts'

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** The module and the export that were typed. */
export const targetOf = (text: string): Target => parseTarget(text, isFile)

/**
 * The dataset, and where workers find it.
 *
 * @throws FloeError NotAPipeline, or whatever building the plan throws
 */
export const openWithOrigin = async (
  text: string,
): Promise<{ readonly dataset: Bag<unknown>; readonly origin: Origin }> => {
  const { module, name } = targetOf(text)
  const exports = await loadModule(module)
  const dataset = selectDataset(exports, module, name)
  const all = exportsOf(exports)
  const found = Object.keys(all).find((key) => all[key] === dataset) ?? 'default'
  const loader = import.meta.resolve('../cli/worker-loader.js')
  return { dataset, origin: { module: pathToFileURL(resolve(module)).href, export: name ?? found, loader } }
}

/** @throws FloeError NotAPipeline, or whatever building the plan throws */
export const openDataset = async (text: string): Promise<Bag<unknown>> => (await openWithOrigin(text)).dataset
