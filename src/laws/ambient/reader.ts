/**
 * Who reads: the user's code, a library, or Floe and the runner of tests on their own behalf. Reads stacks; knows nothing of
 * what is read.
 */
import { fileURLToPath } from 'node:url'

export type Reader = 'user' | 'library' | 'floe'

const self = fileURLToPath(import.meta.url)
/** The folder of Floe's own code: `dist`, or `src` when run from there. */
const own = self.replace(/(?:laws[\\/]ambient|laws|chunks)[\\/][^\\/]*$/, '')

/** Whether each module is a file, or all of `floe/laws` stands in one. */
const isApart = /[\\/]ambient[\\/]reader\.\w+$/.test(self)
const traps = fileURLToPath(new URL('.', import.meta.url))
const trials = fileURLToPath(new URL('../stage/trial', import.meta.url))

/** Code of trials: by its file, or by the name of the function through which all calls go. */
const isOfTrials = (path: string, name: string | null): boolean =>
  isApart ? path.startsWith(trials) : path === self && /^callSubject\d*$/.test(name ?? '')
const isOfTraps = (path: string): boolean => (isApart ? path.startsWith(traps) : path === self)

/** So deep are calls of libraries looked through. */
const deepest = 40

const pathOf = (file: string): string => {
  const plain = file.replace(/\?.*$/, '')
  try {
    return plain.startsWith('file:') ? fileURLToPath(plain) : plain
  } catch {
    return plain
  }
}

const isRunner = (path: string): boolean => /[\\/]node_modules[\\/]@?vitest[\\/]/.test(path)
const isLibrary = (path: string): boolean => /[\\/]node_modules[\\/]/.test(path)
const isUsers = (path: string): boolean => !path.startsWith('node:') && !path.startsWith(own) && !isLibrary(path)

/** Runs with stacks as they are, deep enough. */
const withStacks = <A>(prepare: typeof Error.prepareStackTrace | undefined, run: () => A): A => {
  const { prepareStackTrace, stackTraceLimit } = Error
  if (prepare !== undefined) Error.prepareStackTrace = prepare
  Error.stackTraceLimit = deepest
  try {
    return run()
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}

const siteOf = (call: NodeJS.CallSite, path: string): string =>
  `${path}:${call.getLineNumber()}:${call.getColumnNumber()}`

/** Who reads now, and a text that tells places in their code apart. */
export const readerOf = (): { readonly by: Reader; readonly site: string } => {
  const sites = withStacks(
    (_, calls) => calls,
    () => new Error().stack as unknown as readonly NodeJS.CallSite[],
  )
  let by: Reader | undefined
  for (const call of sites) {
    const file = call.getFileName()
    // A function that was made of its text, such as a mutant.
    if (!file && call.isEval() && call.getEvalOrigin()?.includes(own))
      return { by: by ?? 'user', site: siteOf(call, 'text') }
    if (!file) continue
    if (file.startsWith('node:internal/console')) return { by: 'floe', site: '' }
    if (file.startsWith('node:')) continue
    const path = pathOf(file)
    // There was nothing of the user's between: the function is one of the language's own.
    if (isOfTrials(path, call.getFunctionName())) return { by: by ?? 'user', site: '' }
    if (isOfTraps(path)) continue
    if (path.startsWith(own) || isRunner(path)) return { by: by ?? 'floe', site: '' }
    if (isUsers(path)) return { by: by ?? 'user', site: siteOf(call, path) }
    by ??= 'library'
  }
  return { by: by ?? 'floe', site: '' }
}

const place = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:[\\/]).+?):\d+:\d+\)?$/

/** The line of the user's code that runs now, as its stack says: `ageOf (people.ts:7:12)`. It is looked for when asked. */
export const lineOf = (): (() => string | undefined) => {
  const { captured } = withStacks(undefined, () => ({ captured: new Error('read') }))
  return () =>
    captured.stack
      ?.split('\n')
      .map((line) => line.trim())
      .find((line) => isUsers(pathOf(place.exec(line)?.[1] ?? 'node:')))
      ?.replace(/^at /, '')
}
