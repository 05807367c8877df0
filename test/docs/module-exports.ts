/**
 * What the modules of src/ export, read from their text: names, and where a name that is passed on comes from.
 */

/** A name that a module exports. */
export interface Export {
  readonly name: string
  readonly isType: boolean
  /** The module that it is passed on from, as written: `./plan/dataset.ts`. Absent where it is declared here. */
  readonly from?: string
  /** The name that it has there. */
  readonly original: string
}

const declaration =
  /^export (?:declare )?(?:abstract )?(const|let|async function\*?|function\*?|class|interface|type) (\w+)/gm
const list = /^export (type )?\{([^}]*)\}(?: from '([^']+)')?/gm

/** The exports of a module. An overloaded function is one. */
export const exportsOf = (source: string): readonly Export[] => {
  const found = new Map<string, Export>()
  for (const [, kind = '', name = ''] of source.matchAll(declaration))
    found.set(name, { name, original: name, isType: kind === 'interface' || kind === 'type' })
  for (const [, allTypes, names = '', from] of source.matchAll(list))
    for (const part of names.split(',').map((text) => text.trim())) {
      if (part === '') continue
      const [, type, original = '', alias] = /^(type )?(\w+)(?: as (\w+))?$/.exec(part) ?? []
      const name = alias ?? original
      const isType = allTypes !== undefined || type !== undefined
      found.set(name, { name, original, isType, ...(from === undefined ? {} : { from }) })
    }
  return [...found.values()]
}
