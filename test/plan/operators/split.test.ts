/**
 * Proves the laws of `split`, `splitEither` and `separate`: the halves are the whole, each row is in one of them; run
 * together they read once; and the text of their plans is that of the user's function.
 */
import * as F from 'floe'
import { explain } from 'floe/inspect'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { counted } from '../../engine/counted-source.ts'
import { expectSame, expectSameBag, fails, functions, holds, numberRows, predicates, rowsOf } from './laws.ts'

const { pipe, rows } = F

describe('split', () => {
  test('gives what filters give', () =>
    holds(numberRows, predicates, async (xs, p) => {
      const [matching, others] = pipe(rows(xs), F.split(p))
      await expectSame(matching, pipe(rows(xs), F.filter(p)))
      await expectSame(
        others,
        pipe(
          rows(xs),
          F.filter((x) => !p(x)),
        ),
      )
    }))
  test('parts all rows (S20)', () =>
    holds(numberRows, predicates, async (xs, p) => {
      const [matching, others] = pipe(rows(xs), F.split(p))
      await expectSameBag(pipe(matching, F.concat(others)), rows(xs))
    }))
  test('does not keep the order between its halves', () =>
    fails(numberRows, predicates, async (xs, p) => {
      const [matching, others] = pipe(rows(xs), F.split(p))
      await expectSame(pipe(matching, F.concat(others)), rows(xs))
    }))
})

describe('splitEither', () => {
  const either =
    (p: (x: number) => boolean, f: (x: number) => number) =>
    (x: number): E.Either<string, number> =>
      p(x) ? E.right(f(x)) : E.left(`${x}`)

  test('gives what filterMaps give', () =>
    holds(numberRows, predicates, functions, async (xs, p, f) => {
      const [lefts, rights] = pipe(rows(xs), F.splitEither(either(p, f)))
      await expectSame(
        rights,
        pipe(
          rows(xs),
          F.filterMap((x) => O.fromEither(either(p, f)(x))),
        ),
      )
      await expectSame(
        lefts,
        pipe(
          rows(xs),
          F.filterMap((x) => O.fromEither(E.swap(either(p, f)(x)))),
        ),
      )
    }))
  test('is separate after map', () =>
    holds(numberRows, predicates, functions, async (xs, p, f) => {
      const halves = pipe(rows(xs), F.splitEither(either(p, f)))
      const same = pipe(rows(xs), F.map(either(p, f)), F.separate())
      await expectSame(halves[0], same[0])
      await expectSame(halves[1], same[1])
    }))
})

describe('run together', () => {
  const givenTo = () => {
    const given: number[] = []
    const seen =
      <B>(f: (x: number) => B) =>
      (x: number): B => {
        given.push(x)
        return f(x)
      }
    return { given, seen }
  }

  test('halves read once', async () => {
    const { dataset, watched } = counted(3)
    const [big, small] = pipe(
      dataset,
      F.split((x) => x > 1),
    )
    const result = await F.runAll({ big, small })()
    if (E.isLeft(result)) throw result.left
    expect(result.right.rows.big.toArray()).toEqual([2, 3])
    expect(result.right.rows.small.toArray()).toEqual([1])
    expect(watched.opened).toBe(1)
    expect(result.right.report.rowsIn).toBe(3)
  })

  test('the function of splitEither is called once for each row, and a row that fails is rejected once', async () => {
    const { given, seen } = givenTo()
    const parse = seen((x): E.Either<string, number> => {
      if (x === 9) throw new Error('nine')
      return x > 1 ? E.right(x) : E.left('small')
    })
    const [problems, numbers] = pipe(rows([3, 9, 1]), F.splitEither(parse))
    const result = await F.runAll({ problems, numbers }, { onError: 'reject' })()
    if (E.isLeft(result)) throw result.left
    expect(given).toEqual([3, 9, 1])
    expect(result.right.rows.numbers.toArray()).toEqual([3])
    expect(result.right.rows.problems.toArray()).toEqual(['small'])
    expect(result.right.rejects.map((error) => error.place.row).toArray()).toEqual([2])
  })

  test('a row on which the predicate of split throws is rejected by both', async () => {
    const { given, seen } = givenTo()
    const halves = pipe(
      rows([3, 9]),
      F.split(
        seen((x) => {
          if (x === 9) throw new Error('nine')
          return true
        }),
      ),
    )
    const result = await F.runAll({ matching: halves[0], others: halves[1] }, { onError: 'reject' })()
    if (E.isLeft(result)) throw result.left
    expect(given).toEqual([3, 3, 9, 9])
    expect(result.right.rejects.size).toBe(2)
  })
})

test('what is no Either is an error of its row', async () => {
  for (const wrong of [5, null, undefined, { _tag: 'Some' }, {}])
    for (const side of [0, 1] as const)
      await expect(
        rowsOf(
          pipe(rows([E.left(1), wrong]) as F.Bag<unknown> as F.Sequence<E.Either<number, number>>, F.separate())[side],
        ),
      ).rejects.toMatchObject({
        _tag: 'InvalidRow',
        expected: 'an Either',
        place: { row: 2, stage: expect.stringMatching(/^separate (left|right)$/) },
      })
})

test('the text of the plans is that of the user’s functions', () => {
  const [late, onTime] = pipe(
    rows([{ delay: 20 }]),
    F.split((f) => f.delay > 15),
  )
  expect(explain(late).split('\n')[0]).toBe('filter (f) => f.delay > 15 : sequence of unknown')
  expect(explain(onTime).split('\n')[0]).toBe('filter not (f) => f.delay > 15 : sequence of unknown')
  const { right } = E
  const [, rights] = pipe(
    rows(['a']),
    F.splitEither((x) => right(x)),
  )
  expect(explain(rights)).toMatchInlineSnapshot(`
    "separate right : sequence of unknown
      map (x) => right(x) : sequence of unknown
        source rows : sequence of unknown"
  `)
})
