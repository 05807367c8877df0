/**
 * Finds the examples of the documentation: TypeScript blocks in Markdown, and `@example` parts of doc comments.
 *
 * An example keeps the line numbers of the page that it stands on, so that whatever is said of it names the right line.
 * Knows nothing of how examples are run.
 */

/** A line of an example with its number on the page, counted from 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

export interface Example {
  /** The page, from the root of the repository: `docs/guide/order.md`. */
  readonly page: string
  /** The line on which it begins. */
  readonly line: number
  readonly lines: readonly Line[]
  /** Only its types are checked: the block is marked `no-run`. */
  readonly runs: boolean
  /** Files that lie in its directory, by name: the blocks of the page that name one. */
  readonly files: ReadonlyMap<string, string>
}

interface Block {
  readonly language: string
  /** What follows the language: `no-run`, `continue`, or the name of a file. */
  readonly words: readonly string[]
  readonly line: number
  readonly lines: readonly Line[]
}

/** The fenced blocks of a Markdown page. */
export const blocksOf = (markdown: string): readonly Block[] => {
  const blocks: Block[] = []
  let open: { readonly fence: string; readonly block: Block; readonly lines: Line[] } | undefined
  for (const [i, text] of markdown.split('\n').entries()) {
    const [, fence = '', info = ''] = /^(`{3,})\s*(.*)$/.exec(text) ?? []
    if (open !== undefined) {
      if (fence === open.fence && info === '') {
        blocks.push(open.block)
        open = undefined
      } else open.lines.push({ number: i + 1, text })
    } else if (fence !== '') {
      const [language = '', ...words] = info.trim().split(/\s+/)
      const lines: Line[] = []
      open = { fence, lines, block: { language, words, line: i + 1, lines } }
    }
  }
  return blocks
}

const isTypeScript = (block: Block): boolean => block.language === 'ts' || block.language === 'typescript'

/**
 * The TypeScript examples of a Markdown page. A block marked `continue` goes on where the one before it ended: both are
 * one example. A block of another language with a file name (`csv people.csv`) is a file of all examples of its page.
 */
export const markdownExamples = (page: string, markdown: string): readonly Example[] => {
  const blocks = blocksOf(markdown)
  const files = new Map(
    blocks
      .filter((block) => !isTypeScript(block))
      .flatMap(({ words: [name], lines }) =>
        name?.includes('.') === true ? [[name, lines.map((line) => `${line.text}\n`).join('')] as const] : [],
      ),
  )
  const examples: Example[] = []
  for (const { words, line, lines } of blocks.filter(isTypeScript)) {
    const before = examples.at(-1)
    if (words.includes('continue') && before !== undefined)
      examples.splice(-1, 1, { ...before, lines: [...before.lines, ...lines] })
    else examples.push({ page, line, lines, runs: !words.includes('no-run'), files })
  }
  return examples
}

/** The doc comments of a module, each with the text of the declaration under it. */
export interface DocComment {
  readonly lines: readonly Line[]
  /** The line of code that follows. */
  readonly declaration: string
}

/** The doc comments of a module, in its order. */
export const docComments = (source: string): readonly DocComment[] => {
  const comments: DocComment[] = []
  const all = source.split('\n')
  let lines: Line[] | undefined
  for (const [i, text] of all.entries()) {
    const trimmed = text.trim()
    if (lines === undefined && trimmed.startsWith('/**')) lines = []
    if (lines === undefined) continue
    const isLast = trimmed.endsWith('*/')
    const inner = trimmed
      .replace(/^\/\*\*/, '')
      .replace(/\*\/$/, '')
      .replace(/^\* ?/, '')
    if (inner.trim() !== '' || !trimmed.startsWith('/**'))
      lines.push({ number: i + 1, text: isLast ? inner.trimEnd() : inner })
    if (isLast) {
      comments.push({ lines, declaration: all[i + 1] ?? '' })
      lines = undefined
    }
  }
  return comments
}

/** The `@example` parts of a doc comment: each goes on to the next tag or the end. */
export const commentExamples = (page: string, comment: DocComment): readonly Example[] => {
  const examples: { readonly line: number; readonly lines: Line[] }[] = []
  let inside = false
  for (const line of comment.lines) {
    if (/^@\w/.test(line.text)) {
      inside = line.text.startsWith('@example')
      if (inside) examples.push({ line: line.number, lines: [] })
    } else if (inside) examples.at(-1)?.lines.push(line)
  }
  return examples.map((example) => ({ page, ...example, runs: true, files: new Map() }))
}

/** The examples in the doc comments of a module. */
export const sourceExamples = (page: string, source: string): readonly Example[] =>
  docComments(source).flatMap((comment) => commentExamples(page, comment))
