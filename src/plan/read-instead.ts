/**
 * A plan with other files in the place of those that it names. Knows no formats.
 */
import { FloeError } from '../error/floe-error.ts'
import type { Node } from './node.ts'
import type { Source } from './source.ts'
import { mapInputs, nodesOf } from './tree.ts'

/** A file, and the source that it stands in for, by the name that `explain` shows; of the only one there is, no name. */
export interface Instead {
  readonly of?: string
  readonly path: string
}

const filesOf = (plan: Node): readonly Source[] => [
  ...new Set(nodesOf(plan).flatMap((node) => (node.kind === 'source' && node.source.instead ? [node.source] : []))),
]

const named = (sources: readonly Source[]): string => [...new Set(sources.map(({ name }) => name))].join(', ')

/** The sources that a file stands in for: one, or all of one name. */
const replacedBy = ({ of, path }: Instead, sources: readonly Source[]): readonly Source[] => {
  const wrong = (message: string, hint: string): never => {
    throw new FloeError('InvalidArgument', { message, hint })
  }
  const [first] = sources
  if (first === undefined) return wrong('the plan reads no file, so none can stand in for another', 'leave out --in')
  const found = of === undefined ? sources : sources.filter(({ name }) => name === of)
  if (found.length === 0) return wrong(`the plan reads no file ${of}`, `it reads ${named(sources)}`)
  if (new Set(found.map(({ name }) => name)).size > 1)
    return wrong(
      `the plan reads several files, and it was not said which ${path} stands in for: ${named(sources)}`,
      `--in ${first.name}=${path}`,
    )
  return found
}

/**
 * The plan with files read in place of others. What is used twice stays one.
 *
 * @throws FloeError InvalidArgument, which names the files that the plan reads
 */
export const readInstead = (plan: Node, all: readonly Instead[]): Node => {
  if (all.length === 0) return plan
  const sources = filesOf(plan)
  const others = new Map<Source, Source>()
  for (const instead of all)
    for (const source of replacedBy(instead, sources))
      others.set(source, (source.instead as NonNullable<Source['instead']>)(instead.path))
  const known = new Map<Node, Node>()
  const rewritten = (node: Node): Node => {
    const before = known.get(node)
    if (before !== undefined) return before
    const other = node.kind === 'source' ? others.get(node.source) : undefined
    const made =
      node.kind === 'source' && other !== undefined
        ? Object.freeze({ ...node, source: other })
        : mapInputs(node, rewritten)
    known.set(node, made)
    return made
  }
  return rewritten(plan)
}
