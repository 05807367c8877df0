/**
 * The code of a scanner: one loop over rows, in it straight on from value to value, as long as rows are laid out as expected.
 *
 * Names enter the code as numbers alone: the bytes they are written in. What it works on stands under the names that
 * `scanner.ts` gives.
 */

import { quote } from '../../../code/quote.ts'
import { taken } from '../../../code/taken.ts'
import { decimalCode } from '../../scan/decimal-code.ts'
import { unrolled } from '../../scan/unrolled.ts'

/** As text, as a number, as a time, by a reader of the field's, or passed over: a name that no field has. */
export type Way = 'text' | 'number' | 'time' | 'value' | 'other'

/** What is done with a name. Its place among the others is its number. */
export interface KeyPlan {
  readonly way: Way
  /** The column that it makes; -1 if it is only checked. */
  readonly slot: number
  /** What is expected before its value, behind that of the name before; without, it is expected nowhere. */
  readonly glue: Uint8Array | undefined
}

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by)

/** So many names are remembered in one number. */
const marksInWord = 30

const markOf = (index: number): { readonly word: string; readonly bit: number } => ({
  word: `seen${quote(Math.floor(index / marksInWord))}`,
  bit: 2 ** (index % marksInWord),
})

const fourBytes = (bytes: Uint8Array, at: number): string =>
  quote(new DataView(bytes.buffer, bytes.byteOffset).getInt32(at, true))

/**
 * Whether some bytes stand at `p`. Four at a time, in their order: none has a line end, so that nothing is read that is far
 * behind one.
 */
export const standsAt = (glue: Uint8Array): string => {
  const { length } = glue
  if (length < 4) return Array.from(glue, (byte, i) => `b[p + ${quote(i)}] === ${quote(byte)}`).join(' && ') || 'true'
  const tests: string[] = []
  for (let i = 0; i + 4 <= length; i += 4) tests.push(`d.getInt32(p + ${quote(i)}, true) === ${fourBytes(glue, i)}`)
  if (length % 4 > 0) tests.push(`d.getInt32(p + ${quote(length - 4)}, true) === ${fourBytes(glue, length - 4)}`)
  return tests.join(' && ')
}

/** Of a name that stands twice the last value counts, as in `JSON.parse`: it takes the place of the first. */
const mark = (index: number): string => {
  const { word, bit } = markOf(index)
  return `${word} |= ${quote(bit)}`
}

const textCode = (index: number, slot: number): string => {
  const isWanted = slot >= 0
  const escaped = isWanted ? `text${quote(slot)}(b, s - 1, i)` : 'skipText(b, s - 1)'
  return `if (b[p] !== 34) break row
s = ++p
text${quote(index)}: {
  for (c = b[p]; ; c = b[++p]) {
${indent(unrolled(3, 'c > 34 && c !== 92', 'c = b[++p]'), '    ')}
    if (c === 34) break
    if (c === 92) {
      p = ${escaped}
      if (p < 0) break row
      break text${quote(index)}
    }
    if (c < 32) break row
  }${isWanted ? `\n  starts${quote(slot)}[i] = s; ends${quote(slot)}[i] = p` : ''}
  p++
}`
}

const valueCode = (index: number, slot: number): string =>
  `p = read${quote(index)}(b, d, p)\nif (p < 0) break row${slot < 0 ? '' : `\nvalues${quote(slot)}[i] = found.value`}`

const numberCode = (index: number, slot: number): string => {
  const isWanted = slot >= 0
  const { scan, isSure, value } = decimalCode(isWanted)
  const store = (text: string): string => (isWanted ? ` values${quote(slot)}[i] = ${text} ` : '')
  // JSON has no 01, no .5 and no 5.
  const isJson = '(b[q] !== 48 || p - q === 1 || f === q + 2) && f !== q + 1 && f !== p && p > q'
  const isLong = isWanted ? '(x = plainDecimal(b, s, p)) === x' : 'p - q < 16'
  return `s = p; c = b[p]
${scan}
if ((c === 44 || c === 125 || c <= 32) && ${isJson}) {
  if (${isSure}) {${store(value)}}
  else if (${isLong}) {${store('x')}}
  else p = s
} else p = s
if (p === s) {
${indent(valueCode(index, slot), '  ')}
}`
}

const timeCode = (index: number, slot: number): string => `q = b[p] === 34 ? passTime(d, p + 1) : -1
if (b[q] === 34) {${slot < 0 ? '' : `\n  values${quote(slot)}[i] = timeAt(d, p + 1, q)`}
  p = q + 1
} else {
${indent(valueCode(index, slot), '  ')}
}`

