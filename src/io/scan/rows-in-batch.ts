/**
 * How many rows a batch of a scan has. Knows nothing of rows but how many columns are asked for.
 */

/** So many cells stay in a fast cache. */
const cells = 2 ** 16

/** The fewer batches, the less is done between them, and the less does it pay to make that fast; but see `cells`. */
const most = 2 ** 14
const least = 2 ** 10

export const rowsInBatch = (columns: number): number =>
  Math.min(most, Math.max(least, Math.floor(cells / Math.max(1, columns))))
