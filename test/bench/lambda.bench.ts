/**
 * How many data lambdas can be read, of those that people write: `npm run bench:lambda`.
 *
 * Takes the callbacks of array methods from installed packages, and the functions that examples and tests give to Floe. Each is
 * read as it is, and as with a module loader that shows the constants, functions and imports of its module. Nothing of the
 * packages is run.
 */
import { fileURLToPath } from 'node:url'
import { isQuiet } from '../../src/lambda/is-quiet.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'
import { functionOf } from './lambda/captures.ts'
import { collect, type Found } from './lambda/collect.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The closure alone: evaluating a function expression makes it, and runs nothing of it. */
const closureOf = (text: string): ((row: unknown) => unknown) | undefined => {
  try {
    // biome-ignore lint/security/noGlobalEval: nothing else makes a closure of a text in the global scope
    return globalThis.eval(`(${text})`)
  } catch {
    return undefined
  }
}

const read = (fn: (...args: never) => unknown): Reading =>
  readLambda(lambda('map', fn as (row: unknown) => unknown) as never)

const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)}%`

const count = <A>(items: readonly A[], key: (item: A) => string): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)
}

/** Reasons alike are one. */
const reasonOf = ({ why, purity }: Reading): string =>
  (purity.verdict === 'impure' ? `impure: ${purity.what}` : (why ?? 'read'))
    .replace(/calls [\w$.]+: .*/, 'calls a helper that is not pure for certain')
    .replace(
      /captures [\w$.]+, whose value cannot be seen|captures [\w$.]+, which can change/,
      'captures a value that cannot be seen',
    )
    .replace(/calls the method [\w$]+, which/, 'calls a method that')
    .replace(/(uses|makes a|passes on) [\w$.]+(, a function)?/, '$1 …')

const report = (title: string, readings: readonly Reading[]): void => {
  const pure = readings.filter(({ purity }) => isQuiet(purity)).length
  const zoned = readings.filter(({ purity }) => purity.verdict === 'zoned').length
  const expressions = readings.filter(({ expression }) => expression !== undefined).length
  console.log(
    `\n${title}: ${share(pure, readings.length)} pure (${share(zoned, readings.length)} if they put no dates into texts), ${share(expressions, readings.length)} expressions`,
  )
  const others = readings.filter(({ expression }) => expression === undefined)
  for (const [reason, times] of count(others, reasonOf).slice(0, 12))
    console.log(`  ${share(times, readings.length).padStart(6)}  ${reason}`)
}

/** Reads them as they are, and with what a loader shows. */
const measure = (title: string, found: readonly Found[]): void => {
  console.log(`\n# ${title}: ${found.length} lambdas of ${new Set(found.map(({ module }) => module.path)).size} files`)
  const closures = found.flatMap(({ text }) => closureOf(text) ?? [])
  const before = process.cpuUsage()
  const alone = closures.map(read)
  const { user, system } = process.cpuUsage(before)
  report('As they are', alone)
  console.log(`  ${((user + system) / 1_000 / closures.length).toFixed(2)} ms each, of the processor`)
  const attached = found.map(({ module, text, local }) => read(functionOf(module, text, local)))
  report('With the constants, functions and imports of the module', attached)
  const settled = found.map(({ module, text, local }) => read(functionOf(module, text, local, 'numbers')))
  report('And with what is captured of functions around, where it is used as a number or a text may be', settled)
}

const packages = collect([`${root}node_modules`])
measure('Installed packages', packages)
const own = collect([`${root}examples`, `${root}test/arbitrary`])
measure('Examples and tests of Floe', own)
