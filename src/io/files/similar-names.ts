/**
 * Names that somebody may have meant who wrote another: for hints, of files and of columns.
 */

/** How many single-character edits lie between two texts (Levenshtein). */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[b.length] ?? 0
}

/** The longest name that is compared: distances cost the product of lengths. */
const longest = 200

/**
 * At most three of `names` that are like `name`, likest first: the same but for case, or with few letters changed.
 *
 * @example
 * similarNames('fligts.csv', ['flights.csv', 'airports.csv']) // [ 'flights.csv' ]
 */
export const similarNames = (name: string, names: readonly string[]): readonly string[] => {
  if (name.length > longest) return []
  const wanted = name.toLowerCase()
  const allowed = Math.max(1, Math.min(4, Math.floor(name.length / 3)))
  return names
    .filter((candidate) => candidate !== name && Math.abs(candidate.length - name.length) <= allowed)
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}
