/**
 * Proves, on every engine, that a dataset used twice in a plan is read and counted twice, and that a bag comes in
 * canonical order also where there are rows that JavaScript's own sort would put elsewhere.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { anyRow } from '../data/arbitrary.ts'
import { engines } from '../engines.ts'
import { asBag, prints } from '../semantics/page-names.ts'

describe.each(engines)('on $name', (engine) => {
  test('a dataset used twice counts twice', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 9 }), async (numbers) => {
        const failing = F.pipe(
          F.rows(numbers),
          F.map((n) => {
            if (n === 0) throw new Error('zero')
            return n
          }),
        )
        const seen: F.Progress[] = []
        const result = await F.run(F.pipe(failing, F.concat(failing)), {
          engine,
          onError: 'reject',
          onProgress: (progress) => void seen.push(progress),
        })()
        if (result._tag === 'Left') throw result.left
        const { rows, report, rejects } = result.right
        const zeros = numbers.filter((n) => n === 0).length
        expect(rows.size).toBe(2 * (numbers.length - zeros))
        expect(rejects.size).toBe(2 * zeros)
        expect(report).toMatchObject({ rowsIn: 2 * numbers.length, rowsOut: rows.size, rowsRejected: 2 * zeros })
        expect(report.stages.map(({ kind }) => kind)).toEqual(['source', 'map', 'source', 'map', 'concat'])
        expect(report.stages.map(({ rowsRejected }) => rowsRejected)).toEqual([0, zeros, 0, zeros, 0])
        expect(seen.at(-1)).toMatchObject({ rows: 2 * numbers.length, totalRows: 2 * numbers.length })
      }),
    ))

  test('a bag of any rows comes in canonical order, undefined first', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(undefined, null), anyRow()), { maxLength: 9 }),
        async (rows) => {
          const bag = asBag(F.rows(rows))
          const found = (await F.toList(bag, { engine })).toArray()
          for (const [i, row] of found.slice(1).entries())
            expect(compareCanonical(found[i], row)).toBeLessThanOrEqual(0)
          expect(prints(found).toSorted()).toEqual(prints(rows).toSorted())
          const streamed: unknown[] = []
          for await (const batch of F.stream(bag, { engine, order: 'canonical' })) streamed.push(...batch)
          expect(prints(streamed)).toEqual(prints(found))
          const anyOrder = await F.toList(bag, { engine, order: 'any' })
          expect(prints(anyOrder).toSorted()).toEqual(prints(found).toSorted())
        },
      ),
    ))
})
