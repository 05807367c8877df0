/**
 * Proves that the catalogue of laws lists the laws that there are, as they say themselves, and no others.
 */
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import type { Law } from '../../src/laws/law.ts'
import { read, root } from './pages.ts'

const isLaw = (value: unknown): value is Law<never> =>
  typeof value === 'object' && value !== null && 'statement' in value && 'mend' in value && 'id' in value

const modules = await Promise.all(
  globSync('src/laws/**/*.ts', { cwd: root }).map((path): Promise<object> => import(`${root}/${path}`)),
)
const laws = new Set(modules.flatMap((module) => Object.values(module).filter(isLaw)))

const escaped = (text: string): string => text.replaceAll('|', '\\|')

const rowOf = ({ id, name, statement, declared, why }: Law<never>): string =>
  `| ${id} | ${name}${declared === undefined ? '' : ' *'} | ${escaped(statement)} | ${escaped(why)} |`

test('docs/laws.md', () => {
  const rows = read('docs/laws.md').match(/^\| [A-Z]+\d+\w* \|.*\|$/gm) ?? []
  expect(laws.size).toBeGreaterThan(20)
  expect([...rows].sort()).toEqual([...laws].map(rowOf).sort())
})
