/**
 * What is put before the first statement of a changed module: declared functions, which are there before anything runs, on
 * no line of their own. It imports nothing; src/lambda/attachment.ts reads what it leaves behind.
 */

export interface Names {
  /** `$floe(fn, told, name)` attaches, gives the function its name if it needs one, and returns it. */
  readonly attach: string
  /** `$floeText(start, end)` is a part of the texts of all functions. */
  readonly text: string
}

/** Names that stand nowhere in the source. */
export const freshNames = (source: string): Names => {
  let attach = '$floe'
  while (source.includes(attach)) attach += '$'
  return { attach, text: `${attach}Text` }
}

/** As the text of a string that breaks no line, and no HTML around it. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u2028\u2029]|<(?=[/!])/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const place = 'globalThis[Symbol.for("floe.loader")]??={told:new WeakMap,changing:new Set}'

export const prelude = (
  names: Names,
  texts: string,
  /** Declared functions, each with what is told of it. */
  declared: string,
  changing: readonly string[],
): string =>
  [
    // A directive may stand before it, without a semicolon.
    ';',
    texts === ''
      ? ''
      : `function ${names.attach}(f,t,n){(${place}).told.set(f,t);return n===void 0?f:Object.defineProperty(f,"name",{value:n})}`,
    texts === '' ? '' : `function ${names.text}(s,e){return${quoted(texts)}.slice(s,e)}`,
    declared,
    ...changing.map((name) => `(${place}).changing.add(${quoted(name)});`),
  ].join('')
