/**
 * What a module loader would attach to a lambda: the constants, functions and imports of its module, by their names. Modules are
 * not run: a constant is known if it is a literal, a function by its text, an import if it leads to such in another file.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Node } from 'acorn'
import { attach, type Capture } from '../../../src/lambda/attachment.ts'
import { type Module, moduleOf } from './collect.ts'

type Any = Node & { readonly [name: string]: unknown }
type AnyFunction = (...args: never) => unknown

/** Top-level statements, those that are exported among them. */
const statementsOf = (module: Module): readonly Any[] =>
  module.tree.body.map((node) => {
    const { declaration } = node as unknown as { declaration?: Any }
    return node.type === 'ExportNamedDeclaration' && declaration != null ? declaration : (node as unknown as Any)
  })

const captured = new Map<Module, Map<string, Capture | undefined>>()

const constant = (value: unknown): Capture => ({ get: () => value, isConstant: true })

/** A name that is used as a value alone: nothing of it is called, or read. */
const isValue = (text: string, name: string): boolean =>
  !new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*(\\(|\\.|\\[|\\?\\.|=(?!=|>)|\\+\\+|--)`).test(text)

/**
 * A function with this text, whose names mean what they mean in its module. It is never called. What it captures of a
 * surrounding function is hidden, or taken for a number where it is used as one may be.
 */
export const functionOf = (
  module: Module,
  text: string,
  local: ReadonlySet<string>,
  localsAre: 'hidden' | 'numbers' = 'hidden',
): AnyFunction => {
  const fn = (): undefined => undefined
  const capture = (name: string): Capture | undefined =>
    localsAre === 'numbers' && local.has(name) && isValue(text, name) ? constant(1) : captureOf(module, name, local)
  const captures = new Proxy({} as Record<string, Capture>, {
    has: (_, name) => capture(String(name)) !== undefined,
    get: (_, name) => capture(String(name)),
    getOwnPropertyDescriptor: (_, name) => {
      const value = capture(String(name))
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true }
    },
  })
  attach(fn, { text, captures })
  return fn
}

const hidden: Capture = { get: () => undefined, isConstant: false }

/** What a name means that is free in a lambda; undefined where it is a global. */
const captureOf = (module: Module, name: string, local: ReadonlySet<string>): Capture | undefined => {
  const [root = name] = name.split('.')
  if (local.has(root)) return name === root ? hidden : undefined
  let known = captured.get(module)
  if (known === undefined) {
    known = new Map()
    captured.set(module, known)
  }
  if (!known.has(name)) {
    known.set(name, undefined)
    known.set(name, find(module, name))
  }
  return known.get(name)
}

const none: ReadonlySet<string> = new Set()

const ofInit = (module: Module, init: Any | null): Capture => {
  if (init === null) return hidden
  const text = module.text.slice(init.start, init.end)
  if (init.type === 'ArrowFunctionExpression' || init.type === 'FunctionExpression')
    return constant(functionOf(module, text, none))
  if (init.type === 'Literal') return constant((init as unknown as { value: unknown }).value)
  return hidden
}

const find = (module: Module, name: string): Capture | undefined => {
  for (const node of statementsOf(module)) {
    if (node.type === 'FunctionDeclaration' && (node.id as { name: string }).name === name)
      return constant(functionOf(module, module.text.slice(node.start, node.end), none))
    if (node.type === 'ClassDeclaration' && (node.id as { name: string }).name === name) return hidden
    if (node.type === 'VariableDeclaration')
      for (const { id, init } of node.declarations as readonly { id: Any; init: Any | null }[]) {
        if (id.type === 'Identifier' && (id.name as string) === name)
          return node.kind === 'const' || (init !== null && !isWritten(module, name)) ? ofInit(module, init) : hidden
        if (
          id.type !== 'Identifier' &&
          module.text.slice(id.start, id.end).match(new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\b`))
        )
          return hidden
      }
    if (node.type === 'ImportDeclaration') {
      const found = findImport(module, node, name)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Roughly: whether something is assigned to the name anywhere. */
const isWritten = (module: Module, name: string): boolean =>
  (module.text.match(new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\s*(=(?!=|>)|\\+\\+|--|[-+*/|&?]+=)`, 'g'))
    ?.length ?? 0) > 1

const findImport = (module: Module, node: Any, name: string): Capture | undefined => {
  const [root = name, member] = name.split('.')
  const source = (node.source as { value: string }).value
  for (const specifier of node.specifiers as readonly Any[]) {
    if ((specifier.local as { name: string }).name !== root) continue
    if (specifier.type === 'ImportNamespaceSpecifier')
      return member === undefined ? undefined : (exportOf(module, source, member) ?? hidden)
    if (member !== undefined) return undefined
    if (specifier.type === 'ImportSpecifier')
      return exportOf(module, source, (specifier.imported as { name: string }).name) ?? hidden
    return hidden
  }
  return undefined
}

const endings = ['', '.js', '.mjs', '.ts', '/index.js', '/index.mjs']

/** The file that an import leads to. */
const pathOf = (from: Module, source: string): string | undefined => {
  if (!source.startsWith('.'))
    try {
      return createRequire(from.path).resolve(source)
    } catch {
      return undefined
    }
  const base = join(dirname(from.path), source.replace(/\.js$/, ''))
  return endings.map((ending) => base + ending).find((one) => /\.[mc]?[jt]s$/.test(one) && existsSync(one))
}

/** What another file exports under a name, followed through files that only pass it on. */
const exportOf = (from: Module, source: string, name: string): Capture | undefined => {
  const path = pathOf(from, source)
  const module = path === undefined ? undefined : moduleOf(path)
  if (module === undefined) return undefined
  for (const node of module.tree.body as unknown as readonly Any[]) {
    if (node.type !== 'ExportNamedDeclaration') continue
    for (const specifier of node.specifiers as readonly Any[]) {
      if ((specifier.exported as { name: string }).name !== name) continue
      const local = (specifier.local as { name: string }).name
      const next = node.source as { value: string } | null
      return next === null ? captureOf(module, local, none) : exportOf(module, next.value, local)
    }
  }
  return captureOf(module, name, none)
}
