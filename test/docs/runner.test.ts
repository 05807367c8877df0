/**
 * Proves that the runner of examples finds what is wrong with one: a runner that passes everything would prove nothing.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Example, markdownExamples, sourceExamples } from './examples.ts'
import { differencesOf, writeExamples } from './play-example.ts'

const folder = 'reports/doc-runner'

const page = (name: string, ...lines: readonly string[]): Example => {
  const [example] = markdownExamples(`${name.replace(/\W+/g, '-')}.md`, ['# Page', '```ts', ...lines, '```'].join('\n'))
  return example as Example
}

const truths: Readonly<Record<string, readonly string[]>> = {
  'a value beside it': ["'a' + 'b' // 'ab'"],
  'a value under it': ['({ a: [1, 2] }).a', '// [ 1, 2 ]'],
  'other layout': ['[[1, 2], [3]]', '// [', '//   [1, 2], [3]', '// ]'],
  'what is printed': ["console.log('one')", '// one', "console.log('two', { b: 'c' }) // two { b: 'c' }"],
  'what is printed, then the value': ["[1].map((n) => console.log('saw', n)).length", '// saw 1', '// 1'],
  'a loop': ['for (const n of [1, 2]) {', '  console.log(n)', '}', '// 1', '// 2'],
  'an error': ['F.take(-1) // throws FLOE100 InvalidArgument'],
  'a collection': ["Immutable.List([{ tags: Immutable.Set(['x']) }]) // List [ { tags: Set { 'x' } } ]"],
  'a remark': ['const a = 1 // not compared', '', '// nor is this', 'a // 1'],
  'a promise': ['await F.toList(', '  F.rows([1]),', ') // List [ 1 ]'],
  'an expected error of the compiler': [
    '// @ts-expect-error: text is no number',
    'const n: number = String(1)',
    "n // '1'",
  ],
}

const lies: Readonly<Record<string, readonly string[]>> = {
  'another value': ['1 + 1 // 3'],
  'text for a number': ["'1' // 1"],
  'a number for text': ["1 // '1'"],
  'another value under it': ['[1, 2]', '// [ 2, 1 ]'],
  'another output': ["console.log('one') // two"],
  'other blanks in text': ["console.log('a  b') // a b"],
  'less than is printed': ['for (const n of [1, 2]) console.log(n)', '// 1'],
  'output that is not mentioned': ["console.log('oh')"],
  'an error that does not come': ['F.take(1) // throws FLOE100'],
  'another error': ['F.take(-1) // throws FLOE101'],
  'another order': ['Immutable.List([1, 2]) // List [ 2, 1 ]'],
}

const all = (given: Readonly<Record<string, readonly string[]>>): readonly (readonly [string, Example])[] =>
  Object.entries(given).map(([name, lines]) => [name, page(name, ...lines)])

beforeAll(() =>
  writeExamples(
    folder,
    [...all(truths), ...all(lies)].map(([, example]) => example),
  ),
)

describe('passes', () => {
  for (const [name, example] of all(truths))
    it(name, async () => expect(await differencesOf(folder, example)).toEqual([]))
})

describe('finds', () => {
  for (const [name, example] of all(lies))
    it(name, async () => expect(await differencesOf(folder, example)).toHaveLength(1))
})

describe('reads', () => {
  it('blocks that go on, and files of the page', () => {
    const text =
      '```csv a.csv\nn\n1\n```\n```ts\nconst a = 1\n```\ntext\n```ts continue\na // 1\n```\n```ts no-run\nb\n```'
    const [first, second, ...rest] = markdownExamples('page.md', text)
    expect(first?.lines).toEqual([
      { number: 6, text: 'const a = 1' },
      { number: 10, text: 'a // 1' },
    ])
    expect(first?.files.get('a.csv')).toBe('n\n1\n')
    expect(first?.runs).toBe(true)
    expect(second?.runs).toBe(false)
    expect(rest).toEqual([])
  })

  it('examples of doc comments up to the next tag', () => {
    const text = '/**\n * What.\n *\n * @example\n * f(1) // 2\n * @throws never\n */\nexport const f = 1'
    expect(sourceExamples('src/f.ts', text).map(({ lines }) => lines)).toEqual([[{ number: 5, text: 'f(1) // 2' }]])
  })
})
