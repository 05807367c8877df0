/**
 * A side of `floe diff`: a dataset of a module as it is now, or as it was in a revision.
 */
import { statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import type { Bag } from '../plan/dataset.ts'
import { type Checkout, checkout } from './checkout.ts'
import { repository } from './git.ts'
import { openDataset } from './open-dataset.ts'
import { parseSide } from './parse-side.ts'

export interface OpenSide {
  readonly dataset: Bag<unknown>
  /** A text in which what lies in a checkout is called as if it lay where it usually does. */
  readonly nameOf: (text: string) => string
  readonly close: () => void
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

const unmoved = (text: string): string => text

/** The path of a module in the repository, from its top. */
const pathInside = (module: string, root: string, prefix: string): string =>
  isAbsolute(module) ? relative(root, module) : join(prefix, module)

const openRevision = async (revision: string, target: string): Promise<OpenSide> => {
  const { root, prefix } = await repository()
  const hash = target.lastIndexOf('#')
  const [module, name] = hash < 0 ? [target, ''] : [target.slice(0, hash), target.slice(hash)]
  const path = pathInside(module, root, prefix)
  if (path.startsWith('..'))
    throw new FloeError('NotAPipeline', {
      message: `${module} is not in the repository ${root}, of which ${revision} is a revision`,
    })
  const { root: files, remove }: Checkout = await checkout({ root, prefix }, revision)
  const nameOf = (text: string): string => text.replaceAll(`${files}${sep}`, `${root}${sep}`)
  try {
    if (!isFile(join(files, path)))
      throw new FloeError('NotAPipeline', {
        message: `there is no module ${path} in the revision ${revision}`,
        hint: `git ls-tree -r --name-only ${revision} says what there is`,
      })
    return { dataset: await openDataset(`${join(files, path)}${name}`), nameOf, close: remove }
  } catch (thrown) {
    remove()
    if (!isFloeError(thrown)) throw thrown
    const inRevision = (text: string): string => text.replaceAll(`${files}${sep}`, `${revision}:`)
    throw new FloeError(thrown._tag, {
      message: inRevision(thrown.summary),
      place:
        thrown.place.source === undefined ? thrown.place : { ...thrown.place, source: inRevision(thrown.place.source) },
      ...(thrown.hint === undefined ? {} : { hint: inRevision(thrown.hint) }),
      cause: thrown.cause,
    })
  }
}

/**
 * Opens a side. Whoever does closes it.
 *
 * @throws FloeError NotAPipeline, or whatever building the plan throws
 */
export const openSide = async (text: string): Promise<OpenSide> => {
  const { revision, target } = parseSide(text, isFile)
  if (revision !== undefined) return openRevision(revision, target)
  return { dataset: await openDataset(target), nameOf: unmoved, close: () => {} }
}
