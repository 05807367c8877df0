/**
 * The code for a cell of a row: passed over, checked, and stored if it is asked for.
 *
 * It works on the bytes `b`, of which `d` is a view, from `p` on, and leaves `p` and `c` at what ends the cell. All that enters it are numbers; what
 * else it works on stands under the names that `scanner.ts` gives.
 */
import { quote } from '../../../code/quote.ts'
import { decimalCode } from '../../scan/decimal-code.ts'
import { nested } from '../../scan/unrolled.ts'
import type { BytesFormat } from './bytes-format.ts'
import type { Way } from './scan-field.ts'

/** What is done with a column of the file. `slot`: the column that it makes; -1 if it is only checked. */
export interface CellPlan {
  readonly way: Way
  readonly slot: number
  /** Whether the column that it makes is one of numbers. */
  readonly isNumbers: boolean
}

export interface CellOptions {
  readonly format: BytesFormat
  /** Whether an empty cell is null. */
  readonly isEmptyNull: boolean
  /** The statement for a row that is to be read in the careful way. */
  readonly giveUp: string
}

/** The variables that it needs. */
export const cellVariables = 'let c = 0, s = 0, e = 0, q = 0, f = 0, v = 0, m = false'

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ')

const endsWith = (delimiter: number): string => `c === ${quote(delimiter)} || c === 10 || c === 13`

/** `s` to `e` becomes the text; with `~e` for `e`, it has doubled quotes in it. */
const passCode = ({ format: { delimiter, quote: mark }, giveUp }: CellOptions): string => {
  // Most bytes are above all that end a cell.
  const passing = nested(6, `c > ${quote(Math.max(delimiter, 13))}`, 'c = b[++p]', 'continue')
  const bare = `for (;;) { ${passing}; if (${endsWith(delimiter)}) break; c = b[++p] }\ne = p`
  if (mark < 0) return bare
  return [
    `if (c === ${quote(mark)}) {`,
    '  e = quoted.find(b, ++s, end)',
    `  if (e < 0) ${giveUp}`,
    '  p = e + 1; c = b[p]',
    '  if (quoted.isDoubled) e = ~e',
    '} else {',
    indent(bare),
    '}',
  ].join('\n')
}

/** By a reader of this name, which leaves what it found in `found`. */
const readCode = (reader: string, store: string, { giveUp }: CellOptions): string =>
  `p = ${reader}(b, d, s, end)\nif (p < 0) ${giveUp}\nc = b[p]${store === '' ? '' : `\n${store} = found.value`}`

const numberCode = ({ slot, isNumbers }: CellPlan, reader: string, options: CellOptions): string => {
  const isWanted = slot >= 0
  const store = isWanted ? `values${quote(slot)}[i]` : ''
  const { scan, isSure, value } = decimalCode(isWanted)
  // Small whole numbers among any values are kept as they are; those with a fraction, and -0, need an object each.
  const stored = isNumbers
    ? `${store} = ${value}`
    : `if (f < 0 && (v > 0 || !m)) ${store} = (m ? -v : v) | 0; else ${store} = ${value}`
  return [
    scan,
    `if ((${endsWith(options.format.delimiter)}) && ${isSure}) {`,
    isWanted ? `  ${stored}` : '',
    '} else {',
    indent(readCode(reader, store, options)),
    '}',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** The statements for a cell, of which the value is read by `reader` where its bytes do not tell. */
export const cellCode = (plan: CellPlan, reader: string, options: CellOptions): string => {
  const { way, slot } = plan
  const store = slot < 0 ? '' : `values${quote(slot)}[i]`
  const begin = 's = p; c = b[p]'
  switch (way) {
    case 'text':
      return `${begin}\n${passCode(options)}${slot < 0 ? '' : `\nstarts${quote(slot)}[i] = s; ends${quote(slot)}[i] = e`}`
    case 'textOrNull':
      // Any text will do, and null too.
      if (slot < 0) return `${begin}\n${passCode(options)}`
      return `${begin}; m = c === ${quote(options.format.quote)}\n${passCode(options)}\n${store} = textOrNull(b, s, e, m)`
    case 'time': {
      return [
        's = p; p = passTime(d, p); c = b[p]',
        `if (p > 0 && (${endsWith(options.format.delimiter)})) {`,
        store === '' ? '' : `  ${store} = timeAt(d, s, p)`,
        '} else {',
        indent(readCode(reader, store, options)),
        '}',
      ]
        .filter((line) => line !== '')
        .join('\n')
    }
    case 'value':
      return `s = p\n${readCode(reader, store, options)}`
    case 'number':
      return `${begin}\n${numberCode(plan, reader, options)}`
    case 'numberOrNull': {
      const number = numberCode(plan, reader, options)
      if (!options.isEmptyNull) return `${begin}\n${number}`
      const empty = store === '' ? '' : ` ${store} = null`
      return `${begin}\nif (${endsWith(options.format.delimiter)}) {${empty}\n} else {\n${indent(number)}\n}`
    }
    default:
      return way satisfies never
  }
}
