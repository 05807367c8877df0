/**
 * Laws as tests of any runner that has `describe` and `test`, each reported by itself.
 */
import { FloeError } from '../error/floe-error.ts'
import { type CheckOptions, examine } from './check.ts'
import { printFailure } from './print-failure.ts'
import type { Report } from './report.ts'
import type { Subject } from './subject.ts'

/** What a test is given by vitest and by node:test, as far as it is used here. */
interface TestContext {
  readonly skip?: (why?: string) => unknown
}

/**
 * The two functions of a test runner that are needed: those of vitest, Jest and node:test are such.
 *
 * @example
 * const names: string[] = []
 * const runner: L.Runner = { describe: (_, body) => body(), test: (name) => names.push(name) }
 * L.describeLaws(L.row((n: number) => n, { rows: fc.nat() }), runner)
 * names[2] // 'S1 input untouched'
 */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly test: (name: string, body: (context: TestContext) => Promise<void>) => unknown
}

const isRunner = (one: unknown): one is Runner =>
  typeof one === 'object' &&
  one !== null &&
  ['describe', 'test'].every((name) => typeof Reflect.get(one, name) === 'function')

/** What is given; or what the runner has made global. */
const runnerOf = (given: Runner | undefined): Runner => {
  const found: unknown = given ?? globalThis
  if (isRunner(found)) return found
  throw new FloeError('InvalidArgument', {
    message: 'describeLaws makes tests, and was not given the functions of a runner that do',
    hint: "import { describe, test } from 'vitest' (or node:test), and L.describeLaws(subject, { describe, test })",
  })
}

/**
 * One test for each law that the subject promises. A law that no instance could have broken has not passed: it is skipped,
 * with the reason. Where the runner makes `describe` and `test` global, as Jest does, it need not be given.
 *
 * @throws FloeError InvalidArgument without a runner
 * @example
 * const runner = { describe: (_: string, body: () => void) => body(), test: () => undefined }
 * L.describeLaws(L.row((n: number) => n + 1, { rows: fc.nat() }), runner)
 */
export const describeLaws = <I, T>(subject: Subject<I, T>, runner?: Runner, options: CheckOptions = {}): void => {
  const { describe, test } = runnerOf(runner)
  let report: Promise<Report> | undefined
  describe(`${subject.kind} ${subject.name}`, () => {
    for (const { id, name, declared } of subject.laws) {
      if (declared !== undefined && !subject.declared.has(declared)) continue
      test(`${id} ${name}`, async (context) => {
        report ??= examine(subject, options)
        const law = (await report).laws.find((one) => one.id === id)
        if (law?.failure !== undefined) throw new FloeError('LawBroken', { message: printFailure(law.failure) })
        if (law?.verdict === 'vacuous') context?.skip?.(law.why)
      })
    }
  })
}
