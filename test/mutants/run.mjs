/**
 * Mutation testing, group by group: each part of `src` against the tests that are there to prove it, and no others. So a
 * mutant is not killed by accident, far away, and a run ends within the hour.
 *
 *   npm run mutants            all groups
 *   npm run mutants -- keys    one of them
 *   npm run mutants -- keys src/data/key.ts
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
  values: {
    mutate: [
      ...data('bytes-of', 'check-row', 'encode-value', 'fingerprint', 'frozen', 'identical'),
      ...data('print-thrown', 'print-value', 'schema', 'value-kind'),
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
  plan: {
    mutate: ['src/plan/*.ts', 'src/plan/operators/*.ts', 'src/plan/derived/*.ts'],
    tests: ['test/plan/*.test.ts', 'test/plan/operators/*.test.ts', 'test/semantics/{order,operators}.test.ts'],
  },
}

const [only, file] = process.argv.slice(2)
if (only !== undefined && !(only in groups))
  throw new Error(`no group ${only}: there are ${Object.keys(groups).join(', ')}`)

const scores = []
for (const [name, { mutate, tests }] of Object.entries(groups)) {
  if (only !== undefined && only !== name) continue
  const label = file === undefined ? name : file.replaceAll('/', '-')
  const report = `reports/mutants-${label}.json`
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', file ?? mutate.join(',')], {
    stdio: 'inherit',
    env: { ...process.env, MUTANTS_TESTS: tests.join('|'), MUTANTS_REPORT: report, MUTANTS_GROUP: label },
  })
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const states = Object.values(files).flatMap((file) => file.mutants.map((mutant) => mutant.status))
  const count = (...wanted) => states.filter((state) => wanted.includes(state)).length
  const killed = count('Killed', 'Timeout')
  const all = killed + count('Survived', 'NoCoverage')
  scores.push({
    group: name,
    mutants: all,
    killed,
    survived: all - killed,
    score: `${((100 * killed) / all).toFixed(1)} %`,
    status,
  })
}
console.table(scores)
process.exitCode = scores.every(({ status }) => status === 0) ? 0 : 1
