/**
 * Window functions by name, as `over` takes them: their types, and the check for those without types.
 */
import type { Order } from '../data/order.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Window } from '../window/window.ts'
import type { NamedWindows } from './node.ts'

/** Window functions over rows `A`, by name. */
export type WindowsOf<A> = { readonly [name: string]: Window<A, unknown, Order> }
/** What a window function adds. */
export type ValueOf<X> = X extends Window<never, infer B, Order> ? B : never
type Needs<G> = G[keyof G] extends infer X ? (X extends Window<never, unknown, infer O> ? O : never) : never
/** The order that these window functions need, of the rows or by `orderBy`. */
export type WindowOrder<G> = 'sequence' extends Needs<G> ? 'sequence' : Order

/** The window functions as a plan holds them. */
export const namedWindows = (windows: Readonly<Record<string, unknown>>): NamedWindows =>
  Object.freeze(
    Object.entries(windows).map(([name, window]) => {
      const parts = typeof window === 'object' && window !== null ? window : {}
      if (!('looksAt' in parts)) {
        const isAggregate = 'step' in parts && 'name' in parts
        const given = isAggregate ? `the aggregate ${parts.name}` : printValue(window)
        throw new FloeError('InvalidArgument', {
          message: `over was given ${given} as ${name}, and takes a window function`,
          hint: isAggregate
            ? `say over which rows it goes: ${name}: W.whole(…), W.running(…), W.rolling(…, { rows: 7 })`
            : `call the function that makes it: ${name}: W.rank()`,
        })
      }
      return Object.freeze([name, window] as const) as unknown as NamedWindows[number]
    }),
  )
