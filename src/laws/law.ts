/**
 * What a law is: a statement with a number that can be checked, on one instance at a time.
 *
 * The catalogue of laws is docs/laws.md. This module knows no law in particular, nor what laws are about.
 */

/**
 * What only some functions are, and nobody expects of the others: a law about it is a promise where it is declared, and a
 * proposal where it is not.
 *
 * @example
 * const sorts: L.Property = 'idempotent'
 * const upper = L.rows((names: readonly string[]) => names.toSorted(), { rows: fc.string(), declared: [sorts] })
 * upper.declared.has('idempotent') // true
 */
export type Property =
  | 'ownsOutput'
  | 'idempotent'
  | 'elementwise'
  | 'equivariant'
  | 'orderFree'
  | 'keyLocal'
  | 'deterministic'
  | 'injective'
  | 'total'
  | 'commutative'
  | 'idempotentMerge'
  | 'boundedState'
  | 'breaksTies'
  | 'boundary'

/**
 * What broke a law: where, and what stood there and stands there now.
 *
 * @example
 * const line = ({ path, before, after }: L.Breach) => `${path}: ${before} → ${after}`
 * const postponed = L.row((f: { delay: number }) => ++f.delay, { rows: fc.record({ delay: fc.nat() }) })
 * const { laws } = await L.examine(postponed)
 * laws.flatMap(({ id, failure }) => (id === 'S1' && failure ? line(failure.breach) : []))
 * // [ 'rows[0].delay: 0 → 1' ]
 */
export interface Breach {
  /** One sentence: what happened. */
  readonly what: string
  /** The first differing path, as `rows[0].tags[1]`. */
  readonly path?: string
  /** In print. */
  readonly before?: string
  readonly after?: string
  /**
   * How many steps the schedule has, of asynchronous code: calls that settle while one that began before is open, and a
   * cancellation.
   */
  readonly steps?: number
  /** The line of the user's code that did it, if that is known. */
  readonly line?: string
}

/**
 * What an instance says of a law. `trivial`: it could not have been otherwise, for the reason given.
 *
 * @example
 * const say = (finding: L.Finding): string =>
 *   finding.kind === 'held' ? 'held' : finding.kind === 'trivial' ? finding.why : finding.breach.what
 * say({ kind: 'trivial', why: 'there are no rows' }) // 'there are no rows'
 */
export type Finding =
  | { readonly kind: 'held' }
  | { readonly kind: 'trivial'; readonly why: string }
  | { readonly kind: 'broken'; readonly breach: Breach }

/**
 * What can be said only when all calls of a check are over, and all that they put off.
 *
 * @example
 * const open = new Set(['a.csv'])
 * const allClosed: L.Later = async () =>
 *   open.size === 0 ? { kind: 'held' } : { kind: 'broken', breach: { what: `${[...open]} was left open` } }
 * open.delete('a.csv')
 * await allClosed() // { kind: 'held' }
 */
export type Later = () => Promise<Finding>

/**
 * A law about trials `T`.
 *
 * @example
 * const even: L.Law<number> = {
 *   id: 'X1',
 *   name: 'even',
 *   statement: '2 | n',
 *   why: 'Whoever takes half of it has a fraction.',
 *   mend: 'double it',
 *   check: async (n) => (n % 2 === 0 ? { kind: 'held' } : { kind: 'broken', breach: { what: `${n} is odd` } }),
 * }
 * await even.check(3) // { kind: 'broken', breach: { what: '3 is odd' } }
 */
export interface Law<in T> {
  /** As in the catalogue: `S1`. */
  readonly id: string
  readonly name: string
  /** In symbols, as in the catalogue. */
  readonly statement: string
  /** What goes wrong for people where it is broken. */
  readonly why: string
  /** How to mend what breaks it. */
  readonly mend: string
  /** What must have been declared for the law to be a promise; undefined for those that always are. */
  readonly declared?: Property
  /** Whether it is about what a function remembers: broken, how often it was called before has a say in everything. */
  readonly ofMemory?: true
  /** Broken, it is no failure, but something to think about. */
  readonly isAdvice?: true
  /** Laws without which this one says nothing: where one of them is broken, it is not told that this one is, too. */
  readonly after?: readonly string[]
  readonly check: (trial: T) => Promise<Finding | Later>
}

export const held: Finding = Object.freeze({ kind: 'held' })
export const trivial = (why: string): Finding => ({ kind: 'trivial', why })
export const broken = (breach: Breach): Finding => ({ kind: 'broken', breach })
