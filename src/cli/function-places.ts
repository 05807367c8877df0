/**
 * In which file and line functions were written. V8 knows where each begins in the text that it was given, and tells it to
 * debuggers; source maps say where that stood before.
 */
import { Session } from 'node:inspector'
import { findSourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

export interface FunctionPlace {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

/** What is asked of the debugger, as far as it is looked at. */
interface Property {
  readonly name: string
  readonly value?: {
    readonly type?: string
    readonly objectId?: string
    readonly value?: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number }
  }
}

interface Properties {
  readonly result: readonly Property[]
  readonly internalProperties?: readonly Property[]
}

const pathOf = (url: string): string | undefined => {
  const plain = url.replace(/\?.*$/, '')
  try {
    return plain.startsWith('file:') ? fileURLToPath(plain) : undefined
  } catch {
    return undefined
  }
}

/** The folder of Floe's own code. */
const own = fileURLToPath(new URL('..', import.meta.url))

const placeOf = (url: string, line: number, column: number): FunctionPlace | undefined => {
  const entry = findSourceMap(url)?.findEntry(line, column)
  if (entry !== undefined && 'originalSource' in entry && entry.originalSource !== undefined) {
    const file = pathOf(entry.originalSource) ?? entry.originalSource
    return { file, line: entry.originalLine + 1 }
  }
  const file = pathOf(url)
  return file === undefined ? undefined : { file, line: line + 1 }
}

const holder = Symbol('functions whose places are asked')

/** The places of some functions, as far as they are known. Takes some tenths of a second for all. */
export const functionPlaces = <F extends (...args: never) => unknown>(
  functions: readonly F[],
): ReadonlyMap<F, FunctionPlace> => {
  const places = new Map<F, FunctionPlace>()
  const session = new Session()
  const urls = new Map<string, string>()
  const propertiesOf = (objectId: string): Properties => {
    let found: Properties = { result: [] }
    // In the same thread, it answers at once.
    session.post('Runtime.getProperties', { objectId, ownProperties: true }, (_, answer) => {
      if (answer !== undefined) found = answer as unknown as Properties
    })
    return found
  }
  const shared = globalThis as { [holder]?: readonly F[] }
  try {
    session.connect()
    session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url))
    session.post('Debugger.enable')
    shared[holder] = functions
    let list: string | undefined
    const expression = `globalThis[Object.getOwnPropertySymbols(globalThis).find((one) => one.description === ${JSON.stringify(holder.description)})]`
    session.post('Runtime.evaluate', { expression }, (_, answer) => {
      list = answer?.result.objectId
    })
    for (const { name, value } of list === undefined ? [] : propertiesOf(list).result) {
      const fn = functions[Number(name)]
      if (value?.objectId === undefined || fn === undefined) continue
      const where = propertiesOf(value.objectId).internalProperties?.find((one) => one.name === '[[FunctionLocation]]')
      const at = where?.value?.value
      const place = at && placeOf(urls.get(at.scriptId) ?? '', at.lineNumber, at.columnNumber)
      if (place !== undefined && !place.file.startsWith(own)) places.set(fn, place)
    }
  } catch {
    // A Node without an inspector: nobody knows.
  } finally {
    delete shared[holder]
    session.disconnect()
  }
  return places
}
