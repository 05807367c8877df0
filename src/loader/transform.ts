/**
 * Changes the text of a module so that functions in it carry their text and a view of what they capture; nothing else of it
 * means anything else than before.
 *
 * `(row) => row.delay > limit` becomes `$floe((row) => row.delay > limit, () => [text, { limit: () => limit }])`. Names are
 * only looked at when the function is read. Knows nothing of files or tools.
 */
import { type Program, parse } from 'acorn'
import { childrenOf, type NameNode, type SyntaxNode } from '../lambda/syntax.ts'
import { type Insertion, insertInto, mapOf, type SourceMap } from './edit.ts'
import { isWithin, type ModuleNames, moduleNames } from './module-names.ts'
import { freshNames, prelude } from './prelude.ts'
import { type Wrapped, wrappedFunctions } from './wrapped-functions.ts'

/** A module's text after the change. */
export interface Transformed {
  readonly code: string
  readonly map: SourceMap
}

export interface TransformOptions {
  /** What source maps call the module. */
  readonly file: string
  /** The source map that the text came with. */
  readonly map?: SourceMap | undefined
  /** The version of what is imported by a name, if that is a package of which it is known. */
  readonly versionOf?: ((specifier: string) => string | undefined) | undefined
}

const parseModule = (source: string): Program | undefined => {
  try {
    return parse(source, { ecmaVersion: 'latest', sourceType: 'module' })
  } catch {
    return undefined
  }
}

/** The uses of names within a function, which the module's are sorted for. */
const usesWithin = (uses: readonly NameNode[], { node }: Wrapped): readonly NameNode[] => {
  let low = 0
  let high = uses.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((uses[middle]?.start ?? 0) < node.start) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < uses.length && (uses[end]?.start ?? 0) < node.end) end += 1
  return uses.slice(low, end)
}

/** A key of an object literal; `__proto__` as it stands would be no key. */
const keyOf = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : name.includes('.') ? JSON.stringify(name) : name

/**
 * What a function captures, as the fields of an object literal; undefined where it is not sure what a name means. Of a
 * namespace only the members are named: the whole of it would have to be kept by whoever bundles.
 */
const capturesOf = (
  source: string,
  wrapped: Wrapped,
  names: ModuleNames,
  versionOf: (specifier: string) => string | undefined,
): readonly string[] | undefined => {
  const captures = new Map<string, string>()
  for (const use of usesWithin(names.uses, wrapped)) {
    const { name } = use
    const variable = names.variableOf.get(use)
    if (variable !== undefined) {
      const isOwn = isWithin(variable.owner, wrapped.node)
      if (!isOwn) captures.set(name, names.isConstant(variable) ? `()=>${name}` : '0')
      continue
    }
    const imported = names.imports.get(name)
    if (imported === undefined) {
      if (names.declared.has(name)) return undefined
    } else {
      const { exported, from } = imported
      const version = versionOf(from)
      const told = version === undefined ? '' : `,${JSON.stringify(version)}`
      if (exported !== undefined) captures.set(name, `[()=>${name},${JSON.stringify(exported)}${told}]`)
      else {
        const member = /^\s*\.\s*([A-Za-z_$][\w$]*)/.exec(source.slice(use.end, use.end + 200))?.[1]
        if (member !== undefined)
          captures.set(`${name}.${member}`, `[()=>${name}.${member},${JSON.stringify(member)}${told}]`)
      }
    }
  }
  return [...captures].map(([name, capture]) => `${keyOf(name)}:${capture}`)
}

/**
 * Where a statement ends without a semicolon. After a function that is fine; after a call, the next line may be read as a
 * part of it.
 */
const openEnds = (program: Program): Set<number> => {
  const ends = new Set<number>()
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'VariableDeclaration':
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'ExportDefaultDeclaration':
      case 'PropertyDefinition':
        ends.add(node.end)
    }
    // A loop's own variables end in no statement.
    for (const child of childrenOf(node)) {
      if (node.type === 'ForStatement' && child === node.init) for (const part of childrenOf(child)) visit(part)
      else visit(child)
    }
  }
  visit(program)
  return ends
}

/** Where the first statement stands that is no directive. */
const beginning = (program: Program): number =>
  program.body.find((statement) => statement.type !== 'ExpressionStatement' || statement.directive == null)?.start ?? 0

/**
 * The module with its functions attached to; undefined where there is nothing to attach, or the text is no module that could
 * be read: one in TypeScript, or with a direct `eval`, is left as it is.
 */
export const transform = (source: string, options: TransformOptions): Transformed | undefined => {
  const { file, map, versionOf = () => undefined } = options
  const program = parseModule(source)
  if (program === undefined) return undefined
  const names = moduleNames(program)
  if (names.uses.some(({ name }) => name === 'eval')) return undefined
  const fresh = freshNames(source)
  const ends = openEnds(program)

  let texts = ''
  const bases = new Map<Wrapped, number>()
  const declared: string[] = []
  const before: Insertion[] = []
  const after: Insertion[] = []
  for (const wrapped of wrappedFunctions(program, names)) {
    const captures = capturesOf(source, wrapped, names, versionOf)
    if (captures === undefined) continue
    const { node, name, within, is } = wrapped
    // What stands in another is a part of its text.
    const outer = within === undefined ? undefined : bases.get(within)
    const base = outer ?? texts.length - node.start
    bases.set(wrapped, base)
    if (outer === undefined) texts += source.slice(node.start, node.end)
    const told = `()=>[${fresh.text}(${node.start + base},${node.end + base}),{${captures.join()}}]`
    if (is === 'literal') {
      // Several functions may end there: the outermost comes first.
      const end = ends.delete(node.end) ? ';' : ''
      before.push({ at: node.start, text: `/*@__PURE__*/${fresh.attach}(` })
      after.push({ at: node.end, text: `,${told}${name === undefined ? '' : `,${JSON.stringify(name)}`})${end}` })
    } else if (node.type === 'FunctionDeclaration') {
      const attached = `${fresh.attach}(${node.id?.name},${told});`
      if (is === 'declared') after.push({ at: node.end, text: `;${attached}` })
      else declared.push(attached)
    }
  }
  if (texts === '' && names.changing.length === 0) return undefined

  const first = { at: beginning(program), text: prelude(fresh, texts, declared.join(''), names.changing) }
  // At the same place, what ends comes before what begins, and what is within ends before that which it is in.
  const insertions = [...after.reverse(), first, ...before].sort((a, b) => a.at - b.at)
  return { code: insertInto(source, insertions), map: mapOf(source, insertions, file, map) }
}
