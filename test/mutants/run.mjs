/**
 * Mutation testing, group by group: each part of `src` against the tests that are there to prove it, and no others. So a
 * mutant is not killed by accident, far away, and a run ends within the hour.
 *
 *   npm run mutants            all groups
 *   npm run mutants -- keys    one of them
 *   npm run mutants -- keys src/data/key.ts
 *
 * What is found of a file is kept in `reports/mutants-<group>.json`, so a group that takes long can be run file by file.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const data = (...names) => names.map((name) => `src/data/${name}.ts`)

/** What is mutated, and what must kill it. */
const groups = {
  sums: {
    mutate: data('exact-products', 'exact-sum', 'superaccumulator', 'double-units', 'pair-quotient', 'rounded-root'),
    tests: ['test/data/exact-{sum,products}.test.ts'],
  },
  keys: {
    mutate: data('canonical-order', 'compare-strings', 'key', 'sorted-keys'),
    tests: ['test/data/!(exact-sum|exact-products).test.ts', 'test/semantics/{equality,canonical-order}.test.ts'],
  },
  sorting: {
    mutate: data('cell-keys', 'radix-sort', 'sort-by-columns'),
    tests: ['test/data/{cell-keys,sort-by-columns}.test.ts'],
  },
  values: {
    mutate: [
      ...data(
        'bytes-of',
        'chance-of',
        'check-row',
        'decode-value',
        'encode-value',
        'fields-of',
        'fingerprint',
        'frozen',
      ),
      ...data('identical', 'print-thrown', 'print-value', 'schema', 'value-kind'),
    ],
    tests: ['test/data/!(exact-sum|exact-products).test.ts', 'test/semantics/equality.test.ts'],
  },
  aggregate: {
    mutate: ['src/aggregate/!(index).ts'],
    tests: ['test/aggregate/**/*.test.ts', 'test/semantics/aggregates.test.ts'],
  },
  codec: { mutate: ['src/plan/codec/*.ts'], tests: ['test/plan/codec/*.test.ts'] },
  codecs: { mutate: ['src/codec/!(index).ts'], tests: ['test/codec/*.test.ts'] },
  time: { mutate: ['src/time/!(index).ts'], tests: ['test/time/*.test.ts', 'test/semantics/time.test.ts'] },
  plan: { mutate: ['src/plan/*.ts'], tests: ['test/plan/{text,arguments,map-functions}.test.ts'] },
  operators: {
    mutate: ['src/plan/operators/*.ts', 'src/plan/derived/*.ts'],
    // Not those that ask DuckDB, or permute rows: they take long, and are about engines.
    tests: [
      'test/plan/*.test.ts',
      'test/plan/operators/!(*-duckdb|order-laws).test.ts',
      'test/semantics/operators.test.ts',
    ],
  },
}

const [only, file] = process.argv.slice(2)
if (only !== undefined && !(only in groups))
  throw new Error(`no group ${only}: there are ${Object.keys(groups).join(', ')}`)

const read = (path) => JSON.parse(readFileSync(path, 'utf8'))

const scoreOf = (mutants) => {
  const count = (...wanted) => mutants.filter(({ status }) => wanted.includes(status)).length
  const killed = count('Killed', 'Timeout')
  const all = killed + count('Survived', 'NoCoverage')
  return { mutants: all, killed, survived: all - killed, score: `${((100 * killed) / all).toFixed(1)} %` }
}

let isGood = true
for (const [name, { mutate, tests }] of Object.entries(groups)) {
  if (only !== undefined && only !== name) continue
  const report = `reports/mutants-${name}-last.json`
  rmSync(report, { force: true })
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', file ?? mutate.join(',')], {
    stdio: 'inherit',
    env: { ...process.env, MUTANTS_TESTS: JSON.stringify(tests), MUTANTS_REPORT: report, MUTANTS_GROUP: name },
  })
  isGood &&= status === 0
  const whole = `reports/mutants-${name}.json`
  const before = file !== undefined && existsSync(whole) ? read(whole).files : {}
  const files = { ...before, ...read(report).files }
  writeFileSync(whole, JSON.stringify({ files }))
  const scores = Object.entries(files).map(([path, { mutants }]) => [path, scoreOf(mutants)])
  const all = scoreOf(Object.values(files).flatMap(({ mutants }) => mutants))
  console.table(Object.fromEntries([...scores, [`all of ${name}`, all]]))
}
process.exitCode = isGood ? 0 : 1
