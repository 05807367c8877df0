/**
 * The file in which evidence is kept: `floe.laws.json`, beside the package.json of whoever's functions they are. It knows
 * nothing of what evidence says.
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import { type Evidence, noEvidence, parseEvidence } from '../../evidence/evidence.ts'

const fileName = 'floe.laws.json'

/** Where the evidence of a module, or of what is in a folder, is kept; in the folder itself where there is no package. */
export const evidenceFileFor = (folder: string): string => {
  const start = resolve(folder)
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return join(at, fileName)
    if (at === dirname(at)) return join(start, fileName)
  }
}

const isMissing = (thrown: unknown): boolean => (thrown as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'

/** What a file says; undefined where there is none. */
export const evidenceIn = async (path: string): Promise<Evidence | undefined> => {
  try {
    return parseEvidence(await readFile(path, 'utf8'), path)
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    if (thrown instanceof FloeError) throw thrown
    throw new FloeError('SourceUnreadable', {
      message: `${path} cannot be read: ${(thrown as Error).message}`,
      cause: thrown,
    })
  }
}

/**
 * What `floe check` found out about functions: for the option `evidence` of `run`, `toList` and the like. Without a path that of
 * the package in whose folder the process runs, where there is any.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable or InvalidArgument for a file that is not what it should be
 * @example
 * const evidence = await L.readEvidence()
 * await F.toList(F.pipe(F.rows([1, 2]), F.map((n) => n * 2)), { evidence }) // List [ 2, 4 ]
 */
export const readEvidence = async (path?: string): Promise<Evidence> => {
  const found = await evidenceIn(path ?? evidenceFileFor('.'))
  if (found !== undefined) return found
  if (path === undefined) return noEvidence
  throw new FloeError('SourceNotFound', {
    message: `there is no file ${path}`,
    hint: 'floe check writes one: floe check pipeline.ts',
  })
}
