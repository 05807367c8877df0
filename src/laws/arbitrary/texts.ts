/**
 * Texts that show what a function makes of them.
 */
import * as fc from 'fast-check'
import { ofPool } from './of-pool.ts'

/** What is changed by a locale, by normalising, by capitals or by trimming; or is a name that objects have already. */
const traps: readonly string[] = [
  '',
  'a',
  'A',
  'b',
  'i',
  'I',
  'ß',
  'ss',
  ' a',
  'a b',
  '10',
  '9',
  'İ',
  'ı',
  'é',
  'e\u0301',
  'ä',
  'z',
  '__proto__',
  'constructor',
  'a,"b"',
  'a\nb',
  '2024-03-31',
  '😀',
  '👩‍👧',
  'null',
]

/** Short ones, and traps. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'é', '1', ' '), maxLength: 4 }), weight: 3 },
  { arbitrary: ofPool(traps), weight: 4 },
  { arbitrary: fc.string({ maxLength: 8 }), weight: 1 },
)

/** Few, and nearly alike; put together they are alike. */
export const few: fc.Arbitrary<string> = ofPool(['', 'a', 'aa', 'A'])

/** What texts are known for: half of a pair of surrogates, zeros, marks that nobody sees. */
export const specials: fc.Arbitrary<string> = fc.oneof(
  { withCrossShrink: true },
  ofPool([...traps, '\ud83d', '\ude00', '\u0000', '\ufeffa', 'a\u200d', '\uffff', '\u2028', 'ﬁ', 'Σς']),
  fc.string({ unit: 'binary', maxLength: 3 }),
)

/** What a text may have to be before a refinement takes it. */
export const likely: readonly fc.Arbitrary<string>[] = [
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[A-Z]{2,3}$/),
  fc.stringMatching(/^[a-z]{3,12}$/),
  fc.stringMatching(/^[a-z]{1,5}(-[a-z]{1,5}){1,2}$/),
  fc.stringMatching(/^[A-Z]{1,3}-?[0-9]{1,5}$/),
  fc.stringMatching(/^[0-9]{1,5}$/),
  fc.stringMatching(/^[0-9a-f]{6,8}$/),
  fc.stringMatching(/^#[0-9a-f]{6}$/),
  fc.stringMatching(/^[0-9]{2}:[0-5][0-9]$/),
  fc.stringMatching(/^\+[0-9]{8,12}$/),
  fc.uuid(),
  fc.emailAddress({ size: '-1' }),
  fc.ipV4(),
  fc.webUrl({ size: '-1' }),
]
