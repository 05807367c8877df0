/**
 * Proves that whatever users may import is documented: a sentence and an example on every public export. That the
 * examples are true is proved next door, in examples.test.ts.
 */
import { describe, expect, it } from 'vitest'
import { commentExamples } from './examples.ts'
import { type PublicExport, publicExports, sentenceOf } from './public-exports.ts'

const named = (exports: readonly PublicExport[]): readonly string[] => [
  ...new Set(exports.map(({ module, name }) => `${module}: ${name}`)),
]

describe('every public export', () => {
  it('is found', () => expect(publicExports.length).toBeGreaterThan(50))

  it('has a doc comment with a sentence', () =>
    expect(named(publicExports.filter((one) => sentenceOf(one) === ''))).toEqual([]))

  it('has an example', () =>
    expect(
      named(
        publicExports.filter(
          ({ module, comment }) => comment === undefined || commentExamples(module, comment).length === 0,
        ),
      ),
    ).toEqual([]))
})
