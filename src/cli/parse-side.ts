/**
 * `revision:module#export`: what `floe diff` is told to compare. Only the text is looked at; nothing is loaded, and git is not
 * asked.
 */

export interface SideText {
  /** A revision of the user's git repository; absent where the files are meant as they are now. */
  readonly revision?: string
  /** `module#export`. */
  readonly target: string
}

/** The first colon that is not within braces, as in `main@{12:00}:jobs.ts`. */
const colonIn = (text: string): number => {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}') depth--
    else if (text[i] === ':' && depth <= 0) return i
    else if (text[i] === '#') return -1
  }
  return -1
}

/**
 * The parts of a side. A letter before `:\` or `:/` is a drive and no revision; a path that has a colon itself is taken as it
 * is when `isFile` says that there is such a file.
 *
 * @example
 * parseSide('main:jobs/late.ts#late', () => false) // { revision: 'main', target: 'jobs/late.ts#late' }
 * parseSide('C:\\jobs\\late.ts#late', () => false) // { target: 'C:\\jobs\\late.ts#late' }
 */
export const parseSide = (text: string, isFile: (path: string) => boolean): SideText => {
  const colon = colonIn(text)
  const isDrive = colon === 1 && /^[A-Za-z]:[\\/]/.test(text)
  if (colon < 0 || isDrive || isFile(text) || isFile(text.slice(0, Math.max(0, text.lastIndexOf('#')))))
    return { target: text }
  return { revision: text.slice(0, colon), target: text.slice(colon + 1) }
}
