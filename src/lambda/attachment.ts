/**
 * What a module loader knows of a function beyond its text: the text as it was written, and what it captures.
 *
 * A function's own text shows the names that it uses and not what they mean. Whoever loads modules can attach that to it.
 * Nothing is attached to most functions, and then what they capture is not known.
 *
 * Where it is kept is found by a symbol of all modules. So modules that floe/loader has changed import nothing of Floe, and
 * it does not matter which copy of Floe looks. They make the place themselves, and attach but a function
 * that says more: it costs little where nobody asks.
 */

/** A view of something that a function captures. */
export interface Capture {
  /** What it is now. May throw, while its module is still being loaded. */
  readonly get: () => unknown
  /** Whether the name never means anything else: a `const`, an import of one. */
  readonly isConstant: boolean
  /** The package that it is imported from, with its version and the name that it has there; undefined of all else. */
  readonly from?: string
}

export interface Attachment {
  /** The function's text as JavaScript, before tools changed it. */
  readonly text: string
  /**
   * Every name that is free in the text and does not mean a global, by its name; of a namespace that is imported, its
   * members by their paths: `dates.parse`.
   */
  readonly captures: Readonly<Record<string, Capture>>
}

type AnyFunction = (...args: never) => unknown

/**
 * What a changed module says of a function: its text, and for each name that it captures how to read it; 0 for a name that
 * changes. What is imported comes with its name in the module that exports it, and with the version of the package, if it is
 * of one that is known.
 */
type Told = readonly [
  text: string,
  captures: Readonly<
    Record<string, (() => unknown) | readonly [get: () => unknown, exported: string, version?: string] | 0>
  >,
]

interface Place {
  readonly told: WeakMap<AnyFunction, () => Told>
  /** Names under which modules export what changes, so that nobody takes an import of that name for a constant. */
  readonly changing: Set<string>
}

const symbol = Symbol.for('floe.loader')

/** Undefined where no module has made it: whoever looks leaves no trace. */
const place = (): Place | undefined => (globalThis as { readonly [symbol]?: Place })[symbol]

/** A `var` that has no value yet cannot be told from one that is undefined. */
const readerOf = (get: () => unknown) => (): unknown => {
  const value = get()
  if (value === undefined) throw new ReferenceError('it has no value')
  return value
}

const captureOf = (told: Told[1][string]): Capture => {
  if (told === 0) return { get: () => undefined, isConstant: false }
  if (typeof told === 'function') return { get: readerOf(told), isConstant: true }
  const [get, exported, version] = told
  const isConstant = place()?.changing.has(exported) !== true
  return { get: readerOf(get), isConstant, ...(version === undefined ? {} : { from: `${exported} of ${version}` }) }
}

const attachments = new WeakMap<AnyFunction, Attachment>()

/** Tells what a function was written as and what it captures. Attached once, by whoever made it; the last word counts. */
export const attach = (fn: AnyFunction, attachment: Attachment): void => {
  attachments.set(fn, attachment)
}

/** What was attached to a function. */
export const attachmentOf = (fn: AnyFunction): Attachment | undefined => {
  const known = attachments.get(fn)
  if (known !== undefined) return known
  const told = place()?.told.get(fn)?.()
  if (told === undefined) return undefined
  const [text, captures] = told
  return {
    text,
    captures: Object.fromEntries(Object.entries(captures).map(([name, capture]) => [name, captureOf(capture)])),
  }
}
