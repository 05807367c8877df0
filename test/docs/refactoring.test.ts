/**
 * Proves that docs/guide/refactoring.md shows the files of examples/refactoring as they are, and what `floe diff` prints of them.
 * `npx vitest run test/docs/refactoring.test.ts -u` brings the page up to date, once the program is built.
 */
import { expect, test } from 'vitest'
import { ended, root, startIn } from '../cli/floe.ts'
import { read } from './pages.ts'

const path = 'docs/guide/refactoring.md'

const withOutputs = async (page: string): Promise<string> => {
  const [first = '', ...rest] = page.split(/^(?=```console\n\$ floe )/m)
  const parts: string[] = [first]
  for (const part of rest) {
    const [, command = '', after = ''] = /^```console\n\$ floe (.*)\n(?:[\s\S]*?\n)??```\n([\s\S]*)$/.exec(part) ?? []
    const { out, err } = await ended(startIn(root, command.split(' ')))
    expect(err).toBe('')
    parts.push(`\`\`\`console\n$ floe ${command}\n${out}\`\`\`\n${after}`)
  }
  return parts.join('')
}

/** Which made rows are tried, and which of them show something, is not what the page is about. */
const withoutChance = (page: string): string =>
  page
    .replace(/instance \d+/g, 'instance N')
    .replace(/^made rows: .*\n.*$/gm, 'made rows: N')
    .replace(/^( +(?:given|before|after|gives) +)\[.*$/gm, '$1[…]')

test('the page shows what the program prints', { timeout: 120_000 }, async () => {
  const page = read(path)
  expect(page.match(/^\$ floe diff /gm)?.length).toBe(4)
  const fresh = await withOutputs(page)
  if (withoutChance(fresh) !== withoutChance(page)) await expect(fresh).toMatchFileSnapshot(`${root}/${path}`)
})

test.each(['1-script', '4-one-stage', '5-pipeline'])('the page shows %s as it is', (name) => {
  expect(read(path)).toContain(`\`\`\`mts\n${read(`examples/refactoring/${name}.ts`)}\`\`\`\n`)
})