const keyCode = ({ way, slot }: KeyPlan, index: number): string => {
  switch (way) {
    case 'text':
      return `${mark(index)}\n${textCode(index, slot)}`
    case 'number':
      return `${mark(index)}\n${numberCode(index, slot)}`
    case 'time':
      return `${mark(index)}\n${timeCode(index, slot)}`
    case 'value':
      return `${mark(index)}\n${valueCode(index, slot)}`
    case 'other':
      return 'p = skipValue(b, p)\nif (p < 0) break row'
    default:
      return way satisfies never
  }
}

/** What is to be done where a row lacks names. */
const missingCode = (keys: readonly KeyPlan[]): string => {
  const marked = keys.flatMap(({ way, slot }, index) =>
    way === 'other' ? [] : [{ ...markOf(index), index, way, slot }],
  )
  const words = [...new Set(marked.map(({ word }) => word))]
  const all = (word: string): number => marked.reduce((sum, key) => (key.word === word ? sum + key.bit : sum), 0)
  const cases = marked.map(({ word, bit, index, way, slot }) => {
    const isMissing = `if ((${word} & ${quote(bit)}) === 0)`
    if (way !== 'value') return `${isMissing} break row`
    const store = slot < 0 ? '' : `\n  values${quote(slot)}[i] = found.value`
    return `${isMissing} {\n  if (!missing${quote(index)}()) break row${store}\n}`
  })
  if (words.length === 0) return ''
  return `if (${words.map((word) => `${word} !== ${quote(all(word))}`).join(' || ')}) {
${indent(cases.join('\n'), '  ')}
}
`
}

/**
 * Statements that return a function, which gets a list of its values, and fills columns from rows that lie in the bytes `b`, a view of which is `d`, from
 * `p` on, the first of them with the index `i` and on the line `line`; until there are `n`, or `end` is reached, which must
 * be behind a line end, or a row is not plain: then it says so.
 */
export const scannerCode = (keys: readonly KeyPlan[], names: readonly string[]): string => {
  const words = [...new Set(keys.map((_, index) => markOf(index).word))]
  const [first] = keys
  const cases = keys.map((key, index) => {
    const glue = keys[index + 1]?.glue
    const next = glue === undefined ? 'break' : `if (${standsAt(glue)}) p += ${quote(glue.length)}\nelse break`
    return `case ${quote(index)}: // ${key.way}${key.slot < 0 ? ', only checked' : ''}\n${indent(`${keyCode(key, index)}\n${next}`, '  ')}`
  })
  const body = indent(cases.join('\n'), '          ')
  const missing = indent(missingCode(keys), '      ')
  return `// Equals:
//   for each line that is not blank, while i < n && p < end
//     const row = read(the text of the line)
//     if (the row is not plain) return true
//     for (const slot of the columns) columns[slot][i++] = row[its field]
//   return false
return (values, b, d, p, end, i, n, line) => {
  ${taken(`at lines keys skipBlanks skipValue ${body} ${missing}`, names)}
  let c = 0, s = 0, q = 0, f = 0, v = 0, x = 0, k = 0, m = false, start = p${words.map((word) => `, ${word} = 0`).join('')}
  while (i < n && p < end) {
    if (b[p] <= 32) {
      q = skipBlanks(b, p)
      if (b[q] === 10) {
        p = q + 1
        line++
        continue
      }
    }
    start = p
    lines[i] = line
    row: {
      k = 0${words.map((word) => `; ${word} = 0`).join('')}
      ${first?.glue === undefined ? '{' : `if (${standsAt(first.glue)}) p += ${quote(first.glue.length)}\n      else {`}
        p = keys.next(b, p, true)
        if (p < 0) break row
        k = keys.key
      }
      while (k !== -2) {
        switch (k) {
${body}
          default: // another name
            p = skipValue(b, p)
            if (p < 0) break row
        }
        if (b[p] === 125) {
          p++
          break
        }
        p = keys.next(b, p, false)
        if (p < 0) break row
        k = keys.key
      }
      if (b[p] !== 10) {
        p = skipBlanks(b, p)
        if (b[p] !== 10) break row
      }
${missing}      p++
      line++
      i++
      continue
    }
    at.position = start; at.row = i; at.line = line
    return true
  }
  at.position = p; at.row = i; at.line = line
  return false
}`
}
