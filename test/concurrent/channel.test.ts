/**
 * Proves that channels keep order and bounds, and end as they should, whoever ends them and whenever; and that the model tells
 * this from channels with a mistake.
 */
import { getEventListeners } from 'node:events'
import * as C from 'floe/concurrent'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { found } from './found.ts'
import { type Mistake, mutated } from './mutated.ts'
import { playChannel } from './play-channel.ts'

const schedules = runs(4000)

test(`as the model says, under ${schedules} schedules`, async () =>
  expect(found(await playChannel(C, schedules))).toBe(''))

const file = 'channel.ts'

test('without a mistake nothing is found in it', async () => {
  const same = { file, from: 'held.length < capacity', to: 'held.length < capacity' }
  expect(found(await playChannel(await mutated(same), 500))).toBe('')
})

const mistakes: Readonly<Record<string, Mistake>> = {
  'one more has room': { file, from: 'held.length < capacity', to: 'held.length <= capacity' },
  'who waits to send overtakes': { file, from: 'const sender = senders.shift()', to: 'const sender = senders.pop()' },
  'who waits to read overtakes': { file, from: 'const first = readers.shift()', to: 'const first = readers.pop()' },
  'who waits to send is not told of room': { file, from: 'sender.settle(true)\n', to: '\n' },
  'closing drops what waits for room': { file, from: 'held.length + senders.length > 0', to: 'held.length > 0' },
  'closing drops what has a place': { file, from: 'held.length + senders.length > 0', to: 'senders.length > 0' },
  'readers are not told of the end': { file, from: 'else reader.give(done)', to: '' },
  'an error is told as an end': { file, from: 'reader.cancel(end.thrown)', to: 'reader.give(done)' },
  'the last end counts': { file, from: 'end ??= how', to: 'end = how' },
  'senders are not told that nobody reads': { file, from: 'sender.settle(false)', to: 'undefined' },
  'what nobody reads is kept': { file, from: 'held.length = 0\n', to: '\n' },
  'what is sent after the end is taken': { file, from: 'if (end !== undefined) return Promise.resolve(false)', to: '' },
  'the signal is not heard': { file, from: 'else ignore = whenAborted(signal, cancel)', to: '' },
  'the signal is heard after the end': { file, from: 'ignore()\n', to: '\n' },
  'an error is told twice': { file, from: 'over()\n              reject(thrown)', to: 'reject(thrown)' },
}

describe('a channel with a mistake is found', () => {
  test.each(Object.entries(mistakes))('%s', async (_, mistake) => {
    expect((await playChannel(await mutated(mistake), 2000)).failed).toBe(true)
  })
})

test('leaves no listener behind', async () => {
  const { signal } = new AbortController()
  const read = async (isEarly: boolean): Promise<void> => {
    const channel = C.channel<number>(1, { signal })
    const sending = [channel.send(1), channel.send(2)]
    channel.close()
    for await (const _ of channel) if (isEarly) break
    await Promise.all(sending)
  }
  await read(true)
  await read(false)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test.each([-1, 0.5, Number.NaN, '2', undefined])('a capacity of %s is refused', (capacity) => {
  expect(() => C.channel(capacity as number)).toThrow(/FLOE100 .* a whole number from 0/)
})
