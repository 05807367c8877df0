/**
 * Proves that what sources and sinks throw is told as theirs, on every engine, whatever it is and whenever it is thrown;
 * that options which make no sense are named; and that a run is cancelled also while it gives out rows, when no source is
 * read any more.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { engines } from '../engines.ts'

const where = (index: number): F.Where => ({ source: 'mine', row: index + 1 })
const batch: F.Batch = { rows: [1, 2], errors: new Map(), where, bytes: 0 }

const sourceOf = (open: F.Source['open'], size: F.Source['size'] = async () => ({})) =>
  F.fromSource<number>({ format: 'mine', name: 'rows', details: '', schema: F.schemaOf(F.rows([]).plan), size, open })

const open = async function* () {
  yield batch
}
const refuse = (thrown: unknown) => (): never => {
  throw thrown
}

const illegible = new F.FloeError('InvalidRow', { message: 'illegible' }) as F.RunError

const throwing: readonly (readonly [
  when: string,
  make: (thrown: unknown) => F.Source['open'],
  rows: readonly number[],
])[] = [
  ['when it is opened', refuse, []],
  ['before its first row', (thrown) => () => ({ [Symbol.asyncIterator]: () => ({ next: refuse(thrown) }) }), []],
  [
    'after two rows',
    (thrown) =>
      async function* () {
        yield batch
        throw thrown
      },
    [1, 2],
  ],
  [
    'when it is asked where a row was that cannot be read',
    (thrown) =>
      async function* () {
        yield { ...batch, errors: new Map([[0, illegible]]), where: refuse(thrown) }
      },
    [],
  ],
]

const things: readonly unknown[] = [
  new RangeError('gone'),
  'gone',
  undefined,
  null,
  Object.create(null),
  Symbol('gone'),
]

describe.each(engines)('on $name', (engine) => {
  describe.each(throwing)('a source throws %s', (_, make, expected) => {
    test.each(things)('%o', async (thrown) => {
      for (const onError of ['fail', 'reject'] as const) {
        const dataset = F.pipe(
          sourceOf(make(thrown)),
          F.map((n) => n),
        )
        const rows: number[] = []
        const reading = async () => {
          for await (const some of F.stream(dataset, { engine, onError, onReject: () => {} })) rows.push(...some)
        }
        await expect(reading()).rejects.toMatchObject({
          _tag: 'SourceUnreadable',
          place: { stage: 'source mine rows' },
        })
        expect(rows).toEqual(expected)
        const result = await F.run(dataset, { engine, onError })()
        expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'SourceUnreadable' } })
        if (result._tag === 'Left') expect(result.left.cause).toBe(thrown)
      }
    })
  })

  test('an error of Floe’s is passed on, with its stage', async () => {
    const error = new F.FloeError('SourceCorrupt', { message: 'torn', hint: 'sew it up' })
    const result = await F.run(sourceOf(refuse(error)), { engine })()
    expect(result).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'SourceCorrupt', summary: 'torn', hint: 'sew it up', place: { stage: 'source mine rows' } },
    })
  })

  test('a source that cannot say how large it is has no totals, and is read all the same', async () => {
    for (const size of [refuse('no idea'), async () => refuse('no idea')()]) {
      const seen: F.Progress[] = []
      const dataset = sourceOf(open, size)
      const rows = await F.toList(dataset, { engine, onProgress: (progress) => void seen.push(progress) })
      expect(rows.toArray()).toEqual([1, 2])
      expect(seen.at(-1)).toEqual({ rows: 2, bytes: 0 })
    }
  })

  test('a run is cancelled while it gives out the rows of a sort', async () => {
    const controller = new AbortController()
    const dataset = F.pipe(F.rows(Array.from({ length: 5000 }, (_, i) => i)), F.sortBy(F.descending((n) => n)))
    const seen: number[] = []
    const reading = async () => {
      for await (const some of F.stream(dataset, { engine, signal: controller.signal })) {
        seen.push(...some)
        controller.abort()
      }
    }
    await expect(reading()).rejects.toMatchObject({ _tag: 'Cancelled' })
    expect(seen.length).toBeLessThan(5000)
    expect(seen).toEqual(Array.from(seen, (_, i) => 4999 - i))
  })

  describe.each(['open', 'write', 'close'] as const)('a sink throws in %s', (fails) => {
    test.each(things)('%o', async (thrown) => {
      for (const aborts of [async () => {}, async () => refuse('abort')(), refuse('abort')]) {
        const done: string[] = []
        const act = (what: string) => {
          done.push(what)
          if (what === fails) throw thrown
        }
        const sink: F.Sink<number> = {
          format: 'mine',
          name: 'out.mine',
          open: async () => {
            act('open')
            return {
              // Not async: it throws at once.
              write: () => Promise.resolve(act('write')),
              close: async () => act('close'),
              abort: () => {
                act('abort')
                return aborts()
              },
            }
          },
        }
        const result = await F.run(sourceOf(open), { engine, to: sink as F.Sink<never> })()
        expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'SinkFailed', code: 'FLOE400' } })
        if (result._tag === 'Left') {
          expect(result.left.summary).toMatch(/^the sink mine out\.mine threw /)
          expect(result.left.cause).toBe(thrown)
        }
        const steps = ['open', 'write', 'close']
        const expected = steps.slice(0, steps.indexOf(fails) + 1)
        expect(done).toEqual(fails === 'open' ? expected : [...expected, 'abort'])
      }
    })
  })

  test('what a source throws while a sink is written to is the source’s', async () => {
    const sink: F.Sink<number> = {
      format: 'mine',
      name: 'out',
      open: async () => ({ write: async () => {}, close: async () => {}, abort: async () => {} }),
    }
    await expect(F.write(sourceOf(refuse('gone')), sink, { engine })).rejects.toMatchObject({
      _tag: 'SourceUnreadable',
    })
  })
})

const senseless: readonly (readonly [option: string, value: unknown, hint: string])[] = [
  ['onError', 'skip', "it takes 'fail' or 'reject'"],
  ['order', 'random', "it takes 'canonical' or 'any'"],
  ['memory', '256', "write a number and a unit: '256MB'"],
  ['memory', 256, "write a number and a unit: '256MB'"],
  ['workers', 0, "it takes a whole number from 1, or 'auto'"],
  ['workers', 'all', "it takes a whole number from 1, or 'auto'"],
  ['signal', new AbortController(), 'it takes the signal of an AbortController: controller.signal'],
  ['signal', null, 'it takes the signal of an AbortController: controller.signal'],
  ['engine', 'reference', 'it takes an engine, such as F.reference'],
  ['to', 'out.csv', "it takes a sink: toCsv('out.csv')"],
  ['onReject', [], 'it takes a function'],
  ['onProgress', 'loud', 'it takes a function'],
]

describe('an option that makes no sense is named, with what would', () => {
  test.each(senseless)('%s: %o', async (option, value, hint) => {
    const result = await F.run(F.rows([1]), { [option]: value })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidArgument', hint } })
    if (result._tag === 'Left') expect(result.left.summary.startsWith(`${option} is `)).toBe(true)
  })
})
