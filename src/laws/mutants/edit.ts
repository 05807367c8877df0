/** Changes to a text, by the places in it. Knows no code. */

/** Puts a text in the place of what stands there. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What a mutant is: a place, and what is changed there and around. */
export interface Change {
  readonly at: number
  readonly edits: readonly Edit[]
}

/** Two texts, one behind the other, whose words stay two: `return` and `kept`. */
const apart = (before: string, text: string): string =>
  /[\w$]$/.test(before) && /^[\w$]/.test(text) ? `${before} ${text}` : before + text

/** The text with all edits, which may stand within each other only where one of them is empty. */
export const edited = (text: string, edits: readonly Edit[]): string => {
  // Of two at the same place, the one that was said first comes first.
  const order = edits.map((edit, i) => ({ edit, i })).sort((a, b) => b.edit.start - a.edit.start || b.i - a.i)
  return order.reduce((made, { edit }) => apart(made.slice(0, edit.start), edit.text) + made.slice(edit.end), text)
}

/** One edit, told at its own place. */
export const replaced = ({ start, end }: { readonly start: number; readonly end: number }, text: string): Change => ({
  at: start,
  edits: [{ start, end, text }],
})
