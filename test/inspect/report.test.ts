/**
 * Reports, plans and drawings as text.
 */
import * as F from 'floe'
import { explain, mermaid, printReport } from 'floe/inspect'
import { describe, expect, test } from 'vitest'
import { formatBytes, formatCount, formatRate, formatShare, formatTime } from '../../src/inspect/format.ts'

const lines = (...text: readonly string[]): string => text.join('\n')

const stage = (
  kind: F.Kind,
  text: string,
  inputs: readonly number[],
  rows: readonly [number, number, number],
  milliseconds: number,
): F.StageReport => ({
  kind,
  text,
  inputs,
  rowsIn: rows[0],
  rowsOut: rows[1],
  rowsRejected: rows[2],
  milliseconds,
})

const report: F.Report = {
  engine: 'reference',
  rowsIn: 3_003_376,
  rowsOut: 10,
  rowsRejected: 2,
  bytesIn: 13_700_000,
  milliseconds: 4000,
  peakMemory: 309_000_000,
  stages: [
    stage('source', 'source parquet flights.parquet', [], [3_000_000, 3_000_000, 0], 3000),
    stage('source', 'source csv airports.csv', [], [3376, 3374, 2], 100),
    stage('source', 'source csv states.csv', [], [51, 51, 0], 1),
    stage('join', 'join inner on a = b', [1, 2], [3425, 3374, 0], 9),
    stage('join', 'join inner on c = d', [0, 3], [3_003_374, 3_000_000, 0], 690),
    stage('take', 'take 10', [4], [10, 10, 0], 0.04),
  ],
  notes: ['workers: auto has no effect: the reference engine runs on one thread'],
}

const invalid = (line: number): F.RunError =>
  new F.FloeError('InvalidRow', {
    message: "'x' is not a number",
    place: { source: 'airports.csv', line, field: 'latitude' },
  }) as F.RunError

describe('a report', () => {
  test('has a lane for what is joined, then the whole in one line, reasons and notes', () => {
    expect(printReport(report, { rejects: [invalid(7), invalid(9)] })).toBe(
      lines(
        'stage                                   rows in        out  rejected    time  share',
        '────────────────────────────────────  ─────────  ─────────  ────────  ──────  ─────',
        '●     source parquet flights.parquet  3,000,000  3,000,000         0  3.00 s    79%',
        '│ ●   source csv airports.csv             3,376      3,374         2  100 ms     3%',
        '│ │ ● source csv states.csv                  51         51         0  1.0 ms     0%',
        '│ ●─╯ join inner on a = b                 3,425      3,374         0  9.0 ms     0%',
        '●─╯   join inner on c = d             3,003,374  3,000,000         0  690 ms    18%',
        '●     take 10                                10         10         0  0.0 ms     0%',
        '',
        '3,003,376 rows in → 10 out · 2 rejected · 13.7 MB read at 3.42 MB/s · 4.00 s · peak memory 309 MB',
        'rejected: 2 rows',
        "  FLOE300 'x' is not a number (airports.csv, line 7, field latitude)",
        "  FLOE300 'x' is not a number (airports.csv, line 9, field latitude)",
        'note: workers: auto has no effect: the reference engine runs on one thread',
      ),
    )
  })

  test('tells three reasons and counts the rest', () => {
    const text = printReport({ ...report, rowsRejected: 5000 }, { rejects: [1, 2, 3, 4].map(invalid) })
    expect(text).toContain('line 3, field latitude)\n  … 4,997 more\nnote')
  })

  test('cuts a long stage in a reason: it stands in the table', () => {
    const stage = `validate ${'x'.repeat(100)}`
    const reject = new F.FloeError('InvalidRow', { message: 'no', place: { row: 3, stage } }) as F.RunError
    const text = printReport({ ...report, rowsRejected: 1 }, { rejects: [reject] })
    expect(text).toContain(`\n  FLOE300 no (row 3, in ${stage.slice(0, 59)}…)\n`)
  })

  test('fits a terminal', () => {
    const [, rule = ''] = printReport(report, { width: 72 }).split('\n')
    expect(rule.length).toBe(72)
  })

  test('of a run says what has happened', async () => {
    const result = await F.run(
      F.pipe(
        F.rows([1, 2, 3]),
        F.filter((n) => n > 1),
      ),
    )()
    if (result._tag === 'Left') throw result.left
    expect(printReport(result.right.report)).toMatch(
      /^stage .*\n─.*\nsource rows +3 +3 +0 .*\nfilter .* +3 +2 +0 .*\n\n3 rows in → 2 out · 0 rejected · /,
    )
  })
})

describe('a plan', () => {
  const plan = F.pipe(
    F.rows([{ a: 1 }]),
    F.filter((row) => row.a > 0),
    F.join(F.rows([{ a: 1 }]), { left: (row) => row.a, right: (row) => row.a }),
  )

  test('is explained by its text', () => {
    expect(explain(F.pipe(F.rows([1]), F.take(1)))).toBe(
      'take 1 : sequence of unknown\n  source rows : sequence of unknown',
    )
  })

  test('is drawn from the sources to the result', () => {
    expect(mermaid(plan)).toBe(
      lines(
        'flowchart TD',
        '  n0[("source rows")]',
        '  n1["filter (row) => row.a > 0"]',
        '  n2[("source rows")]',
        '  n3[["join inner on (row) => row.a = (row) => row.a"]]',
        '  n0 -->|"sequence of unknown"| n1',
        '  n1 -->|"sequence of unknown"| n3',
        '  n2 -->|"sequence of unknown"| n3',
        '  n3 -->|"bag of [unknown, unknown]"| result([result])',
      ),
    )
  })

  test('is drawn with everything escaped that Mermaid, Markdown or HTML would read', () => {
    const hostile = F.pipe(
      F.rows(['']),
      F.filter((text, p: { end: string }) => text === p.end, { end: '"]; `<b>` #35; {x} | \\ %% & 日本\u001b' }),
    )
    const box = mermaid(hostile).split('\n')[2] ?? ''
    expect(box).toMatch(/^ {2}n1\["(?:[\p{L}\p{N} .,:=?!>/()[\]{}'+*_…→-]|#\d+;)+"\]$/u)
    expect(box).not.toContain('<b>')
  })
})

describe('formats', () => {
  test('counts', () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567'])
  })

  test('bytes, in units of 1000', () => {
    expect([0, 999, 1000, 99_949, 999_499, 999_500, 13_493_022, 2e9, 5e15].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '99.9 kB',
      '999 kB',
      '1.00 MB',
      '13.5 MB',
      '2.00 GB',
      '5000 TB',
    ])
  })

  test('times', () => {
    expect([0, 9.94, 9.95, 999.4, 999.5, 12_345, 59_949, 59_950, 125_000, 7_384_000].map(formatTime)).toEqual([
      '0.0 ms',
      '9.9 ms',
      '10 ms',
      '999 ms',
      '1.00 s',
      '12.3 s',
      '59.9 s',
      '1 min 0 s',
      '2 min 5 s',
      '2 h 3 min',
    ])
  })

  test('rates and shares', () => {
    expect(formatRate(1_000_000, 500)).toBe('2.00 MB/s')
    expect(formatRate(1, 0)).toBe('')
    expect(formatShare(1, 3)).toBe('33%')
    expect(formatShare(0, 0)).toBe('')
  })
})
