/**
 * Proves that holding permits costs the process nothing once nobody holds any: Node follows promises, which makes them several times
 * slower, only as long as somebody has to be known to hold some.
 */
import { executionAsyncId } from 'node:async_hooks'
import { mutex, withPermits } from 'floe/concurrent'
import { expect, test } from 'vitest'

/** Node numbers what goes on after a promise only where it follows promises. */
const isFollowed = async (): Promise<boolean> => {
  await null
  return executionAsyncId() > 0
}

test('promises are followed while permits are held, however holding ends, and then no longer', async () => {
  const [one, other] = [mutex('one'), mutex('other')]
  expect(await isFollowed()).toBe(false)
  const within: boolean[] = []
  await withPermits(one, 1, async () => {
    await withPermits(other, 1, async () => within.push(await isFollowed()))
    within.push(await isFollowed())
    await expect(
      withPermits(other, 1, () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    within.push(await isFollowed())
  })
  expect(within).toEqual([true, true, true])
  expect(await isFollowed()).toBe(false)
})
