/**
 * What a module loader knows of a function beyond its text: the text as it was written, and what it captures.
 *
 * A function's own text shows the names that it uses and not what they mean. Whoever loads modules can attach that to it.
 * Nothing is attached to most functions, and then what they capture is not known.
 */

/** A view of something that a function captures. */
export interface Capture {
  /** What it is now. May throw, while its module is still being loaded. */
  readonly get: () => unknown
  /** Whether the name never means anything else: a `const`, an import of one. */
  readonly isConstant: boolean
}

export interface Attachment {
  /** The function's text as JavaScript, before tools changed it. */
  readonly text: string
  /**
   * Every name that is free in the text and does not mean a global, by its name; of a namespace that is imported, also by
   * its path: `dates.parse`.
   */
  readonly captures: Readonly<Record<string, Capture>>
}

const attachments = new WeakMap<(...args: never) => unknown, Attachment>()

/** Tells what a function was written as and what it captures. Attached once, by whoever made it; the last word counts. */
export const attach = (fn: (...args: never) => unknown, attachment: Attachment): void => {
  attachments.set(fn, attachment)
}

/** What was attached to a function. */
export const attachmentOf = (fn: (...args: never) => unknown): Attachment | undefined => attachments.get(fn)
