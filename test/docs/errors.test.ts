/**
 * Proves that docs/errors.md has one section for each error code, in the order of the table, each with an example and
 * with advice, and none for a code that is gone.
 */
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/error/floe-error.ts'
import { read } from './pages.ts'

const sections = read('docs/errors.md').split(/^## /m).slice(1)
const titleOf = (section: string): string => section.split('\n')[0] ?? ''

it('has a section for each code, and no other', () =>
  expect(sections.map(titleOf)).toEqual(Object.entries(errorCodes).map(([tag, code]) => `${code} ${tag}`)))

describe('each section', () => {
  for (const section of sections)
    it(titleOf(section), () => {
      expect(section, 'shows the message').toMatch(new RegExp(`^(// throws )?${titleOf(section)}: `, 'm'))
      expect(section, 'says what to do').toContain('*What to do:*')
    })
})
