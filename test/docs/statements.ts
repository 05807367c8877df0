/**
 * An example as statements, each with the value or output that is written beside or under it.
 *
 * A statement begins at the margin; what is indented or begins with a closing bracket goes on with it. That is how
 * formatted code looks, and saves a parser. Knows nothing of Floe.
 */
import type { Line } from './examples.ts'

export interface Statement {
  readonly lines: readonly Line[]
  readonly kind: 'import' | 'expression' | 'loop' | 'other'
  /** What the example says that this prints: one entry a line. Absent where it says nothing. */
  readonly expected: readonly string[] | undefined
}

/** Where a `//` comment begins on a line that stands in no template; -1 for none. */
const commentStart = (text: string): number => {
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string
    if (quote !== '') {
      if (c === '\\') i++
      else if (c === quote) quote = ''
    } else if (c === "'" || c === '"' || c === '`') quote = c
    else if (c === '/' && text[i + 1] === '/') return i
    else if (c === '/' && /[(,=:[!&|?{};]\s*$/.test(text.slice(0, i))) {
      // A regular expression: to its end.
      for (i++; i < text.length && text[i] !== '/'; i++) if (text[i] === '\\') i++
    }
  }
  return -1
}

const isComment = (text: string): boolean => text.startsWith('//')
/** A comment that the compiler reads: `// @ts-expect-error`. */
export const isForCompiler = (text: string): boolean => text.startsWith('// @ts-')
const commentText = (text: string): string => text.replace(/^\/\/ ?/, '').trimEnd()

const kindOf = (text: string): Statement['kind'] => {
  if (/^import\b(?!\()/.test(text)) return 'import'
  if (/^(for|while|if|try)\b/.test(text)) return 'loop'
  return /^(const|let|var|type|interface|function|async function|class|export|declare|throw|return|do|switch|abstract|@|\{)(?!\w)/.test(
    text,
  )
    ? 'other'
    : 'expression'
}

const finish = (all: readonly Line[], comments: readonly Line[]): Statement => {
  const code = all.slice(0, all.findLastIndex((line) => line.text.trim() !== '') + 1)
  const kind = kindOf(code[0]?.text ?? '')
  const last = code.at(-1) as Line
  const start = commentStart(last.text)
  const speaks = kind === 'expression' || (kind === 'loop' && code.some((line) => line.text.includes('console.')))
  const beside = start < 0 ? [] : [commentText(last.text.slice(start))]
  const expected = [...beside, ...comments.map((line) => commentText(line.text))]
  if (!speaks || expected.length === 0) return { lines: code, kind, expected: undefined }
  const bare = { number: last.number, text: start < 0 ? last.text : last.text.slice(0, start).trimEnd() }
  return { lines: [...code.slice(0, -1), bare], kind, expected }
}

/** The statements of an example. Comments of their own belong to no statement and are left out. */
export const statementsOf = (lines: readonly Line[]): readonly Statement[] => {
  const statements: Statement[] = []
  let code: Line[] = []
  let comments: Line[] = []
  let templates = 0
  const end = (): void => {
    if (code.length > 0) statements.push(finish(code, comments))
    code = []
    comments = []
  }
  for (const line of lines) {
    const inTemplate = templates % 2 === 1
    if (!inTemplate && line.text.trim() === '') {
      if (comments.length > 0) end()
      else if (code.length > 0) code.push(line)
      continue
    }
    if (!inTemplate && isComment(line.text)) {
      // Under a statement: what it prints. A blank line between them makes it a remark, as does a word to the compiler.
      const isRemark = code.length === 0 || isForCompiler(line.text) || code.at(-1)?.text.trim() === ''
      if (isRemark) end()
      else comments.push(line)
      continue
    }
    const goesOn = inTemplate || /^[\s)\]}`]/.test(line.text)
    if (!goesOn || comments.length > 0) end()
    templates += (line.text.match(/(?<!\\)`/g) ?? []).length
    code.push(line)
  }
  end()
  return statements
}
