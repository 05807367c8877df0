/**
 * What users may import: each name of the public lists, with the doc comment of its declaration.
 */
import { posix } from 'node:path'
import { type DocComment, docComments } from './examples.ts'
import { exportsOf } from './module-exports.ts'
import { read } from './pages.ts'

export interface PublicExport {
  /** The public list: `src/index.ts`. */
  readonly list: string
  readonly name: string
  /** The module that declares it. */
  readonly module: string
  readonly comment: DocComment | undefined
}

/** The public lists, by the package's own word: the entry points of `package.json`. */
const lists: readonly string[] = Object.values(
  (
    JSON.parse(read('package.json')) as {
      readonly exports: Readonly<Record<string, string | { readonly types: string }>>
    }
  ).exports,
).flatMap((entry) =>
  typeof entry === 'string' ? [] : [entry.types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts')],
)

/** Follows a name to the module that declares it. Names of other packages are not ours to document. */
const resolve = (list: string, module: string, name: string): readonly PublicExport[] => {
  const found = exportsOf(read(module)).find((one) => one.name === name)
  if (found === undefined) return [{ list, name, module, comment: undefined }]
  if (found.from !== undefined) {
    if (!found.from.startsWith('.')) return []
    return resolve(list, posix.join(posix.dirname(module), found.from), found.original)
  }
  const declares = new RegExp(`\\b(const|function\\*?|class|interface|type) \\{?\\s*(type )?${name}\\b`)
  const comments = docComments(read(module)).filter(
    ({ declaration }) => declares.test(declaration) || new RegExp(`^export type \\{ ${name} \\}`).test(declaration),
  )
  return [{ list, name, module, comment: comments[0] }]
}

/** Everything that users may import, but what is passed on from other packages. */
export const publicExports: readonly PublicExport[] = lists.flatMap((list) =>
  exportsOf(read(list)).flatMap(({ name }) => resolve(list, list, name)),
)

/** Whether the doc comment has something to say besides its examples. */
export const sentenceOf = ({ comment }: PublicExport): string => {
  const lines = comment?.lines.map((line) => line.text) ?? []
  const end = lines.findIndex((text) => text.startsWith('@'))
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .trim()
}
