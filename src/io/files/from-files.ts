/**
 * The door by which files become datasets: what all their formats have in common.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Sequence } from '../../plan/dataset.ts'
import type { OnError } from '../../plan/error-policy.ts'
import { fromSource } from '../../plan/from-source.ts'
import type { Source } from '../../plan/source.ts'
import { givenPaths, type Paths } from './files.ts'
import { readsStandardInput } from './standard-input.ts'
import { withPath } from './with-path.ts'

/**
 * What every source of files takes.
 *
 * @example
 * const options: FileOptions = { path: 'file' }
 * await writeFile('day-1.csv', 'n\n1\n')
 * await F.toList(csv('day-*.csv', t.type({ n: t.number }), options)) // List [ { n: 1, file: 'day-1.csv' } ]
 */
export interface FileOptions extends OnError {
  /** The name of a field for the path of the file that a row comes from, as it was found. Default: there is none. */
  readonly path?: string
}

const checkName = (path: unknown): void => {
  if (path !== undefined && (typeof path !== 'string' || path === ''))
    throw new FloeError('InvalidArgument', {
      message: `path is ${printValue(path)}, and is the name of a field`,
      hint: "{ path: 'file' }",
    })
}

/** Standard input can be read once, from its start, here: so it is neither cut nor measured. Nobody knows when more of it comes. */
const onceOnly = ({ parts: _parts, ...source }: Source): Source => ({
  ...source,
  waits: true,
  size: async () => ({}),
  version: async () => undefined,
})

/**
 * The rows of files. `sourceOf` is called again if other files are to be read in their place.
 *
 * @throws FloeError InvalidArgument
 */
export const fromFiles = <A>(paths: Paths, options: FileOptions, sourceOf: (paths: Paths) => Source): Sequence<A> => {
  checkName(options.path)
  const made = (given: Paths): Source => {
    const source = readsStandardInput(given) ? onceOnly(sourceOf(given)) : sourceOf(given)
    return {
      ...(options.path === undefined ? source : withPath(source, options.path)),
      instead: (path) => Object.freeze(made(path)),
    }
  }
  return fromSource(made(givenPaths(paths)), options)
}
