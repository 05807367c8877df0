/**
 * The program git, asked about the repository that the working directory is in. Nothing here changes anything there.
 */
import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { promisify } from 'node:util'
import { FloeError } from '../error/floe-error.ts'
import { similarNames } from '../io/files/similar-names.ts'

const run = promisify(execFile)

const failure = (message: string, hint: string, cause?: unknown): FloeError<'NotAPipeline'> =>
  new FloeError('NotAPipeline', { message, hint, cause })

export interface GitOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * What git prints.
 *
 * @throws FloeError NotAPipeline, where there is no git; what git itself says comes as it is thrown
 */
export const git = async (
  args: readonly string[],
  { cwd = process.cwd(), env = {} }: GitOptions = {},
): Promise<string> => {
  try {
    const { stdout } = await run('git', args, { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 28 })
    return stdout
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT')
      throw failure(
        'there is no git here, and a revision was named',
        'install git, or name a file as it is now',
        thrown,
      )
    throw thrown
  }
}

export interface Repository {
  /** The folder at the top, without links in its path. */
  readonly root: string
  /** Where the working directory is in it: empty, or a path that ends in a slash. */
  readonly prefix: string
}

/** @throws FloeError NotAPipeline, where the working directory is in no repository */
export const repository = async (): Promise<Repository> => {
  const text = await git(['rev-parse', '--show-toplevel', '--show-prefix']).catch((thrown: unknown) => {
    if (thrown instanceof FloeError) throw thrown
    throw failure(
      'a revision was named, and this is no git repository',
      'go to the folder of the repository, or name a file as it is now',
      thrown,
    )
  })
  const [root = '', prefix = ''] = text.split('\n')
  return { root: await realpath(root), prefix }
}

/** The commit that a revision means. @throws FloeError NotAPipeline for one that is not there */
export const commitOf = async (revision: string): Promise<string> => {
  const found = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(
    (thrown: unknown) => {
      if (thrown instanceof FloeError) throw thrown
      return ''
    },
  )
  if (revision !== '' && found.trim() !== '') return found.trim()
  const names = (await git(['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags'])).split('\n')
  const [similar] = similarNames(revision, names)
  throw failure(
    `there is no revision '${revision}' in this repository`,
    similar === undefined ? 'name a branch, a tag or a commit: main:jobs.ts#late' : `did you mean ${similar}?`,
  )
}
