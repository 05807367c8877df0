/**
 * Names within statements: the one place where text that is not ours gets into SQL, and it can be nothing but a name there.
 */

/** A name as SQL writes it, whatever is in it. A NUL character, which no name can have, is refused where names are given. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quotedList = (names: readonly string[]): string => names.map(quoted).join(', ')
