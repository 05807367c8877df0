/**
 * The names of a module: which variable each use means, what is imported, and which never mean anything else. Knows syntax
 * only; what it is not sure of counts as something that changes.
 */
import type { Program } from 'acorn'
import { boundBy, type Scope, scopeOf, type Variable } from '../lambda/scope.ts'
import {
  childrenOf,
  type FunctionNode,
  type NameNode,
  type PatternNode,
  type StatementNode,
  type SyntaxNode,
} from '../lambda/syntax.ts'

/** Something that is imported, under its name in the module that exports it; a namespace has none. */
export interface Import {
  readonly exported: string | undefined
  /** The module, as it is called here. */
  readonly from: string
}

export interface ModuleNames {
  readonly variableOf: Scope['variableOf']
  /** All uses of names, in the order of the text. */
  readonly uses: readonly NameNode[]
  readonly imports: ReadonlyMap<string, Import>
  /** Names that are declared anywhere, whatever they mean where. */
  readonly declared: ReadonlySet<string>
  readonly isConstant: (variable: Variable) => boolean
  /** Names under which the module exports what changes. */
  readonly changing: readonly string[]
}

interface Place {
  readonly start: number
  readonly end: number
}

type ModuleStatement = Program['body'][number]

const nameOf = (node: NameNode | { readonly type: 'Literal'; readonly value?: unknown }): string =>
  node.type === 'Identifier' ? node.name : String(node.value)

const importsOf = (program: Program): ReadonlyMap<string, Import> =>
  new Map(
    program.body.flatMap((statement) => {
      if (statement.type !== 'ImportDeclaration') return []
      const from = String(statement.source.value)
      return statement.specifiers.map((one): readonly [string, Import] => {
        switch (one.type) {
          case 'ImportNamespaceSpecifier':
            return [one.local.name, { exported: undefined, from }]
          case 'ImportDefaultSpecifier':
            return [one.local.name, { exported: 'default', from }]
          case 'ImportSpecifier':
            return [one.local.name, { exported: nameOf(one.imported), from }]
          default:
            return one satisfies never
        }
      })
    }),
  )

/** The statement without what makes it a part of a module. */
const plain = (statement: ModuleStatement): readonly SyntaxNode[] => {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return []
    case 'ExportNamedDeclaration':
      return statement.declaration == null ? [] : [statement.declaration]
    case 'ExportDefaultDeclaration':
      return [statement.declaration]
    default:
      return [statement]
  }
}

/** A module as the function that it is to the names in it. */
const asFunction = (program: Program): FunctionNode => ({
  type: 'ArrowFunctionExpression',
  start: program.start,
  end: program.end,
  params: [],
  generator: false,
  async: true,
  expression: false,
  body: {
    type: 'BlockStatement',
    start: program.start,
    end: program.end,
    // Expressions may stand here too, and are read as such.
    body: program.body.flatMap(plain) as StatementNode[],
  },
})

const visit = (node: SyntaxNode, seen: (node: SyntaxNode) => void): void => {
  seen(node)
  for (const child of childrenOf(node)) visit(child, seen)
}

/** Whether a node stands within another, or is it. */
export const isWithin = (node: Place, outer: Place): boolean => node.start >= outer.start && node.end <= outer.end

const namesIn = (pattern: PatternNode): readonly NameNode[] => boundBy(pattern).map(({ name }) => name)

export const moduleNames = (program: Program): ModuleNames => {
  const { variableOf, free } = scopeOf(asFunction(program))
  const imports = importsOf(program)
  const declared = new Set<string>()
  const written = new Set<Variable>()

  const write = (pattern: PatternNode): void => {
    for (const name of namesIn(pattern)) {
      const variable = variableOf.get(name)
      if (variable !== undefined) written.add(variable)
    }
  }

  visit(program, (node) => {
    if (node.type === 'VariableDeclarator') for (const { name } of namesIn(node.id)) declared.add(name)
    if (
      (node.type.startsWith('Function') || node.type.startsWith('Class')) &&
      'id' in node &&
      node.id?.type === 'Identifier'
    )
      declared.add(node.id.name)
    if (node.type === 'AssignmentExpression') write(node.left)
    if (node.type === 'UpdateExpression' && node.argument.type === 'Identifier') write(node.argument)
    if ((node.type === 'ForInStatement' || node.type === 'ForOfStatement') && node.left.type !== 'VariableDeclaration')
      write(node.left)
  })

  // A `var` may be said again, and in a loop; outside of strict mode `arguments` writes to parameters.
  const lists = free.filter(({ name }) => name === 'arguments')
  const isConstant = (variable: Variable): boolean =>
    variable.kind !== 'var' &&
    !written.has(variable) &&
    !(variable.kind === 'parameter' && lists.some((list) => isWithin(list, variable.owner)))

  const topLevel = new Map<string, Variable>()
  for (const variable of variableOf.values())
    if (variable.owner.start === program.start && variable.owner.end === program.end && !topLevel.has(variable.name))
      topLevel.set(variable.name, variable)
  const isChanging = (name: string): boolean => {
    const variable = topLevel.get(name)
    return variable !== undefined && !isConstant(variable)
  }
  /** Nobody sees through a name that is changed on its way; a default is a constant nearly always. */
  const isRenamed = (inner: string | undefined, exported: string): boolean =>
    inner !== undefined && inner !== 'default' && inner !== exported
  const changing = program.body.flatMap((statement): readonly string[] => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration } = statement
    if (declaration != null) {
      const ids =
        declaration.type === 'VariableDeclaration' ? declaration.declarations.map(({ id }) => id) : [declaration.id]
      return ids
        .flatMap(namesIn)
        .map(({ name }) => name)
        .filter(isChanging)
    }
    return statement.specifiers
      .map(({ local, exported }) => ({ inner: nameOf(local), outer: nameOf(exported) }))
      .filter(({ inner, outer }) =>
        statement.source != null
          ? isRenamed(inner, outer)
          : isChanging(inner) || isRenamed(imports.get(inner)?.exported, outer),
      )
      .map(({ outer }) => outer)
  })

  const uses = [...variableOf.keys(), ...free].sort((a, b) => a.start - b.start)
  return { variableOf, uses, imports, declared, isConstant, changing }
}
