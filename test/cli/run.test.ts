/**
 * `floe run`, as scripts and people meet it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pipelines, root, floe as started, temporaryFolder } from './floe.ts'
import { keptFloe } from './kept-floe.ts'

const floe = keptFloe()
const folder = temporaryFolder()

describe('rows', () => {
  test('stand in a table on standard output; the report stands on standard error', async () => {
    const { code, out, err } = await started('run', `${pipelines}#late`)
    expect(out).toBe(['origin  delay', '──────  ─────', 'SEA       4.0', 'LAS      33.5', ''].join('\n'))
    expect(err).toMatch(
      /^\nstage .*\n─.*\nsource rows +3 +3 +0 .*\nfilter \(flight\) => flight\.delay > 0 +3 +2 +0 .*\n\n3 rows in → 2 out · 0 rejected · /,
    )
    expect(err).not.toContain('\u001b')
    expect(code).toBe(0)
  })

  test('of a bag come in canonical order', async () => {
    const { out } = await floe('run', `${pipelines}#bag`, '--quiet', '--format', 'ndjson')
    expect(out).toBe('{"key":"ATL"}\n{"key":"LAS"}\n{"key":"SEA"}\n')
  })

  test('that are not shown are counted', async () => {
    const { out } = await floe('run', `${pipelines}#many`, '--quiet', '--limit', '2')
    expect(out).toBe('i\n─\n0\n1\n… 248 more rows\n')
    expect((await floe('run', `${pipelines}#many`, '--quiet', '--limit', 'all')).out.split('\n')).toHaveLength(253)
    expect((await floe('run', `${pipelines}#many`, '--quiet')).out).toContain('99\n… 150 more rows\n')
    expect((await floe('run', `${pipelines}#empty`, '--quiet')).out).toBe('no rows\n')
  })

  test('can be JSON, with nothing lost', async () => {
    const { out } = await floe('run', `${pipelines}#odd`, '--quiet', '--format', 'json')
    expect(out).toBe(
      '[\n{"n":"NaN","big":"12","at":"1970-01-01T00:00:00.000Z","none":null,"zero":-0,"tags":["a"]}\n]\n',
    )
    expect((await floe('run', `${pipelines}#empty`, '--quiet', '--format', 'json')).out).toBe('[]\n')
    expect((await floe('run', `${pipelines}#empty`, '--quiet', '--format', 'ndjson')).out).toBe('')
  })

  test('in a file are what can be read back, or an error', async () => {
    for (const name of ['odd.json', 'odd.ndjson']) {
      const { code, err } = await floe('run', `${pipelines}#odd`, '--quiet', '--out', join(folder, name))
      expect(err).toContain('FLOE400 SinkFailed: JSON cannot hold NaN')
      expect(code).toBe(1)
      expect(existsSync(join(folder, name))).toBe(false)
    }
  })

  test('can be CSV', async () => {
    const { out, err } = await floe('run', `${pipelines}#late`, '--quiet', '--format', 'csv')
    expect(out).toBe('origin,delay\nSEA,4\nLAS,33.5\n')
    expect(err).toBe('')
  })

  test.each([
    ['rows.csv', 'origin,delay\nSEA,4\nLAS,33.5\n'],
    ['rows.tsv', 'origin\tdelay\nSEA\t4\nLAS\t33.5\n'],
    ['rows.json', '[\n{"origin":"SEA","delay":4},\n{"origin":"LAS","delay":33.5}\n]\n'],
    ['rows.ndjson', '{"origin":"SEA","delay":4}\n{"origin":"LAS","delay":33.5}\n'],
  ])('can be written to %s', async (name, text) => {
    const path = join(folder, name)
    const { code, out, err } = await floe('run', `${pipelines}#late`, '--out', path)
    expect(code).toBe(0)
    expect(out).toBe('')
    expect(err).toContain(`wrote ${path}`)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})

describe('--json', () => {
  test('prints rows, report and rejects as one object', async () => {
    const { code, out, err } = await floe('run', `${pipelines}#failing`, '--json', '--on-error', 'reject')
    const answer = JSON.parse(out)
    expect(Object.keys(answer)).toEqual(['rows', 'report', 'rejects'])
    expect(answer.rows).toEqual([
      { origin: 'SEA', delay: 4 },
      { origin: 'LAS', delay: 33.5 },
    ])
    expect(answer.report).toMatchObject({ engine: 'compiled', rowsIn: 3, rowsOut: 2, rowsRejected: 1, notes: [] })
    expect(answer.report.stages.map(({ kind }: { kind: string }) => kind)).toEqual(['source', 'map'])
    expect(answer.rejects).toEqual([
      {
        source: 'rows',
        line: null,
        row: 3,
        field: null,
        stage: expect.stringMatching(/^map /),
        at: 2,
        code: 'FLOE302',
        reason: 'the function threw RangeError: too early',
        found: null,
        expected: null,
        raw: expect.stringMatching(/^\{"origin":/),
      },
    ])
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test('tells an error as an object too', async () => {
    const { code, out } = await floe('run', `${pipelines}#failing`, '--json')
    expect(JSON.parse(out).error).toMatchObject({
      code: 'FLOE302',
      tag: 'LambdaThrew',
      message: 'the function threw RangeError: too early',
      place: { source: 'rows', row: 3 },
      thrownAt: expect.stringMatching(/^test\/cli\/fixtures\/pipelines\.ts:\d+:33$/),
    })
    expect(code).toBe(1)
  })
})

describe('bad rows', () => {
  test('end the run, with the line that threw', async () => {
    const { code, out, err } = await started('run', `${pipelines}#failing`)
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(/^FLOE302 LambdaThrew: the function threw RangeError: too early\n {2}at rows, row 3, in map /)
    expect(err).toMatch(/\n {2}thrown at test\/cli\/fixtures\/pipelines\.ts:\d+:33\n$/)
  })

  test('are set aside, counted and told', async () => {
    const { code, err } = await floe('run', `${pipelines}#failing`, '--on-error', 'reject')
    expect(code).toBe(0)
    expect(err).toContain('3 rows in → 2 out · 1 rejected')
    expect(err).toContain('rejected: 1 row\n  FLOE302 the function threw RangeError: too early (rows, row 3, in map ')
  })

  test('go to a file, and are counted even when quiet', async () => {
    const path = join(folder, 'rejects.ndjson')
    const { code, err } = await floe('run', `${pipelines}#failing`, '--rejects', path, '--quiet')
    expect(code).toBe(0)
    expect(err).toBe('1 row was rejected\n')
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ source: 'rows', row: 3, code: 'FLOE302' }),
    ])
  })

  test('are bounded, and worked once more', async () => {
    const path = join(folder, 'bounded.ndjson')
    const tooMany = await floe('run', `${pipelines}#failing`, '--rejects', path, '--max-rejects', '0', '--quiet')
    expect([tooMany.code, tooMany.out]).toEqual([1, ''])
    expect(tooMany.err).toContain('FLOE305 TooManyRejects: 1 row was rejected, and maxRejects is 0')
    const again = await floe('run', `${pipelines}#failing`, '--replay', path, '--on-error', 'reject')
    expect(again.code).toBe(0)
    expect(again.err).toContain('1 row in → 0 out · 1 rejected')
    expect((await floe('run', `${pipelines}#failing`, '--max-rejects', 'many')).err).toContain("or a share: '1%'")
    const refused = await floe('run', `${pipelines}#failing`, '--on-error', 'fail', '--max-rejects', '1')
    expect(refused.err).toContain('--max-rejects sets rows aside')
  })

  test('and all else that happens, as lines of JSON', async () => {
    const path = join(folder, 'log.ndjson')
    const { code } = await floe('run', `${pipelines}#failing`, '--on-error', 'reject', '--log', path, '--quiet')
    const events = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect([code, events[0].kind, events.at(-1).kind]).toEqual([0, 'start', 'end'])
    expect(events.find(({ kind }) => kind === 'reject').reject).toMatchObject({ row: 3, code: 'FLOE302' })
    const failed = await floe('run', `${pipelines}#failing`, '--log', '-')
    const [first] = failed.err.split('\n')
    expect([failed.code, JSON.parse(String(first)).kind]).toEqual([1, 'start'])
  })

  test('leave no part of a file behind', async () => {
    const path = join(folder, 'failed', 'rows.csv')
    mkdirSync(join(folder, 'failed'))
    expect((await floe('run', `${pipelines}#failing`, '--out', path)).code).toBe(1)
    expect(readdirSync(join(folder, 'failed'))).toEqual([])
  })
})

describe('what cannot be run', () => {
  const wrong = async (...args: readonly string[]) => {
    const { code, out, err } = await floe('run', ...args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).not.toContain('    at ')
    return err
  }
  const moduleOf = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/floe'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')

  test('no such module', async () => {
    expect(await wrong('test/cli/fixtures/pipeline.ts')).toBe(
      'FLOE600 NotAPipeline: there is no module test/cli/fixtures/pipeline.ts\n' +
        '  hint: did you mean test/cli/fixtures/pipelines.ts?\n',
    )
    expect(await wrong('test/cli')).toContain('test/cli is no file')
  })

  test('no such export', async () => {
    expect(await wrong(`${pipelines}#lat`)).toContain(`has no export 'lat'\n  hint: did you mean #late?`)
    expect(await wrong(`${pipelines}#notADataset`)).toContain(
      "'notADataset' of test/cli/fixtures/pipelines.ts is no dataset, but 42",
    )
  })

  test('several datasets and none named', async () => {
    expect(await wrong(pipelines)).toContain(
      'exports 6 datasets: bag, empty, failing, late, many, odd\n  hint: say which: ',
    )
  })

  test('a module without a dataset', async () => {
    expect(await wrong(moduleOf('none.ts', 'export const a = 1'))).toContain('none.ts exports no dataset')
  })

  test('a module that cannot be parsed, or imports what is not there', async () => {
    expect(await wrong(moduleOf('syntax.ts', 'const x: = 1'))).toContain('syntax.ts:1:9: ERROR: Unexpected "="')
    expect(await wrong(moduleOf('import.ts', "import x from 'no-such-package'\nexport default x"))).toContain(
      'hint: install what it imports, or mend the path',
    )
  })

  test('a plan that makes no sense, with the line that made it', async () => {
    const path = moduleOf('negative.ts', "import * as F from 'floe'\n\nexport default F.take(-1)(F.rows([1]))\n")
    expect(await wrong(path)).toMatch(/FLOE100 InvalidArgument: take was given -1.*\n {2}at .*negative\.ts:3:\d+\n$/)
  })

  test('options that make no sense', async () => {
    expect(await wrong()).toContain("missing required argument 'module#export'")
    expect(await wrong(pipelines, '--formt', 'csv')).toContain('(Did you mean --format?)')
    expect(await wrong(pipelines, '--format', 'xml')).toContain('Allowed choices are table, json, ndjson, csv')
    expect(await wrong(pipelines, '--workers', '0')).toContain("It takes a whole number from 1, or 'auto'.")
    expect(await wrong(pipelines, '--limit', '-1')).toContain("It takes a whole number, or 'all'.")
    expect(await wrong(`${pipelines}#late`, '--memory', 'lots')).toContain("memory is 'lots'")
    expect(await wrong(`${pipelines}#late`, '--out', 'rows.xls')).toContain('the name rows.xls does not say its format')
    expect(await wrong(`${pipelines}#late`, '--out', 'rows.csv', '--format', 'table')).toContain(
      'a table is for reading',
    )
    expect(await wrong(`${pipelines}#late`, '--on-error', 'fail', '--rejects', 'x')).toContain('leave one of them out')
    expect(existsSync(join(root, 'rows.csv'))).toBe(false)
  })

  test('a file that cannot be written is a failure', async () => {
    const { code, err } = await floe('run', `${pipelines}#late`, '--out', join(folder, 'no/such/rows.csv'))
    expect(code).toBe(1)
    expect(err).toContain('FLOE400 SinkFailed')
  })
})

describe('modules', () => {
  test('in JavaScript, of which the only dataset is taken', async () => {
    expect((await started('run', 'test/cli/fixtures/single.mjs', '--quiet')).out).toBe('value\n─────\n    2\n    4\n')
  })

  test.each([
    ['commonjs.cts', 'import * as F from "floe"\nexport const d: F.Sequence<number> = F.rows([7])'],
    ['module.mts', 'import * as F from "floe"\nexport const d: F.Sequence<number> = F.rows([7])'],
    ['script.cjs', 'exports.d = require("floe").rows([7])'],
    ['a#b.ts', 'import * as F from "floe"\nenum E { Seven = 7 }\nexport default F.rows([E.Seven])'],
  ])('as %s', async (name, text) => {
    writeFileSync(join(folder, name), text)
    const { out, err } = await started('run', join(folder, name), '--quiet')
    expect(err).toBe('')
    expect(out).toBe('value\n─────\n    7\n')
  })

  test.each(['commonjs.cts', 'module.mts'])(
    'a plan that makes no sense is told by the file that makes it: %s',
    async (name) => {
      const path = join(folder, `wrong-${name}`)
      writeFileSync(path, 'import * as F from "floe"\n\nexport const d = F.take(-1)(F.rows([7]))')
      const { err } = await started('run', path, '--quiet')
      expect(err).toContain('FLOE100 InvalidArgument')
      expect(err).toContain(`at ${path}${name === 'module.mts' ? ':3:' : '\n'}`)
    },
  )
})
