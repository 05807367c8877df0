/**
 * `F.show`: the first rows as a table; of a sequence no more are read than that takes, of a bag the canonically least;
 * and what is left is counted where it is known.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { table } from 'floe/inspect'
import { describe, expect, test } from 'vitest'
import { counted } from '../engine/counted-source.ts'
import { runs } from '../runs.ts'
import { asBag } from '../semantics/page-names.ts'

const lines = (...text: readonly string[]): string => text.join('\n')
const derived = (rows: readonly unknown[]) =>
  F.pipe(
    F.rows(rows),
    F.filter(() => true),
  )

describe('show', () => {
  test('shows the first rows, and whether there are more', async () => {
    expect(await F.show(derived([{ n: 1 }, { n: 2 }]))).toBe(lines('n', '─', '1', '2'))
    expect(await F.show(derived([{ n: 1 }, { n: 2 }]), { rows: 2 })).toBe(lines('n', '─', '1', '2'))
    expect(await F.show(derived([{ n: 1 }, { n: 2 }]), { rows: 1 })).toBe(lines('n', '─', '1', '… more rows'))
    expect(await F.show(derived([{ n: 1 }]), { rows: 0 })).toBe('… rows')
    expect(await F.show(derived([]))).toBe('no rows')
    expect(await F.show(derived([]), { rows: 0 })).toBe('no rows')
  })

  test('counts those of a source that knows how many it has, and those of a bag', async () => {
    expect(await F.show(F.rows([5, 6, 7]), { rows: 1 })).toBe(lines('value', '─────', '    5', '… 2 more rows'))
    expect(await F.show(asBag(F.rows([7, 5, 6])), { rows: 1 })).toBe(lines('value', '─────', '    5', '… 2 more rows'))
  })

  test('of a bag shows the first in canonical order, as toList gives them', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer(), fc.constant(null)), { maxLength: 30 }),
        fc.nat(5),
        async (xs, n) => {
          const bag = asBag(F.rows(xs))
          const all = await F.toList(bag)
          expect(await F.show(bag, { rows: n })).toBe(table(all, { limit: n }))
          expect(await F.show(asBag(F.rows(xs.toReversed())), { rows: n })).toBe(await F.show(bag, { rows: n }))
        },
      ),
      { numRuns: runs(60) },
    ))

  test('reads no more of a sequence than one row beyond', async () => {
    const { dataset, watched } = counted(1000)
    const seen: number[] = []
    const looked = F.pipe(
      dataset,
      F.tap((n) => void seen.push(n)),
    )
    await F.show(looked, { rows: 3 })
    expect(seen).toEqual([1, 2, 3, 4])
    expect(watched.released).toBe(1)
  })

  test('is as narrow as is asked for', async () => {
    const wide = F.rows([{ text: 'x'.repeat(70), more: 'y'.repeat(70) }])
    for (const line of (await F.show(wide, { width: 40 })).split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  })

  test('runs as it is told: rejected rows are told of, and nothing is lost in silence', async () => {
    const failing = F.pipe(
      F.rows([1, -1, 2]),
      F.validate((n) => n > 0, 'negative'),
    )
    const reasons: string[] = []
    expect(await F.show(failing, { onError: 'reject', onReject: (error) => reasons.push(error.summary) })).toBe(
      lines('value', '─────', '    1', '    2'),
    )
    expect(reasons).toEqual(['negative'])
    await expect(F.show(failing)).rejects.toMatchObject({ _tag: 'InvalidRow' })
    await expect(F.show(failing, { onError: 'reject' } as never)).rejects.toMatchObject({ _tag: 'InvalidArgument' })
    await expect(F.show(failing, { rows: -1 })).rejects.toThrow('show was given -1')
    await expect(F.show([1] as never)).rejects.toMatchObject({ _tag: 'InvalidArgument' })
  })

  test('does not count what a source has where rows may be rejected', async () => {
    const options = { rows: 1, onError: 'reject', onReject: () => {} } as const
    expect(await F.show(F.rows([5, 6, 7]), options)).toBe(lines('value', '─────', '    5', '… more rows'))
  })
})
