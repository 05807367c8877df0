/**
 * `floe diff`: two versions of a pipeline, of which either may be in a revision of a git repository that is made here.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseSide } from '../../src/cli/parse-side.ts'
import { ended, root, startIn, temporaryFolder } from './floe.ts'

const repository = temporaryFolder()
const elsewhere = temporaryFolder()

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=floe', '-c', 'user.email=floe@example.org', ...args], {
    cwd: repository,
    encoding: 'utf8',
  })

/** Where checkouts are made. */
const temporary = temporaryFolder()
const startDiff = (folder: string, args: readonly string[]) => startIn(folder, args, { TMPDIR: temporary })
const floeIn = (folder: string, ...args: readonly string[]) => ended(startDiff(folder, args))
const diff = (...args: readonly string[]) => floeIn(repository, 'diff', ...args)

/** Checkouts that are there. */
const checkouts = (): readonly string[] => readdirSync(temporary).filter((name) => name.startsWith('floe-diff-'))

const moduleWith = (least: string, more = ''): string => `import * as F from 'floe'
import { csv } from 'floe/io'
import { fileURLToPath } from 'node:url'
import { Flight } from './flight.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
export const late = F.pipe(
  csv(path('../data/flights.csv'), Flight),
  F.filter((flight) => flight.delay ${least}),
  F.derive({ hours: (flight) => flight.delay / 60${more} }),
)
export const same = F.pipe(
  csv('data/flights.csv', Flight),
  F.filter((flight) => flight.delay >= 0),
)
`

const flights = Array.from({ length: 60 }, (_, i) => `${['SEA', 'LAS', 'ATL'][i % 3]},${i},${(i * 7) % 60}`)

beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main', '.')
  for (const folder of ['jobs', 'data', 'node_modules']) mkdirSync(join(repository, folder))
  // Packages are not kept by git, nor is the data.
  writeFileSync(join(repository, '.gitignore'), 'node_modules\ndata\n')
  symlinkSync(root, join(repository, 'node_modules/floe'), 'junction')
  for (const name of ['io-ts', 'fp-ts'])
    symlinkSync(join(root, 'node_modules', name), join(repository, 'node_modules', name), 'junction')
  writeFileSync(join(repository, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(repository, 'data/flights.csv'), `origin,id,delay\n${flights.join('\n')}\n`)
  writeFileSync(
    join(repository, 'jobs/flight.ts'),
    "import * as t from 'io-ts'\nexport const Flight = t.type({ origin: t.string, id: t.number, delay: t.number })\n",
  )
  writeFileSync(join(repository, 'jobs/late.ts'), moduleWith('> 15'))
  writeFileSync(join(repository, 'jobs/endless.ts'), readFileSync(join(root, 'test/cli/fixtures/endless.ts')))
  git('add', '.')
  git('commit', '--quiet', '--message=first')
  git('tag', 'v1')
  writeFileSync(join(repository, 'jobs/late.ts'), moduleWith('> 15', ', at: () => Date.now() % 1e9 + Math.random()'))
  git('commit', '--quiet', '--all', '--message=with a time')
  writeFileSync(join(repository, 'jobs/late.ts'), moduleWith('>= 15'))
})

