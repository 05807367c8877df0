/**
 * Proves that docs/guide/examples.md shows every example as it is: its question, its code, the picture of its plan, and what
 * the program prints of it. `npx vitest run test/examples/guide.test.ts -u` brings the page up to date, once the program is
 * built.
 */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keptFloe } from '../cli/kept-floe.ts'
import { blocksOf } from '../docs/examples.ts'
import { read, root } from '../docs/pages.ts'

const floe = keptFloe()

const path = 'docs/guide/examples.md'
const page = read(path)
const [introduction = '', ...sections] = page.split(/(?=^## )/m)
/** Each is a file: folders have pages of their own. */
const examples = readdirSync(`${root}/examples`)
  .filter((name) => name.endsWith('.ts'))
  .sort()

/** What an example says of itself: the first sentence of its comment, how to run it, and the code below. */
const partsOf = (example: string): { readonly question: string; readonly command: string; readonly code: string } => {
  const pattern = /^\/\*\*\n \* (.*\?)\n[\s\S]*?\n \* floe run (\S.*)\n \*\/\n([\s\S]*)$/
  const [, question = '', command = '', code = ''] = pattern.exec(read(`examples/${example}`)) ?? []
  return { question, command, code }
}

/** The section with other text in its first block of a language. */
const withBlock = (section: string, language: string, text: string): string =>
  section.replace(
    new RegExp(`^\`\`\`${language}\\n[\\s\\S]*?^\`\`\`$`, 'm'),
    () => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``,
  )

/** What the program prints of an example. The first one reads for long: the test of README.md runs it. */
const outputOf = async (example: string, command: string): Promise<string> => {
  if (example.startsWith('01-'))
    return blocksOf(read('README.md'))
      .filter(({ language }) => language === 'text')
      .slice(0, 1)
      .flatMap(({ lines }) => lines.map(({ text }) => text))
      .join('\n')
  const { code, out, err } = await floe('run', ...command.split(' '))
  expect(code, err).toBe(0)
  const [rejects = ''] = /^rejected: [\s\S]*/m.exec(err) ?? []
  return `${out}\n${rejects}`.replace(/[ \t]+$/gm, '')
}

/** The section of an example as it should be. */
const shown = async (section: string, example: string): Promise<string> => {
  const { command, code } = partsOf(example)
  const [picture, output] = await Promise.all([
    floe('explain', '--mermaid', command.split(' ')[0] ?? ''),
    outputOf(example, command),
  ])
  expect(picture.code, picture.err).toBe(0)
  const drawn = withBlock(withBlock(section, 'ts', code), 'mermaid', picture.out)
  return withBlock(drawn, 'console', `$ npx floe run ${command}\n${output}`)
}

test('each example has a section, in their order', () =>
  expect(sections.map((section) => /\(\.\.\/\.\.\/examples\/([\w.-]+)\)/.exec(section)?.[1])).toEqual(examples))

test.each(examples)('%s asks its question first, here and in README.md', (example) => {
  const { question, command } = partsOf(example)
  expect(question).not.toBe('')
  expect(command).toContain(`examples/${example}#`)
  expect(sections[examples.indexOf(example)]).toContain(`\n[${question}](../../examples/${example})\n`)
  expect(read('README.md')).toContain(`| [${question}](examples/${example}) |`)
})

test.each(examples)('%s is shown with its code, its picture and its output', (example) => {
  const languages = blocksOf(sections[examples.indexOf(example)] ?? '').map(({ language }) => language)
  expect(languages.slice(0, 3)).toEqual(['ts', 'mermaid', 'console'])
})

describe('what is shown', () => {
  test('is what the program prints', { timeout: 300_000 }, async () => {
    const fresh: string[] = []
    for (const [i, example] of examples.entries()) fresh.push(await shown(sections[i] ?? '', example))
    await expect([introduction, ...fresh].join('')).toMatchFileSnapshot(`${root}/${path}`)
  })
})
