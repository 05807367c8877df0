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

/** Rows of a text, each handed in when the program has told of the one before; what was told of each, and of the end. */
const trickled = async (plan: string, head: string, rows: readonly string[]): Promise<readonly string[]> => {
  const child = start(['run', `test/cli/fixtures/live.ts#${plan}`, '--format', 'ndjson', '--quiet'])
  const end = ended(child)
  let told = ''
  const lines: string[] = []
  const tell = new Promise<void>((done, failed) => {
    child.on('error', failed)
    child.stdout?.on('data', (text) => {
      told += text
      if (!told.endsWith('\n')) return
      lines.push(told)
      told = ''
      const next = rows[lines.length]
      if (next !== undefined) child.stdin?.write(next)
      else {
        child.stdin?.end()
        done()
      }
    })
    child.on('close', () => done())
  })
  child.stdin?.write(head + rows[0])
  await tell
  const { code, err } = await end
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return lines
}

describe('a pipe into which rows trickle', () => {
  const told = ['{"a":2,"s":"x"}\n', '{"a":4,"s":"y"}\n', '{"a":6,"s":"z"}\n']

  it.each([
    ['fromCsv', 'a,s\n', ['2,x\n', '3,x\n4,y\n', '6,"z"\n']],
    ['fromNdjson', '', told.map((line, i) => (i === 1 ? `{"a":1,"s":""}\n${line}` : line))],
    ['fromLines', '', ['2\n', '4\n', '6\n']],
  ])('is handed on row by row: %s', async (plan, head, rows) => {
    const expected = plan === 'fromLines' ? ['{"line":"2"}\n', '{"line":"4"}\n', '{"line":"6"}\n'] : told
    expect(await trickled(plan, head, rows)).toEqual(expected)
  })

  it('is left when nobody reads what comes of it, though no more comes', async () => {
    const child = start(['run', 'test/cli/fixtures/live.ts#fromCsv', '--format', 'csv', '--quiet'])
    child.stdin?.on('error', () => {})
    child.stdin?.write('a,s\n2,x\n')
    await new Promise((done) => child.stdout?.once('data', done))
    child.stdout?.destroy()
    child.stdin?.write('4,x\n')
    // Standard input stays open.
    expect((await ended(child)).code).toBe(0)
  })

  it('of CSV without a codec is typed by its first rows, as a file is', async () => {
    const args = ['run', 'test/cli/fixtures/live.ts#fromGuessed', '--format', 'ndjson', '--quiet']
    const guessed = { code: 0, out: '{"a":1,"s":"x"}\n{"a":null,"s":"007"}\n', err: '' }
    expect(await piped(gzipSync('a,s\n1,x\n,007\n'), ...args)).toEqual(guessed)
    const later = await piped(`a,s\n${'1,x\n'.repeat(10_000)}late,z\n`, ...args)
    expect(later.code).toBe(1)
    expect(later.err).toContain('at standard input, line 10002')
    expect(later.err).toContain('the types are those of the first 10000 rows of standard input')
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