describe('a version that is not the same', () => {
  test('is refuted, with all that there is to say', async () => {
    const { code, out, err } = await diff('v1:jobs/late.ts#late', 'jobs/late.ts#late', '--key', 'id')
    expect(err).toBe('')
    // Which of the rows that show it is found does not matter.
    const told = out
      .replace(/instance \d+/g, 'instance 2')
      .replace(/origin: '[^']*', id: -?[\d.]+, delay: 15/g, "origin: 'SEA', id: 0, delay: 15")
    expect(told).toBe(`REFUTED: the sides differ on the real input and on made rows (instance 2)
  before  v1:jobs/late.ts#late
  after   jobs/late.ts#late

schema: the same
stages: 2 the same, of 3 before and 3 after

real input, whole: 44 rows before, 45 after
  identical 44 · changed 0 · added 1 · removed 0

  added
  origin  id  delay  hours
  ──────  ──  ─────  ─────
  SEA     45     15   0.25

  where they begin to differ
  both    source csv data/flights.csv { origin: string, id: number, delay: number }
  before  filter (flight) => flight.delay > 15
  after   filter (flight) => flight.delay >= 15

made rows, the least that show it (instance 2, seed 20261127)
  given   [{ origin: 'SEA', id: 0, delay: 15 }]
  before  []
  after   [{ origin: 'SEA', id: 0, delay: 15, hours: 0.25 }]

  where they begin to differ
  both    source csv data/flights.csv { origin: string, id: number, delay: number }
          gives [{ origin: 'SEA', id: 0, delay: 15 }]
  before  filter (flight) => flight.delay > 15
          gives []
  after   filter (flight) => flight.delay >= 15
          gives [{ origin: 'SEA', id: 0, delay: 15 }]
`)
    expect(code).toBe(1)
  })

  test('is told to machines', async () => {
    const { code, out } = await diff('v1:jobs/late.ts#late', 'jobs/late.ts#late', '--json', '--runs', '0')
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'refuted',
      schema: { kind: 'none' },
      real: { before: 44, after: 45, added: 1 },
      begins: { common: 'source csv data/flights.csv { origin: string, id: number, delay: number }' },
    })
    expect(code).toBe(1)
  })

  test('may be one only in the rows that nobody looks at', async () => {
    expect((await diff('v1:jobs/late.ts#late', 'jobs/late.ts#late', '--sample', '3', '--runs', '0')).code).toBe(0)
    const ignored = await diff('v1:jobs/late.ts#late', 'main:jobs/late.ts#late', '--ignore', 'at')
    expect(ignored.out).toContain('schema: additive\n  at is new')
    expect(ignored.code).toBe(0)
  })

  test('may not even be the same as itself', async () => {
    const { out, code } = await diff('main:jobs/late.ts#late', 'main:jobs/late.ts#late', '--runs', '5')
    expect(out).toContain('  main:jobs/late.ts#late does not even give the same twice\n\n')
    expect(out).toMatch(/identical 0 · changed 44 · added 0 · removed 0\n {2}told apart by id, which nobody said\n/)
    expect(out).toMatch(/to know\n {2}main:jobs\/late.ts#late: derive .* touches the clock\n$/)
    expect(code).toBe(1)
  })

  test('may be near enough', async () => {
    const exact = ['main:jobs/late.ts#late', 'main:jobs/late.ts#late', '--runs', '5'] as const
    expect((await diff(...exact, '--tolerance', 'at=1e9')).code).toBe(0)
    expect((await diff(...exact, '--tolerance', 'at=100%', '--key', 'id')).code).toBe(0)
    expect((await diff(...exact, '--tolerance', 'hours=1')).code).toBe(1)
  })
})

describe('a version that is the same', () => {
  test('is proved to be, over data that git does not keep', async () => {
    const { code, out } = await diff('v1:jobs/late.ts#same', 'jobs/late.ts#same', '--sample', 'all')
    expect(out).toBe(`PROVED: both sides are the same stages, with the same functions
  before  v1:jobs/late.ts#same
  after   jobs/late.ts#same

schema: the same
stages: 2 the same, of 2 before and 2 after

real input, whole: 60 rows on both sides
  identical 60 · changed 0 · added 0 · removed 0
`)
    expect(code).toBe(0)
  })
})

test('nothing of the repository is touched, and nothing is left', async () => {
  const before = [
    git('status', '--porcelain'),
    git('worktree', 'list'),
    readFileSync(join(repository, '.git/index'), 'base64'),
  ]
  const files = readdirSync(repository)
  await diff('v1:jobs/late.ts#late', 'main:jobs/late.ts#late')
  await diff('v1:jobs/late.ts#nothing', 'main:jobs/late.ts#late')
  expect([
    git('status', '--porcelain'),
    git('worktree', 'list'),
    readFileSync(join(repository, '.git/index'), 'base64'),
  ]).toEqual(before)
  expect(readdirSync(repository)).toEqual(files)
  expect(checkouts()).toEqual([])
  expect(existsSync(join(repository, 'node_modules/floe/package.json'))).toBe(true)
})

