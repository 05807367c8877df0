/**
 * Proves that outcomes are compared as far as the type of a plan says, and that what is told is where they differ first.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { divergence } from '../../../src/laws/pipeline/compare.ts'
import { lookedAt, type Outcome } from '../../../src/laws/pipeline/outcome.ts'

const nothing = { rows: [], looked: [], error: undefined, rejects: [] }
const sequence = (...rows: readonly unknown[]): Outcome => ({ ...nothing, ...lookedAt(rows, 'sequence') })
const bag = (...rows: readonly unknown[]): Outcome => ({ ...nothing, ...lookedAt(rows, 'bag') })
const error = (message: string, row: number): F.RunError => new F.FloeError('LambdaThrew', { message, place: { row } })
const failed = (message: string, row = 1): Outcome => ({ ...nothing, error: error(message, row) })
const rejecting = (...rejects: readonly F.RunError[]): Outcome => ({ ...sequence(1), rejects })

describe('a sequence', () => {
  const isBag = false
  test('is the same in the same order', () => {
    expect(divergence(sequence(1, { a: 2 }), sequence(1, { a: 2 }), { isBag })).toBeUndefined()
    expect(divergence(sequence(1, 2), sequence(2, 1), { isBag })).toEqual({ path: 'rows[0]', before: '1', after: '2' })
  })
  test('is told down to the field', () => {
    const found = divergence(sequence(1, { a: 2, b: [0] }), sequence(1, { a: 2, b: [-0] }), { isBag })
    expect(found).toEqual({ path: 'rows[1].b[0]', before: '0', after: '-0' })
  })
  test('is told with how many rows there are, if there are more or less', () => {
    expect(divergence(sequence(1, 2), sequence(1), { isBag })).toEqual({
      path: 'rows[1]',
      before: '2, of 2 rows',
      after: 'absent, of 1 rows',
    })
    expect(divergence(sequence(1, 2), sequence(2), { isBag })).toMatchObject({
      before: '1, of 2 rows',
      after: '2, of 1 rows',
    })
  })
})

describe('a bag', () => {
  const isBag = true
  test('is the same in any order, as often', () => {
    expect(divergence(bag(1, 2, 1), bag(2, 1, 1), { isBag })).toBeUndefined()
    expect(divergence(bag(1, 2, 1), bag(2, 1, 2), { isBag })).toMatchObject({ before: '1', after: '2' })
  })
  test('is told by the rows that the other has not', () => {
    expect(divergence(bag({ a: 1 }, { a: 5 }), bag({ a: 1 }, { a: 0 }), { isBag })).toEqual({
      path: 'rows[1].a',
      before: '5',
      after: '0',
    })
    expect(divergence(bag(1, 3), bag(1, 2, 3), { isBag })).toEqual({
      path: 'rows[1]',
      before: 'absent, of 2 rows',
      after: '2, of 3 rows',
    })
  })
})

describe('errors and rejects', () => {
  const isBag = false
  test('are the same with their places', () => {
    expect(divergence(failed('no'), failed('no'), { isBag })).toBeUndefined()
    expect(divergence(failed('no', 1), failed('no', 2), { isBag })).toEqual({
      path: 'error',
      before: 'LambdaThrew: no, at row 1',
      after: 'LambdaThrew: no, at row 2',
    })
    expect(divergence(failed('no'), sequence(1), { isBag })).toMatchObject({ path: 'error', after: 'no error' })
    expect(divergence(rejecting(error('a', 1)), rejecting(error('b', 1)), { isBag })).toMatchObject({
      path: 'rejects[0]',
    })
    expect(divergence(rejecting(error('a', 1)), rejecting(), { isBag })).toMatchObject({ after: 'no error' })
  })
  test('are counted where places mean nothing', () => {
    const how = { isBag, extent: 'rows' } as const
    expect(divergence(failed('no'), failed('yes'), how)).toBeUndefined()
    expect(divergence(failed('no'), sequence(1), how)).toMatchObject({ path: 'error' })
    expect(divergence(rejecting(error('a', 1)), rejecting(error('b', 2)), how)).toBeUndefined()
    expect(divergence(rejecting(error('a', 1)), rejecting(), how)).toEqual({
      path: 'rejects',
      before: '1 rows set aside',
      after: '0 rows set aside',
    })
  })
})
