/**
 * The line that writes to a row: the function is called once more, with the row behind a Proxy that sees who writes first.
 */
import { objectKind } from '../../../data/value-kind.ts'

/** Methods that write to what a Proxy cannot stand for. */
const writers = /^(set|add|delete|clear|fill|copyWithin|sort|reverse)|^set[A-Z]/

/** The first line of a stack that is not of the language. */
const callerIn = (stack: string): string | undefined =>
  stack
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replace(/^at /, ''))
    .find((line) => !/(?:^|\()<anonymous>\)?$/.test(line))

/** Where the function writes, as its stack says: `late (flights.ts:7:12)`; undefined if it does not write this time. */
export const locateWrite = (call: (row: never) => unknown, row: unknown): string | undefined => {
  let found: string | undefined
  /** Called by a function that stands between the writer and what is written to. */
  const note = (between: (...args: never) => unknown): void => {
    const written = { stack: '' }
    Error.captureStackTrace(written, between)
    found ??= callerIn(written.stack)
  }
  const handler = {
    set: (target: object, name: PropertyKey, next: unknown): boolean => {
      note(handler.set)
      return Reflect.set(target, name, next)
    },
    defineProperty: (target: object, name: PropertyKey, descriptor: PropertyDescriptor): boolean => {
      note(handler.defineProperty)
      return Reflect.defineProperty(target, name, descriptor)
    },
    deleteProperty: (target: object, name: PropertyKey): boolean => {
      note(handler.deleteProperty)
      return Reflect.deleteProperty(target, name)
    },
  }
  const seen = new WeakMap<object, object>()
  const behind = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known !== undefined) return known
    const kind = objectKind(value)
    const isSlotted = kind !== 'object' && kind !== 'array'
    const proxy = new Proxy(value, {
      ...handler,
      get: (target, name) => {
        const property: unknown = Reflect.get(target, name, isSlotted ? target : undefined)
        if (!isSlotted || typeof property !== 'function') return behind(property)
        const method = (...args: unknown[]): unknown => {
          if (typeof name === 'string' && writers.test(name)) note(method)
          return Reflect.apply(property, target, args)
        }
        return method
      },
    })
    seen.set(value, proxy)
    return proxy
  }
  try {
    call(behind(row) as never)
  } catch {
    // Whatever it throws this time: what it wrote before is known.
  }
  return found
}
