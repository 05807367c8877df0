/**
 * `floe explain`, and what the program says of itself.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pipelines, root, floe as started } from './floe.ts'
import { keptFloe } from './kept-floe.ts'

const floe = keptFloe()

describe('explain', () => {
  test('prints the plan', async () => {
    const { code, out, err } = await started('explain', `${pipelines}#late`)
    expect(out).toBe('filter (flight) => flight.delay > 0 : sequence of unknown\n  source rows : sequence of unknown\n')
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test('tells how it is optimized', async () => {
    const { code, out } = await floe('explain', 'test/cli/fixtures/delays.ts', '--trace')
    expect(out).toMatch(/^as written\n {2}groupBy .*\n {4}filter [\s\S]*\n\nno rule applies\n$/)
    expect(code).toBe(0)
    expect((await floe('explain', pipelines, '--trace', '--json')).code).toBe(2)
  })

  test('draws it', async () => {
    const { out } = await floe('explain', `${pipelines}#late`, '--mermaid')
    expect(out).toMatch(/^flowchart TD\n {2}n0\[\("source rows"\)\]\n/)
  })

  test('gives it to machines', async () => {
    const { out } = await floe('explain', `${pipelines}#late`, '--json')
    expect(JSON.parse(out)).toEqual({
      kind: 'filter',
      text: 'filter (flight) => flight.delay > 0',
      order: 'sequence',
      schema: 'unknown',
      inputs: [{ kind: 'source', text: 'source rows', order: 'sequence', schema: 'unknown', inputs: [] }],
    })
  })

  test('names files relative to where it runs', async () => {
    const { out } = await floe('explain', 'examples/01-late-flights.ts#worstStates')
    expect(out).toContain('source parquet node_modules/vega-datasets/data/flights-3m.parquet ')
  })

  test('fails on what is no pipeline', async () => {
    expect(await started('explain', 'nowhere.ts')).toMatchObject({ code: 2, out: '' })
    expect((await floe('explain', pipelines, '--json', '--mermaid')).code).toBe(2)
  })
})

describe('the program', () => {
  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(await started('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  test.each([[[]], [['run']], [['explain']], [['show']], [['diff']]])(
    'helps with an example first: floe %s --help',
    async (command) => {
      const { code, out } = await floe(...command, '--help')
      expect(out).toMatch(/^Examples?:\n {2}floe /)
      expect(code).toBe(0)
    },
  )

  test('knows what was meant', async () => {
    const { code, err } = await floe('explian', pipelines)
    expect(err).toContain("unknown command 'explian'\n(Did you mean explain?)")
    expect(code).toBe(2)
  })

  test('without a command shows its help, and that is wrong usage', async () => {
    const { code, err } = await started()
    expect(err).toContain('Usage: floe')
    expect(code).toBe(2)
  })
})
