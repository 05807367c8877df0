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

/** What broke a law: where, and what stood there and stands there now. */
export interface Breach {
  /** One sentence: what happened. */
  readonly what: string
  /** The first differing path, as `rows[0].tags[1]`. */
  readonly path?: string
  /** In print. */
  readonly before?: string
  readonly after?: string
  /** The line of the user's code that did it, if that is known. */
  readonly line?: string
}

/** What an instance says of a law. `trivial`: it could not have been otherwise, for the reason given. */
export type Finding =
  | { readonly kind: 'held' }
  | { readonly kind: 'trivial'; readonly why: string }
  | { readonly kind: 'broken'; readonly breach: Breach }

/** What can be said only when all calls of a check are over, and all that they put off. */
export type Later = () => Promise<Finding>

/** A law about trials `T`. */
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
  /** Laws without which this one says nothing: where one of them is broken, it is not told that this one is, too. */
  readonly after?: readonly string[]
  readonly check: (trial: T) => Promise<Finding | Later>
}

export const held: Finding = Object.freeze({ kind: 'held' })
export const trivial = (why: string): Finding => ({ kind: 'trivial', why })
export const broken = (breach: Breach): Finding => ({ kind: 'broken', breach })
