/**
 * Failures that are remembered from one check of a subject to the next: a small file for each subject, beside the nearest
 * package.json. Where there is no file system nothing is remembered. Knows no law.
 */

/** What is remembered of a subject, and how that is changed. */
export interface Memory {
  /** What failures printed. */
  readonly tokens: readonly string[]
  readonly keep: (tokens: readonly string[]) => void
}

const nothing: Memory = { tokens: [], keep: () => undefined }

/** A name that every file system takes, and the sum of it, as two names may become one. */
const fileOf = (kind: string, name: string): string => {
  let sum = 0
  for (const unit of `${kind} ${name}`) sum = (Math.imul(sum, 31) + (unit.codePointAt(0) ?? 0)) >>> 0
  const plain = `${kind}-${name}`.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60)
  return `${plain}-${sum.toString(36)}.json`
}

const tokensIn = (text: string): readonly string[] => {
  try {
    const { replay } = JSON.parse(text) as { readonly replay?: unknown }
    return Array.isArray(replay) ? replay.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

/** What turns it off, and says where else: the option first, then the environment. */
const folderGiven = (option: string | false | undefined): string | false | undefined => {
  if (option !== undefined) return option
  const set = globalThis.process?.env.FLOE_FAILURES
  return set === 'off' ? false : set || undefined
}

/** What is remembered of the subject of a name. `option`: the folder; false for none. */
export const remembered = async (kind: string, name: string, option: string | false | undefined): Promise<Memory> => {
  const given = folderGiven(option)
  if (given === false || globalThis.process?.versions?.node === undefined) return nothing
  const [{ existsSync, mkdirSync, readFileSync, rmSync, writeFileSync }, { dirname, join }] = await Promise.all([
    import('node:fs'),
    import('node:path'),
  ])
  let root = process.cwd()
  while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root)
  if (given === undefined && !existsSync(join(root, 'package.json'))) return nothing
  const folder = given ?? join(root, '.floe', 'failures')
  const path = join(folder, fileOf(kind, name))
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  return {
    tokens: before === undefined ? [] : tokensIn(before),
    keep: (tokens) => {
      // What a build machine finds is gone with it.
      if (process.env.CI) return
      const text = tokens.length === 0 ? undefined : `${JSON.stringify({ kind, name, replay: tokens }, null, 2)}\n`
      if (text === before) return
      try {
        if (text === undefined) return rmSync(path, { force: true })
        mkdirSync(folder, { recursive: true })
        writeFileSync(path, text)
      } catch {
        // Where nothing can be written nothing is remembered.
      }
    },
  }
}
