/**
 * From what was typed, `module#export`, to the dataset: the first step of every command that works on a pipeline.
 */
import { statSync } from 'node:fs'
import type { Bag } from '../plan/dataset.ts'
import { loadModule } from './load-module.ts'
import { parseTarget, type Target } from './parse-target.ts'
import { selectDataset } from './select-dataset.ts'

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** The module and the export that were typed. */
export const targetOf = (text: string): Target => parseTarget(text, isFile)

/** @throws FloeError NotAPipeline, or whatever building the plan throws */
export const openDataset = async (text: string): Promise<Bag<unknown>> => {
  const target = targetOf(text)
  return selectDataset(await loadModule(target.module), target.module, target.name)
}
