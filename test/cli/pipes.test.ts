/**
 * The program between others: standard input in place of a file, rows to standard output, readers that go away.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ended, floe, start, temporaryFolder } from './floe.ts'

const folder = temporaryFolder()
const plans = 'test/cli/fixtures/from-files.ts'

/** Runs the program on some input. */
const piped = (input: string | Buffer, ...args: readonly string[]) => {
  const child = start(args)
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  return ended(child)
}

const rows = 'a,s\n1,x\n2,y\n3,x\n4,y\n'

describe('standard input', () => {
  it('is read in place of the file that the plan names, packed or not', async () => {
    const expected = { code: 0, out: 'a,s\n2,y\n4,y\n', err: '' }
    const args = ['run', `${plans}#even`, '--in', '-', '--format', 'csv', '--quiet']
    expect(await piped(rows, ...args)).toEqual(expected)
    expect(await piped(gzipSync(rows), ...args)).toEqual(expected)
    expect(await piped(rows, ...args, '--workers', '2')).toEqual(expected)
  })

  it('can be read once: a plan that reads it twice says so', async () => {
    const { code, err } = await piped(rows, 'run', `${plans}#twice`, '--in', '-', '--quiet')
    expect(code).toBe(1)
    expect(err).toContain('standard input was read already, and can be read only once')
  })

  it('must be told apart from other files of the plan', async () => {
    const asked = await piped(rows, 'run', `${plans}#both`, '--in', '-', '--quiet')
    expect(asked.code).toBe(2)
    expect(asked.err).toContain('several files, and it was not said which - stands in for: nothing.csv, nowhere.jsonl')
    const told = await piped(
      rows,
      ...['run', `${plans}#both`, '--in', 'nothing.csv=-', '--in', 'nowhere.jsonl=test/cli/fixtures/numbers.jsonl'],
      ...['--format', 'ndjson', '-q'],
    )
    expect(told).toEqual({ code: 0, out: '1\n2\n3\n4\n5\n', err: '' })
  })

  it('has errors with their place', async () => {
    const { code, err } = await piped('a,s\n1,x\nlate,y\n', 'run', `${plans}#even`, '--in', '-', '--quiet')
    expect(code).toBe(1)
    expect(err).toContain('at standard input, line 3')
  })
})

describe('standard output', () => {
  it('that nobody reads any more ends the run, and no error is told', async () => {
    const child = start(['run', `${plans}#rows`, '--in', '-', '--format', 'csv', '--quiet'])
    const end = new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal)))
    let err = ''
    child.stderr?.on('data', (text) => {
      err += text
    })
    child.stdin?.on('error', () => {})
    child.stdin?.write('a,s\n')
    // More and more rows, as long as somebody takes them.
    const more = 'x'.repeat(40)
    const feed = (): void => {
      if (child.exitCode === null && child.stdin?.writable === true)
        child.stdin.write(`1,${more}\n`.repeat(2000), () => setImmediate(feed))
    }
    feed()
    await new Promise((done) => child.stdout?.once('data', done))
    child.stdout?.destroy()
    expect(await end).toBe(0)
    expect(err).toBe('')
  })

  it('takes Parquet, and --out - is it, too', async () => {
    const { out, code } = await piped(
      rows,
      'run',
      `${plans}#even`,
      '--in',
      '-',
      '--out',
      '-',
      '--format',
      'ndjson',
      '-q',
    )
    expect({ code, out }).toEqual({ code: 0, out: '{"a":2,"s":"y"}\n{"a":4,"s":"y"}\n' })
    expect((await piped(rows, 'run', `${plans}#even`, '--in', '-', '--format', 'parquet', '-q')).out).toMatch(
      /^PAR1.*PAR1$/s,
    )
  })
})

describe('--out', () => {
  it('writes Parquet, which is shown again, and a file for each value of a field', async () => {
    const path = join(folder, 'out.parquet')
    expect(await piped(rows, 'run', `${plans}#even`, '--in', '-', '--out', path, '-q')).toEqual({
      code: 0,
      out: '',
      err: '',
    })
    const shown = JSON.parse((await floe('show', path, '--json')).out) as { readonly rows: unknown }
    expect(shown.rows).toEqual([
      { a: 2, s: 'y' },
      { a: 4, s: 'y' },
    ])
    await piped(rows, 'run', `${plans}#rows`, '--in', '-', '--out', join(folder, 's={s}/rows.csv'), '-q')
    expect(readdirSync(folder).sort()).toEqual(['out.parquet', 's=x', 's=y'])
    expect(readFileSync(join(folder, 's=x', 'rows.csv'), 'utf8')).toBe('a,s\n1,x\n3,x\n')
  })
})
