/**
 * Proves that the catalogue of laws lists the laws that there are, as they say themselves, and no others.
 */
import { expect, test } from 'vitest'
import type { Law } from '../../src/laws/law.ts'
import { read } from './pages.ts'

const isLaw = (value: unknown): value is Law<never> =>
  typeof value === 'object' && value !== null && 'statement' in value && 'mend' in value && 'id' in value

const modules = import.meta.glob<Record<string, unknown>>('../../src/laws/**/*.ts', { eager: true })
const laws = new Set(Object.values(modules).flatMap((module) => Object.values(module).filter(isLaw)))

const escaped = (text: string): string => text.replaceAll('|', '\\|')

const rowOf = ({ id, name, statement, declared, why }: Law<never>): string =>
  `| ${id} | ${name}${declared === undefined ? '' : ' *'} | ${escaped(statement)} | ${escaped(why)} |`

test('docs/laws.md', () => {
  const rows = read('docs/laws.md').match(/^\| [A-Z]+\d+\w* \|.*\|$/gm) ?? []
  expect(laws.size).toBeGreaterThan(20)
  expect([...rows].sort()).toEqual([...laws].map(rowOf).sort())
})
