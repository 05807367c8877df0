/**
 * The seed of all property tests of a run: one fixed number, unless FLOE_SEED is another, or `random`.
 *
 * The configurations of vitest read it, once for a run; test/set-seed.ts hands it to fast-check in every test file.
 */

/** What chance begins with where nobody says otherwise. Any number would do. */
const usual = 20_261_127

/** The seed that a text asks for. fast-check takes whole numbers of 32 bits. */
export const seedOf = (asked: string | undefined): number => {
  if (asked === undefined || asked === '') return usual
  if (asked === 'random') return Math.floor(Math.random() * 2 ** 32) | 0
  const seed = Number(asked)
  if (seed === (seed | 0)) return seed
  throw new Error(`FLOE_SEED is ${asked}, and must be a whole number of 32 bits, or random`)
}
