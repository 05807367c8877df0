/**
 * The files of a revision in a folder of their own, beside which lies whatever git does not keep: packages, builds, data.
 *
 * The user's checkout, index and list of worktrees stay as they are: the files are written by way of another index. What git
 * does not keep is linked, not copied.
 */
import { rmSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, realpath, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { exitCodes } from './exit-codes.ts'
import { commitOf, git, type Repository } from './git.ts'

export interface Checkout {
  /** The folder that stands for the top of the repository. */
  readonly root: string
  /** Removes it. */
  readonly remove: () => void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined

const link = async (from: string, to: string): Promise<void> => {
  if (await isThere(to)) return
  await mkdir(dirname(to), { recursive: true })
  const found = await stat(from).catch(() => undefined)
  if (found?.isDirectory() === true) await symlink(from, to, 'junction')
  // Some systems let nobody link a file.
  else if (found !== undefined) await symlink(from, to, 'file').catch(() => copyFile(from, to))
}

/** Packages may lie above the repository: the nearest of them are linked above the checkout. */
const packagesAbove = async (root: string): Promise<string | undefined> => {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules')
    if (await isThere(path)) return path
    if (folder === dirname(folder)) return undefined
  }
}

/**
 * Checks a revision out aside.
 *
 * @throws FloeError NotAPipeline for a revision that is not there
 */
export const checkout = async ({ root }: Repository, revision: string): Promise<Checkout> => {
  const commit = await commitOf(revision)
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'floe-diff-')))
  // Whatever ends the program, also while git is at work: a signal alone would end it without a word to anybody.
  const quit = (): never => process.exit(exitCodes.cancelled)
  const remove = (): void => {
    process.off('exit', remove)
    for (const signal of signals) process.off(signal, quit)
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', remove)
  for (const signal of signals) process.on(signal, quit)
  try {
    const files = join(folder, 'files')
    const options = { cwd: root, env: { GIT_INDEX_FILE: join(folder, 'index') } }
    await git(['read-tree', commit], options)
    await git(['checkout-index', '--all', '--quiet', `--prefix=${files}${sep}`], options)
    await mkdir(files, { recursive: true })
    const others = await git(['ls-files', '--others', '--directory', '-z'], { cwd: root })
    for (const path of others.split('\0').filter((one) => one !== ''))
      await link(join(root, path), join(files, path.replace(/\/$/, '')))
    const above = await packagesAbove(root)
    if (above !== undefined) await link(above, join(folder, 'node_modules'))
    return { root: files, remove }
  } catch (thrown) {
    remove()
    throw thrown
  }
}
