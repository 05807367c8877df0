/**
 * Where in a document the rows are: follows the tokens to the array at the end of a path of names, and cuts it into items.
 *
 * Takes it for granted that the tokens are a document of JSON, which somebody else sees to. Knows tokens; no bytes.
 */
import { TokenType } from '@streamparser/json'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

/** One item: the offset behind the bracket or comma before it, and that of the comma or bracket behind it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface ArrayFinder {
  /** Takes the next token, and gives the row that it ends, if it ends one. */
  readonly take: (token: TokenType, value: unknown, offset: number) => Span | undefined
  /** Where the row in hand begins; `undefined` outside the array. */
  readonly start: () => number | undefined
  readonly isFound: () => boolean
}

const inWords = new Map([
  [TokenType.LEFT_BRACE, 'an object'],
  [TokenType.LEFT_BRACKET, 'an array'],
])

const isOpening = (token: TokenType): boolean => token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET
const isClosing = (token: TokenType): boolean => token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET

const printNames = (names: readonly string[]): string =>
  names.length === 0 ? 'the file' : names.map((name) => printValue(name)).join(' in ')

/**
 * Looks for the array at the end of `names`; without any, the document is to be the array.
 *
 * `take` throws FloeError SchemaMismatch if there is none, SourceCorrupt if there are two.
 */
export const arrayFinder = (names: readonly string[], path: string): ArrayFinder => {
  const mismatch = (message: string, hint: string, found?: string): FloeError =>
    new FloeError('SchemaMismatch', {
      message,
      place: { source: path },
      ...(found === undefined ? {} : { found }),
      expected: 'an array of rows',
      hint,
    })
  /** How many containers are open. */
  let depth = 0
  /** How many of them lie on the path: objects, each the value of the name before. */
  let level = 0
  let isFound = false
  let wantsName = false
  let isHit = false
  let wantsValue = true
  /** Where the row in hand begins, and whether it has begun. */
  let start: number | undefined
  let hasBegun = false

  const enter = (token: TokenType, value: unknown, offset: number): void => {
    wantsValue = false
    const isArray = level === names.length
    if (token !== (isArray ? TokenType.LEFT_BRACKET : TokenType.LEFT_BRACE)) {
      const found = inWords.get(token) ?? printValue(value)
      const where = printNames(names.slice(0, level).reverse())
      throw mismatch(
        `${where} is ${found}, and ${isArray ? 'an array of rows' : `an object with ${printValue(names[level])}`} is expected`,
        isArray && level === 0
          ? "say where the array is: { at: 'items' }; or read it by ndjson, if it has one row a line"
          : 'look at the beginning of the file, and name the way to the array: { at: [...] }',
        found,
      )
    }
    depth++
    if (!isArray) {
      level++
      wantsName = true
    } else {
      isFound = true
      start = offset + 1
      hasBegun = false
    }
  }

  const inArray = (token: TokenType, offset: number): Span | undefined => {
    const isOnTop = depth === names.length + 1
    if (isOnTop && (token === TokenType.COMMA || isClosing(token))) {
      const row = { start: start as number, end: offset }
      const ended = hasBegun ? row : undefined
      hasBegun = false
      start = token === TokenType.COMMA ? offset + 1 : undefined
      if (start === undefined) depth--
      return ended
    }
    hasBegun = true
    if (isOpening(token)) depth++
    if (isClosing(token)) depth--
    return undefined
  }

  const onTheWay = (token: TokenType, value: unknown): void => {
    if (token === TokenType.COMMA) wantsName = true
    else if (token === TokenType.COLON) {
      wantsValue = isHit
      isHit = false
    } else if (token === TokenType.STRING && wantsName) {
      wantsName = false
      isHit = value === names[level - 1]
      if (isHit && isFound)
        throw new FloeError('SourceCorrupt', {
          message: `the name ${printValue(value)} stands twice in one object: it is not clear which array is meant`,
          place: { source: path },
          hint: 'rename one of them',
        })
    } else if (isOpening(token)) depth++
    else if (isClosing(token)) {
      if (!isFound)
        throw mismatch(
          `there is no ${printValue(names[level - 1])} in ${printNames(names.slice(0, level - 1).reverse())}`,
          'at names the way to the array of rows, name by name',
        )
      depth--
      level--
      wantsName = false
    }
  }

  return {
    take: (token, value, offset) => {
      if (start !== undefined) return inArray(token, offset)
      if (wantsValue) enter(token, value, offset)
      else if (depth === level) onTheWay(token, value)
      else if (isOpening(token)) depth++
      else if (isClosing(token)) depth--
      return undefined
    },
    start: () => start,
    isFound: () => isFound,
  }
}
