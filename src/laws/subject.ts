/**
 * What laws are checked on: a function of some kind, the laws of that kind, and instances to try them on.
 */
import type * as fc from 'fast-check'
import type { Law, Property } from './law.ts'

/**
 * One check of a subject, over all its instances.
 *
 * @example
 * const tried = <I, T>({ laws }: L.Subject<I, T>, session: L.Session<I, T>, instance: I) =>
 *   Promise.all(laws.map((law) => law.check(session.trial(instance))))
 * const byText = L.equality((a: unknown, b: unknown) => String(a) === String(b), { values: fc.nat() })
 * await tried(byText, byText.begin(), [1, '1', 2])
 * // [ { kind: 'held' }, { kind: 'trivial', why: 'no value can be written to' }, { kind: 'held' } ]
 */
export interface Session<I, T> {
  /** Tries an instance. Trials of a session share the function that is used again and again. */
  readonly trial: (instance: I) => T
  /** An instance as people write it. */
  readonly print: (instance: I) => string
  /** Takes back what the function has written to what all share. */
  readonly tidy?: () => void
  /** Why nothing was seen of the function in all trials so far: it threw, or gave undefined, each time. */
  readonly idle?: () => string | undefined
}

/**
 * A function of some kind, what is promised of it, and how it is tried. Made by `row`, `rows`, `stage` and their like; for
 * `check`.
 *
 * @example
 * const names = <I, T>({ laws }: L.Subject<I, T>) => laws.map(({ id, name }) => `${id} ${name}`)
 * names(L.ordering((a: number, b: number) => a - b, { values: fc.nat() }))
 * // [ 'C9 order', 'C9t ties broken totally', 'S1 input untouched', 'S7 ambient-free' ]
 */
export interface Subject<I = unknown, T = unknown> {
  /** What kind of thing it is: `row`, `rows`, `stage`, … */
  readonly kind: string
  readonly name: string
  readonly laws: readonly Law<T>[]
  readonly declared: ReadonlySet<Property>
  readonly instances: fc.Arbitrary<I>
  readonly begin: () => Session<I, T>
  /** Where an instance has rows of which each may be left out. */
  readonly rowsIn?: 'rows' | 'values' | 'itself'
  /** Whether all sessions have the same function, as no fresh one can be made: what it remembers stays. */
  readonly isShared?: boolean
}

const made: unique symbol = Symbol('fresh')

/**
 * A function that makes fresh ones of what is under test.
 *
 * @example
 * const counter = L.fresh(() => {
 *   let n = 0
 *   return () => n++
 * })
 * typeof counter // 'function'
 */
export interface Fresh<F> {
  (): F
  readonly [made]: true
}

/**
 * Says that a function is no subject itself, and makes fresh ones: so a law can tell what a used one remembers.
 *
 * @example
 * const seen = L.fresh(() => {
 *   const before = new Set<number>()
 *   return (n: number) => before.size < before.add(n).size
 * })
 * const { laws } = await L.examine(L.row(seen, { rows: fc.nat(9) }))
 * laws.find(({ id }) => id === 'S5')?.verdict // 'broken'
 */
export const fresh = <F>(make: () => F): Fresh<F> => Object.assign(() => make(), { [made]: true as const })

/** Whether it makes fresh ones. */
export const isFresh = <F>(given: F | Fresh<F>): given is Fresh<F> => typeof given === 'function' && made in given

/** What is under test, as a maker of it, and whether what it makes are fresh ones. */
export const makerOf = <F>(given: F | Fresh<F>): { readonly make: () => F; readonly makesFresh: boolean } =>
  isFresh(given) ? { make: given, makesFresh: true } : { make: () => given, makesFresh: false }
