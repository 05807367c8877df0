/**
 * The pages that have examples: README.md, CONTRIBUTING.md, everything in docs/, and the modules of src/.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export const read = (page: string): string => readFileSync(`${root}/${page}`, 'utf8')

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))
    .sort()

/** Markdown pages, from the root of the repository. */
export const markdownPages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesIn('docs', '.md'),
]

/** Modules of src/, from the root of the repository. */
export const modules: readonly string[] = filesIn('src', '.ts')
