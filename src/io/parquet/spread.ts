/**
 * How many of a file's bytes some rows stand for: for progress alone.
 */

/**
 * Spreads the size of a file over its rows, so that a bar moves as the work does: by the bytes that each row group takes
 * of the columns that are read. All parts add up to the size.
 */
export const spread = (size: number, weights: readonly number[]): ((group: number, share: number) => number) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const before = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0))
  let told = 0
  return (group, share) => {
    const done =
      group === weights.length - 1 && share === 1
        ? size
        : Math.floor((size * ((before[group] ?? 0) + (weights[group] ?? 0) * share)) / total)
    const bytes = done - told
    told = done
    return bytes
  }
}
