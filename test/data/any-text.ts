/**
 * Text of any whole characters. fast-check's own, `unit: 'binary'`, first makes a table of all there are, which takes each
 * test file a second and a hundred megabytes.
 */
import fc from 'fast-check'

const halves = 0xd800
const afterHalves = 0xe000

const character = fc.nat({ max: 0x10ffff - (afterHalves - halves) }).map(
  (n) => String.fromCodePoint(n < halves ? n : n - halves + afterHalves),
  (text) => {
    const code = typeof text === 'string' && [...text].length === 1 ? (text.codePointAt(0) ?? halves) : halves
    if (code >= halves && code < afterHalves) throw new Error('no whole character')
    return code < halves ? code : code - afterHalves + halves
  },
)

export const anyText = (lengths: { readonly maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({ ...lengths, unit: character })
