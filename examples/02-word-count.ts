/**
 * What does the Apache licence talk about?
 *
 * The word count of every dataflow system: a text becomes lines, lines become words, and equal words are counted. The text is
 * the licence of the package typescript. Words of up to four letters are left out: they are the same in every text.
 *
 * floe run examples/02-word-count.ts#words
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { lines } from 'floe/io'

const licence = fileURLToPath(new URL('LICENSE', import.meta.resolve('typescript/package.json')))

export const words = F.pipe(
  lines(licence),
  F.flatMap((line) => line.toLowerCase().match(/\p{L}{5,}/gu) ?? []),
  F.countBy((word) => word),
  F.topBy(10, (word) => word.n),
)
