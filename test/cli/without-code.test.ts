/**
 * Proves that the program gives the same where Node may make no code of texts: from files and from rows in memory.
 */
import { expect, test } from 'vitest'
import { ended, pipelines, start } from './floe.ts'
import { keptFloe } from './kept-floe.ts'

const floe = keptFloe()

const forbidden = '--disallow-code-generation-from-strings'

test('the option forbids what it says', async () => {
  const { code, err } = await ended(start([], [forbidden, '-e', 'new Function("")']))
  expect(err).toContain('EvalError')
  expect(code).toBe(1)
})

test.each(['examples/05-stocks.ts', 'examples/09-wildlife-strikes.ts', 'examples/10-wheat.ts', `${pipelines}#late`])(
  '%s',
  async (pipeline) => {
    const args = ['run', pipeline, '--quiet', '--format', 'ndjson', '--limit', 'all']
    const expected = await floe(...args)
    expect(expected.out).not.toBe('')
    expect(await ended(start(args, [forbidden]))).toEqual(expected)
  },
)
