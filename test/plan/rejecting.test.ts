/**
 * Proves that a source or a stage can say for itself what a row does that fails: its rows are set aside or end the run,
 * whatever the run says, on every engine, and the plan says so.
 */
import * as F from 'floe'
import { csv, json, lines, ndjson } from 'floe/io'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { printPlan } from '../../src/plan/print.ts'
import { nodesOf } from '../../src/plan/tree.ts'
import { engines } from '../engines.ts'
import { temporary } from '../io/temporary.ts'

const inverse = F.map((n: number) => Number(12n / BigInt(n)))
const below = F.map((n: number) => {
  if (n > 5) throw new RangeError(`${n} is too much`)
  return n
})
const { put } = temporary()
const Person = t.type({ name: t.string, age: t.number })

describe.each(engines)('$name', (engine) => {
  const outcome = async (rows: F.Bag<unknown>, options: F.RunOptions = {}) => {
    const result = await F.run(rows, { engine, ...options })()
    if (result._tag === 'Left') return result.left.summary
    const { rows: given, rejects, report } = result.right
    return {
      rows: given.toArray(),
      rejects: rejects.toArray().map(({ place, summary }) => `${place.stage?.split(' ')[0]} ${summary}`),
      counts: [report.rowsIn, report.rowsOut, report.rowsRejected],
    }
  }

  test('a stage that rejects in a run that fails, and one that does not', async () => {
    const rows = F.rows([4, 0, 3])
    expect(await outcome(F.pipe(rows, F.rejecting(inverse)))).toEqual({
      rows: [3, 4],
      rejects: ['map the function threw RangeError: Division by zero'],
      counts: [3, 2, 1],
    })
    expect(
      await outcome(
        F.pipe(
          rows,
          F.rejecting(inverse),
          F.map((n) => 12n / BigInt(n - 4)),
        ),
      ),
    ).toBe('the function threw RangeError: Division by zero')
    expect(await outcome(F.pipe(F.rows([4, 1, 0]), F.rejecting(inverse), below))).toBe(
      'the function threw RangeError: 12 is too much',
    )
  })

  test('several stages in one, of which the right side of a join is none', async () => {
    const right = F.pipe(F.rows([0, 3]), inverse)
    const stage = F.rejecting(
      F.flow(
        inverse,
        F.join(right, { left: (n: number) => n, right: (n) => n }),
        F.map(([n]) => n),
      ),
    )
    expect(await outcome(F.pipe(F.rows([4, 0]), stage))).toBe('the function threw RangeError: Division by zero')
    const safe = F.pipe(F.rows([4, 3]), inverse)
    const both = F.rejecting(
      F.flow(
        inverse,
        F.join(safe, { left: (n: number) => n, right: (n) => n }),
        F.map(([n]) => n),
      ),
    )
    expect(await outcome(F.pipe(F.rows([4, 0]), both))).toMatchObject({ rows: [3], counts: [4, 1, 1] })
  })

  test('a source that rejects, and one that fails in a run that rejects', async () => {
    const people = put('people.csv', 'name,age\nAda,36\nBob,old\n')
    const events = put('events.ndjson', '{"name":"Ada","age":36}\n{"name":"Bob"}\n')
    const list = put('list.json', '[{"name":"Ada","age":36},{"name":"Bob"}]')
    const log = put('app.log', Buffer.from([0x61, 0x0a, 0xff, 0x0a]))
    const expected = { rows: [{ name: 'Ada', age: 36 }], counts: [2, 1, 1] }
    for (const onError of ['reject', undefined] as const) {
      const options = onError === undefined ? {} : { onError }
      const ofRun = onError === undefined ? ({ onError: 'reject' } as const) : {}
      expect(await outcome(csv(people, Person, options), ofRun)).toMatchObject(expected)
      expect(await outcome(ndjson(events, Person, options), ofRun)).toMatchObject(expected)
      expect(await outcome(json(list, Person, options), ofRun)).toMatchObject(expected)
      expect(await outcome(lines(log, options), ofRun)).toMatchObject({ rows: ['a'], counts: [2, 1, 1] })
    }
    expect(await outcome(csv(people, Person, { onError: 'fail' }), { onError: 'reject' })).toBe("'old' is not a number")
  })
})

test('the plan says so, and what has a policy keeps it', () => {
  const { plan } = F.pipe(F.rows([1]), F.rejecting(F.flow(F.drop(0), inverse)), F.rejecting(inverse), F.take(1))
  expect(nodesOf(plan).map(({ kind, onError }) => [kind, onError])).toEqual([
    ['source', undefined],
    ['drop', 'reject'],
    ['map', 'reject'],
    ['map', 'reject'],
    ['take', undefined],
  ])
  expect(printPlan(plan)).toContain('drop 0 on error reject : ')
  expect(Object.isFrozen(plan) && Object.isFrozen(plan.inputs)).toBe(true)
  expect(csv('a.csv', Person, { onError: 'fail' }).plan).toMatchObject({ kind: 'source', onError: 'fail' })
  expect(printPlan(csv('a.csv', Person, { delimiter: ';', onError: 'fail' }).plan)).toContain(
    "{ delimiter: ';' } on error fail : ",
  )
})

test('types go through', () => {
  const rows = F.pipe(
    F.rows([4, 3]),
    F.rejecting(F.map((n) => ({ n: n + 1 }))),
    F.rejecting(F.filter(({ n }) => n > 3)),
    F.take(1),
  )
  const check: F.Sequence<{ n: number }> = rows
  expect(F.isDataset(check)).toBe(true)
})

test('what makes no sense is refused, and rows that would be lost', async () => {
  expect(() => csv('a.csv', Person, { onError: 'drop' as 'fail' })).toThrow(
    "FLOE100 InvalidArgument: onError is 'drop'",
  )
  const rows = F.pipe(F.rows([4, 0]), F.rejecting(inverse))
  await expect(F.toList(rows)).rejects.toThrow('toList would lose the rows that it rejects')
  const seen: string[] = []
  const given = await F.toList(rows, { onReject: ({ summary }) => seen.push(summary) })
  expect([given.toArray(), seen]).toEqual([[3], ['the function threw RangeError: Division by zero']])
})
