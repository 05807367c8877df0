/**
 * Test files that take long begin first, so that no core is left with one of them in the end. How long files take is not known on a
 * clean checkout: vitest would begin with those of most text. Those that are not listed come as vitest has it.
 */
import { relative, sep } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take seconds by themselves. The order among them does not matter. */
export const slowest: ReadonlySet<string> = new Set([
  'cli/check',
  'cli/diff',
  'cli/evidence',
  'cli/pipes',
  'cli/run',
  'conformance/any-room',
  'conformance/memory',
  'conformance/scanned',
  'crash/crash',
  'docs/examples',
  'docs/refactoring',
  'engine/checkpoint/crash',
  'engine/workers/files',
  'engine/workers/threads',
  'examples/guide',
  'faults/faults',
  'fuzz/giants',
  'io/postgres/laws',
  'io/postgres/sink',
  'io/postgres/source',
  'laws/ambient/laws',
  'laws/corpus',
  'laws/equivalence/mutants',
  'laws/every-sink',
  'laws/every-source',
  'laws/mutants',
  'laws/pipeline/laws',
  'laws/task/steps',
  'package/built-package',
  'plan/operators/order-laws',
  'semantics/order',
])

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config
    const place = ({ project, moduleId }: TestSpecification): number => {
      const name = relative(`${root}/test`, moduleId).replaceAll(sep, '/').replace('.test.ts', '')
      // What comes group after group still does.
      return 2 * project.config.sequence.groupOrder + (slowest.has(name) ? 0 : 1)
    }
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => place(a) - place(b))
  }
}
