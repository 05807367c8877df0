/**
 * JSON by RFC 8259, read slowly: for what `JSON.parse` will not tell. That is where a text goes wrong and what would have
 * been right, in the same words on every platform; and which digits an integer had that no number holds.
 *
 * Accepts what `JSON.parse` accepts and gives the same values, but for numbers beyond the range and texts that are nested too
 * deep, which it refuses, and for integers that lose digits, which it gives as bigints. Knows nothing of rows.
 */

import { losesDigits } from '../../codec/parse-text.ts'
import { mostLevels } from '../../data/check-row.ts'
import { setField } from '../../plan/codec/compile-record.ts'

/** Why a text is no JSON. */
export class JsonFault {
  /** Where, counted from 0 in UTF-16 units. */
  readonly at: number
  /** What would be right there: `a value`. */
  readonly expected: string

  constructor(at: number, expected: string) {
    this.at = at
    this.expected = expected
  }
}

/** How values are made. */
export interface Making {
  /** Which integers become bigints: those that as numbers would lose digits, or all that are unsafe. */
  readonly bigints: 'lossy' | 'unsafe'
  /** Whether objects inherit nothing, so that a field is found only where it is. */
  readonly bare: boolean
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const integerForm = /^-?\d+$/
const words: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

const quote = 0x22
const backslash = 0x5c

class Reader {
  private at = 0
  private level = 0
  private readonly text: string
  private readonly making: Making

  constructor(text: string, making: Making) {
    this.text = text
    this.making = making
  }

  document(): unknown {
    this.skip()
    const value = this.value()
    this.skip()
    return this.at === this.text.length ? value : this.fail('the end')
  }

  private fail(expected: string, at = this.at): never {
    throw new JsonFault(at, expected)
  }

  private skip(): void {
    for (;;) {
      const unit = this.text.charCodeAt(this.at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.at++
    }
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private value(): unknown {
    switch (this.text[this.at]) {
      case '{':
        return this.deeper(() => this.object())
      case '[':
        return this.deeper(() => this.array())
      case '"':
        return this.string()
      default:
        return this.word()
    }
  }

  private deeper<A>(read: () => A): A {
    if (++this.level > mostLevels) this.fail(`at most ${mostLevels} levels of nesting`)
    this.at++
    this.skip()
    const value = read()
    this.level--
    return value
  }

  private object(): unknown {
    const made: Record<string, unknown> = this.making.bare ? Object.create(null) : {}
    if (this.takes('}')) return made
    for (;;) {
      if (this.text[this.at] !== '"') this.fail('a name in double quotes')
      const name = this.string()
      this.skip()
      if (!this.takes(':')) this.fail('a colon')
      this.skip()
      setField(made, name, this.value())
      this.skip()
      if (this.takes('}')) return made
      if (!this.takes(',')) this.fail('a comma or }')
      this.skip()
    }
  }

  private array(): unknown {
    const made: unknown[] = []
    if (this.takes(']')) return made
    for (;;) {
      made.push(this.value())
      this.skip()
      if (this.takes(']')) return made
      if (!this.takes(',')) this.fail('a comma or ]')
      this.skip()
    }
  }

  private string(): string {
    const start = this.at++
    for (;;) {
      const unit = this.text.charCodeAt(this.at)
      if (Number.isNaN(unit)) this.fail('a closing quote')
      if (unit < 0x20) this.fail('no control character within quotes: \\n, \\t or \\u00… in its place')
      this.at++
      if (unit === quote) return JSON.parse(this.text.slice(start, this.at)) as string
      if (unit === backslash) this.escape()
    }
  }

  private escape(): void {
    if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(this.text.slice(this.at, this.at + 5)))
      this.fail('an escape such as \\n, \\" or \\u00e9', this.at - 1)
    this.at++
  }

  private word(): unknown {
    for (const [word, value] of words)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    numberForm.lastIndex = this.at
    const literal = numberForm.exec(this.text)?.[0]
    if (literal === undefined) return this.fail('a value')
    const number = this.number(literal)
    this.at += literal.length
    return number
  }

  private number(literal: string): number | bigint {
    const value = Number(literal)
    if (!Number.isFinite(value)) this.fail('a number within the range of numbers, up to 1.8e308')
    if (literal.length <= 15 || !integerForm.test(literal) || Number.isSafeInteger(value)) return value
    return this.making.bigints === 'unsafe' || losesDigits(literal) ? BigInt(literal) : value
  }
}

/** The value of a text, or why it is none. Of names that stand twice in an object the last one counts, as in `JSON.parse`. */
export const strictJson = (text: string, making: Making): unknown => {
  try {
    return new Reader(text, making).document()
  } catch (thrown) {
    if (thrown instanceof JsonFault) return thrown
    throw thrown
  }
}