test('Ctrl-C ends it, and nothing is left either', async () => {
  const child = startDiff(repository, ['diff', 'v1:jobs/late.ts#late', 'jobs/endless.ts', '--sample', 'all'])
  child.stderr?.once('data', () => {
    expect(checkouts()).toHaveLength(1)
    child.kill('SIGINT')
  })
  const { code, out } = await ended(child)
  expect(out).toBe('')
  expect(code).toBe(130)
  expect(checkouts()).toEqual([])
})

describe('what cannot be compared is told', () => {
  test.each([
    [['main:jobs/late.ts#nothing', 'jobs/late.ts#late'], "main:jobs/late.ts has no export 'nothing'", 2],
    [
      ['mainn:jobs/late.ts#late', 'jobs/late.ts#late'],
      "there is no revision 'mainn' in this repository\n  hint: did you mean main?",
      2,
    ],
    [['main:jobs/lost.ts#late', 'jobs/late.ts#late'], 'there is no module jobs/lost.ts in the revision main', 2],
    [[':jobs/late.ts#late', 'jobs/late.ts#late'], "there is no revision ''", 2],
    [['--', '--all:jobs/late.ts#late', 'jobs/late.ts#late'], "there is no revision '--all'", 2],
    [['main:../late.ts#late', 'jobs/late.ts#late'], 'is not in the repository', 2],
    [['C:\\jobs\\late.ts#late', 'jobs/late.ts#late'], 'there is no module C:\\jobs\\late.ts', 2],
    [['jobs/late.ts#late'], "missing required argument 'after'", 2],
    [['jobs/late.ts#late', 'jobs/late.ts#late', '--tolerance', 'at'], 'It takes a column and a number', 2],
    [['jobs/late.ts#late', 'jobs/late.ts#late', '--sample', 'some'], 'It takes a whole number', 2],
  ] as const)('%j', async (args, words, expected) => {
    const { code, err } = await diff(...args)
    expect(err).toContain(words)
    expect(code).toBe(expected)
  })

  test('where there is no repository', async () => {
    const { code, err } = await floeIn(elsewhere, 'diff', 'main:jobs/late.ts', 'jobs/late.ts')
    expect(err).toContain('a revision was named, and this is no git repository')
    expect(code).toBe(2)
  })

  test('where there is no git', async () => {
    const child = startIn(repository, ['diff', 'main:jobs/late.ts', 'jobs/late.ts'], { PATH: elsewhere })
    const { code, err } = await ended(child)
    expect(err).toContain('there is no git here, and a revision was named')
    expect(code).toBe(2)
  })
})

test('works from a folder below the top, by the paths of that folder', async () => {
  const { code, out, err } = await floeIn(
    join(repository, 'jobs'),
    'diff',
    'v1:late.ts#late',
    './late.ts#late',
    '--runs',
    '0',
  )
  expect(out, err).toMatch(/^REFUTED: /)
  expect(code).toBe(1)
})

describe('a side', () => {
  const never = (): boolean => false

  test.each([
    ['main:jobs/late.ts#late', { revision: 'main', target: 'jobs/late.ts#late' }],
    ['jobs/late.ts#late', { target: 'jobs/late.ts#late' }],
    ['jobs/late.ts', { target: 'jobs/late.ts' }],
    ['C:\\jobs\\late.ts#late', { target: 'C:\\jobs\\late.ts#late' }],
    ['c:/jobs/late.ts', { target: 'c:/jobs/late.ts' }],
    ['HEAD~2:C:\\jobs\\late.ts', { revision: 'HEAD~2', target: 'C:\\jobs\\late.ts' }],
    ['a:late.ts', { revision: 'a', target: 'late.ts' }],
    ['main@{12:00}:late.ts#x', { revision: 'main@{12:00}', target: 'late.ts#x' }],
    ['feature/x:late.ts', { revision: 'feature/x', target: 'late.ts' }],
    ['late.ts#a:b', { target: 'late.ts#a:b' }],
  ])('%s', (text, parts) => expect(parseSide(text, never)).toEqual(parts))

  test('is a file, if there is one of that name', () => {
    expect(parseSide('main:late.ts', (path) => path === 'main:late.ts')).toEqual({ target: 'main:late.ts' })
    expect(parseSide('main:late.ts#late', (path) => path === 'main:late.ts')).toEqual({ target: 'main:late.ts#late' })
  })
})
