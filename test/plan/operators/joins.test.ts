/**
 * Proves the laws of `join`, `cross` and `cogroup`: what each says of the others, on rows with ties, repeats and nulls.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/data/key.ts'
import type { Visit } from '../../arbitrary/row-shapes.ts'
import { asBag } from '../../semantics/page-names.ts'
import { expectSameBag, fails, holds, keys, rowsOf, visitRows } from './laws.ts'

const { pipe, rows } = F

const hows: readonly F.JoinHow[] = ['inner', 'left', 'right', 'full', 'semi', 'anti']

type Pair = readonly [unknown, unknown]

/** What a join gives of one key, said of the rows of both sides that have it. */
const ofGroup =
  (how: F.JoinHow) =>
  ({ left, right }: F.Cogroup<unknown, Visit, Visit>): readonly unknown[] => {
    const pairs = left.toArray().flatMap((a) => right.toArray().map((b): Pair => [a, b]))
    const ofLeft = right.isEmpty() ? left.toArray().map((a): Pair => [a, undefined]) : []
    const ofRight = left.isEmpty() ? right.toArray().map((b): Pair => [undefined, b]) : []
    return {
      inner: pairs,
      left: [...pairs, ...ofLeft],
      right: [...pairs, ...ofRight],
      full: [...pairs, ...ofLeft, ...ofRight],
      semi: right.isEmpty() ? [] : left,
      anti: right.isEmpty() ? left : [],
    }[how] as readonly unknown[]
  }

const swapped = F.map(([b, a]: Pair): Pair => [a, b])
const asPairs = F.map((pair: Pair): Pair => pair)

describe.each(hows)('join %s', (how) => {
  test('is a flatMap of cogroup', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, left, right) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), { left, right, how })) as F.Bag<unknown>,
        pipe(rows(xs), F.cogroup(rows(ys), { left, right }), F.flatMap(ofGroup(how))) as F.Bag<unknown>,
      ),
    ))
})

describe('join', () => {
  test('right is left with the sides changed', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, left, right) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), { left, right, how: 'right' })),
        pipe(rows(ys), F.join(rows(xs), { left: right, right: left, how: 'left' }), swapped),
      ),
    ))
  test('full is left, and beside it the rows of the right without a partner', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, left, right) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), { left, right, how: 'full' })),
        pipe(
          rows(xs),
          F.join(rows(ys), { left, right, how: 'left' }),
          asPairs,
          F.concat(
            pipe(
              rows(ys),
              F.join(rows(xs), { left: right, right: left, how: 'anti' }),
              F.map((y): Pair => [undefined, y]),
            ),
          ),
        ),
      ),
    ))
  test('full and left are not the same', () =>
    fails(visitRows, visitRows, keys, (xs, ys, key) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), { left: key, right: key, how: 'full' })),
        pipe(rows(xs), F.join(rows(ys), { left: key, right: key, how: 'left' })),
      ),
    ))
  test('full loses no row, whatever its key', () =>
    holds(visitRows, visitRows, keys, keys, async (xs, ys, left, right) => {
      const pairs = await rowsOf(pipe(rows(xs), F.join(rows(ys), { left, right, how: 'full' })))
      expect(new Set(pairs.flatMap(([x]) => (x === undefined ? [] : [x])))).toEqual(new Set(xs))
      expect(new Set(pairs.flatMap(([, y]) => (y === undefined ? [] : [y])))).toEqual(new Set(ys))
      for (const pair of pairs)
        expect([Object.isFrozen(pair), pair.some((row) => row !== undefined)]).toEqual([true, true])
    }))
})

describe('cross', () => {
  test('is a join by a key that all rows have', () =>
    holds(visitRows, visitRows, (xs, ys) =>
      expectSameBag(
        pipe(rows(xs), F.cross(rows(ys))),
        pipe(rows(xs), F.join(rows(ys), { left: () => 0, right: () => 0 })),
      ),
    ))
  test('of which those with equal keys are a join', () =>
    holds(visitRows, visitRows, (xs, ys) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.cross(rows(ys)),
          F.filter(([x, y]) => Object.is(keyOf(x.id), keyOf(y.id))),
        ),
        pipe(rows(xs), F.join(rows(ys), { left: (x) => x.id, right: (y) => y.id })),
      ),
    ))
  test('with one row is map, and with none is empty', () =>
    holds(visitRows, async (xs) => {
      await expectSameBag(
        pipe(rows(xs), F.cross(rows([7]))),
        pipe(
          rows(xs),
          F.map((x) => [x, 7]),
        ),
      )
      expect(await rowsOf(pipe(rows(xs), F.cross(rows([]))))).toEqual([])
    }))
  test('is the same from the other side, but for which stands first', () =>
    holds(visitRows, visitRows, (xs, ys) =>
      expectSameBag(pipe(rows(xs), F.cross(rows(ys))), pipe(rows(ys), F.cross(rows(xs)), swapped)),
    ))
})

describe('cogroup', () => {
  test('holds each row of both sides once', () =>
    holds(visitRows, visitRows, keys, keys, async (xs, ys, left, right) => {
      const groups = pipe(rows(xs), F.cogroup(rows(ys), { left, right }))
      await expectSameBag(
        pipe(
          groups,
          F.flatMap((g) => g.left),
        ),
        rows(xs),
      )
      await expectSameBag(
        pipe(
          groups,
          F.flatMap((g) => g.right),
        ),
        rows(ys),
      )
      for (const group of await rowsOf(groups)) {
        expect(Object.isFrozen(group)).toBe(true)
        expect(group.left.size + group.right.size).toBeGreaterThan(0)
      }
    }))
  test('with nothing is groupBy with toList', () =>
    holds(visitRows, keys, (xs, key) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.cogroup(rows<Visit>([]), { left: key, right: key }),
          F.map(({ key: k, left }) => ({ key: k, left })),
        ),
        pipe(rows(xs), F.groupBy(key, { left: A.toList() })),
      ),
    ))
  test('is the same from the other side, but for the names', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, left, right) =>
      expectSameBag(
        pipe(rows(xs), F.cogroup(rows(ys), { left, right })),
        pipe(
          rows(ys),
          F.cogroup(rows(xs), { left: right, right: left }),
          F.map((g) => ({ key: g.key, left: g.right, right: g.left })),
        ),
      ),
    ))
  test('of bags does not see an order, and of sequences it does', async () => {
    const reversing =
      (as: (given: F.Bag<Visit>) => F.Bag<Visit>) =>
      (xs: readonly Visit[], ys: readonly Visit[], key: (v: Visit) => unknown): Promise<void> =>
        expectSameBag(
          pipe(as(rows(xs)), F.cogroup(as(rows(ys)), { left: key, right: key })),
          pipe(as(rows(xs.toReversed())), F.cogroup(as(rows(ys.toReversed())), { left: key, right: key })),
        )
    await holds(visitRows, visitRows, keys, reversing(asBag))
    await fails(
      visitRows,
      visitRows,
      keys,
      reversing((given) => given),
    )
  })
  test('with parameters is cogroup of functions closed over them', () =>
    holds(visitRows, fc.integer({ min: 1, max: 3 }), (xs, by) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.cogroup(rows(xs), { left: (v, p) => v.tags.length % p.by, right: (v, p) => v.tags.length + p.by }, { by }),
        ),
        pipe(rows(xs), F.cogroup(rows(xs), { left: (v) => v.tags.length % by, right: (v) => v.tags.length + by })),
      ),
    ))
})
