/**
 * `module#export`: what the commands are told to run. Only the text is looked at; nothing is loaded.
 */

export interface Target {
  /** Path of the module, as it was written. */
  readonly module: string
  /** Name of the export; absent when there is none in the text. */
  readonly name?: string
}

/**
 * The parts of a target. The name of an export has no `#`, so the last one divides; a path that contains one itself is
 * taken as it is when `isFile` says that there is such a file.
 *
 * @example
 * parseTarget('C:\\jobs\\late.ts#worstStates', () => false) // { module: 'C:\\jobs\\late.ts', name: 'worstStates' }
 */
export const parseTarget = (text: string, isFile: (path: string) => boolean): Target => {
  const at = text.lastIndexOf('#')
  if (at < 0 || isFile(text)) return { module: text }
  const name = text.slice(at + 1)
  return name === '' ? { module: text.slice(0, at) } : { module: text.slice(0, at), name }
}
