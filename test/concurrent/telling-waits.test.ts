/** Proves that waits are told, that items are what they were, and that who leaves while one is waited for does not wait for it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tellingWaits, waits } from '../../src/concurrent/telling-waits.ts'

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Items of which each comes at once, or after two turns of everything else. */
async function* items(late: readonly boolean[], failAt = late.length): AsyncGenerator<number> {
  for (const [i, isLate] of late.entries()) {
    if (isLate) for (let turn = 0; turn < 2; turn++) await macrotask()
    if (i === failAt) throw new Error('gone')
    yield i
  }
}

describe('an iteration that tells when it waits', () => {
  test('has the same items and the same error, and a wait before each that is late, if it is asked', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 8 }),
        fc.nat(9),
        fc.boolean(),
        async (late, failAt, isAsked) => {
          const found: unknown[] = []
          const expected = late
            .slice(0, failAt + 1)
            .flatMap((isLate, i) => [...(isLate && isAsked ? [waits] : []), i === failAt ? 'gone' : i])
          try {
            for await (const one of tellingWaits(
              items(late, failAt),
              () => isAsked,
              () => found.push('called off'),
            ))
              found.push(one)
          } catch (thrown) {
            found.push((thrown as Error).message)
          }
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 100 },
    ))

  test('calls off what it waits for when it is left then, and nothing when it is left else', async () => {
    const log: string[] = []
    let stop = (): void => {}
    const endless = async function* (): AsyncGenerator<number> {
      try {
        yield 1
        await new Promise<void>((_, failed) => {
          stop = () => failed(new Error('called off'))
        })
      } finally {
        log.push('released')
      }
    }
    const callOff = (): void => {
      log.push('called off')
      stop()
    }
    const leave = async (at: unknown): Promise<void> => {
      for await (const one of tellingWaits(endless(), () => true, callOff)) if (one === at) break
    }
    await leave(1)
    expect(log).toEqual(['released'])
    await leave(waits)
    expect(log).toEqual(['released', 'called off', 'released'])
  })
})
