/**
 * Proves that semaphores and mutexes give permits as a number and a queue would, whatever is cancelled and whenever, and never
 * lose one; and that the model tells this from semaphores with a mistake.
 */
import * as C from 'floe/concurrent'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { found } from './found.ts'
import { type Mistake, mutated } from './mutated.ts'
import { playSemaphore } from './play-semaphore.ts'

const schedules = runs(4000)

test(`as the model says, under ${schedules} schedules`, async () =>
  expect(found(await playSemaphore(C, schedules))).toBe(''))

const file = 'semaphore.ts'
const mistakes: Readonly<Record<string, Mistake>> = {
  'who comes later overtakes': { file, from: 'lock.waiting.size > 0 || lock.free < count', to: 'lock.free < count' },
  'the small overtake the big': {
    file,
    from: 'if (lock.free < first.count) return',
    to: 'if (lock.free < first.count) continue',
  },
  'too many are let in': { file, from: 'lock.free < first.count', to: 'lock.free <= 0' },
  'who cancelled stays in the queue': { file, from: 'lock.waiting.delete(one)\n', to: '\n' },
  'who stands behind one that cancelled is forgotten': { file, from: 'less.\n      serve(lock)', to: 'less.\n' },
  'permits are not given back': { file, from: 'lock.free += count\n', to: '\n' },
  'permits are not given back by what throws': {
    file,
    from: 'return await body()\n  } finally {\n    giveBack(one)',
    to: 'const value = await body(); giveBack(one); return value\n  } finally {\n',
  },
  'nobody is told of what was given back': {
    file,
    from: 'serve(lock)\n}\n\nconst cancelled',
    to: '}\n\nconst cancelled',
  },
  'what was cancelled before its turn came begins': {
    file,
    from: 'now.\n    if (signal?.aborted) throw cancelled(one.lock, signal)',
    to: 'now.\n',
  },
  'what was cancelled before it asked begins': {
    file,
    from: 'if (signal?.aborted) throw cancelled(one.lock, signal)\n  // Also',
    to: '// Also',
  },
  'who need not wait begins at once': {
    file,
    from: 'await (takeAtOnce(one) ? undefined : turn(one, signal))',
    to: 'if (!takeAtOnce(one)) await turn(one, signal)',
  },
}

test('without a mistake nothing is found in it', async () => {
  const same = { file, from: 'lock.waiting.delete(one)', to: 'lock.waiting.delete(one)' }
  expect(found(await playSemaphore(await mutated(same), 500))).toBe('')
})

describe('a semaphore with a mistake is found', () => {
  test.each(Object.entries(mistakes))('%s', async (_, mistake) => {
    expect((await playSemaphore(await mutated(mistake), 2000)).failed).toBe(true)
  })
})
