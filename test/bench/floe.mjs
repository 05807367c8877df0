/**
 * Floe as a user has it: the built package, run by its default engine. (By its path, because the package's own name is not
 * to be had from a folder with a package.json of its own.)
 */
import { pathToFileURL } from 'node:url'
import { dist } from './floe-dist.mjs'

const built = (path) => pathToFileURL(`${dist}/${path}`).href

export const F = await import(built('index.js'))
export const A = await import(built('aggregate/index.js'))
export const C = await import(built('codec/index.js'))
export const io = await import(built('io/index.js'))

/** The rows of a run, as an array. */
export const rowsOf = async (dataset, options = {}) => {
  const result = await F.run(dataset, options)()
  if (result._tag === 'Left') throw result.left
  return result.right.rows.toArray()
}
