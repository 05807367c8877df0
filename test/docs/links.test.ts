/**
 * Proves that links between pages, and file names in code font that look like ours, lead somewhere.
 */
import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { markdownPages, read, root } from './pages.ts'

/** Files and folders that pages name as planned. */
const planned = ['src/optimize/rules/', 'src/laws/', 'test/conformance/']

const prose = (page: string): string => read(page).replace(/^(`{3,})[\s\S]*?^\1$/gm, '')

for (const page of markdownPages)
  it(page, () => {
    const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target.replace(/#.*$/, ''))
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
      .map((target) => posix.join(posix.dirname(page), target))
    const names = [...prose(page).matchAll(/`((?:src|test|docs|examples)\/[\w./-]*)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !planned.includes(name))
    expect([...links, ...names].filter((name) => !existsSync(`${root}/${name}`))).toEqual([])
  })
