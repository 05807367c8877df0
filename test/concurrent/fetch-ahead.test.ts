/** Proves that one item is fetched while another is worked on, never two, and that all ends well however it ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fetchAhead } from '../../src/concurrent/fetch-ahead.ts'
import { runs } from '../runs.ts'
import { rest } from './ticks.ts'

/** Items that tell when they are asked for, and when they are released; each comes when the scheduler says so. */
const watched = (s: fc.Scheduler, size: number, log: string[], failAt = size + 1) =>
  (async function* () {
    try {
      for (let n = 1; n <= size; n++) {
        log.push(`fetch ${n}`)
        await s.schedule(Promise.resolve(), `item ${n}`)
        if (n === failAt) throw new Error('gone')
        yield n
      }
    } finally {
      log.push('released')
    }
  })()

describe('whatever takes how long', () => {
  test('the next item is fetched before one is worked on, and the one after it is not', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat(6), fc.nat(8), async (s, size, failAt) => {
        const log: string[] = []
        const read = async (): Promise<void> => {
          for await (const n of fetchAhead(watched(s, size, log, failAt))) {
            log.push(`work ${n}`)
            await s.schedule(Promise.resolve(), `work ${n}`)
            log.push(`done ${n}`)
          }
        }
        const reading = read().catch((thrown) => log.push(thrown.message))
        await s.waitFor(reading)
        const isFailing = failAt >= 1 && failAt <= size
        const good = isFailing ? failAt - 1 : size
        expect(log.filter((one) => one.startsWith('work'))).toEqual(
          Array.from({ length: good }, (_, i) => `work ${i + 1}`),
        )
        expect(log.filter((one) => one === 'released')).toHaveLength(1)
        expect(log.includes('gone')).toBe(isFailing)
        for (let n = 1; n < size && n <= good; n++) {
          expect(log.indexOf(`fetch ${n + 1}`)).toBeLessThan(log.indexOf(`work ${n}`))
          const after = log.indexOf(`fetch ${n + 2}`)
          if (after !== -1) expect(after).toBeGreaterThan(log.indexOf(`done ${n}`))
        }
      }),
      { numRuns: runs(300) },
    ))

  test('leaving early waits for the one under way, and releases once', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (s, leaveAt) => {
        const log: string[] = []
        const read = async (): Promise<void> => {
          for await (const n of fetchAhead(watched(s, 5, log))) if (n === leaveAt) break
          log.push('left')
        }
        await s.waitFor(read())
        await rest()
        expect(s.count()).toBe(0)
        expect(log.slice(-2)).toEqual(['released', 'left'])
        expect(log.filter((one) => one.startsWith('fetch'))).toHaveLength(leaveAt + 1)
      }),
    ))
})

test('nothing is fetched before it is read', async () => {
  const log: string[] = []
  const items = (async function* () {
    log.push('fetch')
    yield 1
  })()
  const reading = fetchAhead(items)
  await rest()
  expect(log).toEqual([])
  await reading.return()
  expect(log).toEqual([])
})
