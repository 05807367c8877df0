/**
 * Whether a file system takes two names for one that differ in case only.
 */
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

/** Asked of a file that is there, with small letters in its name. */
export const ignoresCase = async (path: string): Promise<boolean> =>
  stat(join(dirname(path), basename(path).toUpperCase())).then(
    () => true,
    () => false,
  )

/** Paths that are one file where case is ignored are an error: the one would replace the other. */
export const caseGuard = (isIgnored: boolean): ((path: string) => void) => {
  const known = new Map<string, string>()
  return (path) => {
    if (!isIgnored) return
    const folded = path.toLowerCase()
    const other = known.get(folded) ?? path
    known.set(folded, other)
    if (other !== path)
      throw new FloeError('SinkFailed', {
        message: `${printValue(other)} and ${printValue(path)} differ in case only, and are one file here`,
        hint: 'by: (row) => ({ … }) may make small letters of both: text.toLowerCase()',
      })
  }
}
