/** Proves that bytes which are looked at are there once more, whole, with the error that they end in. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ByteChunk } from '../../../src/io/files/byte-chunk.ts'
import { readTwice } from '../../../src/io/files/read-twice.ts'

it('gives what was looked at and all behind it, and releases what it reads once', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(6), fc.nat(8), fc.nat(8), async (size, looks, failAt) => {
      const log: unknown[] = []
      const bytes = async function* (): AsyncGenerator<ByteChunk, void, undefined> {
        try {
          for (let i = 0; i < size; i++) {
            if (i === failAt) throw new Error('cut')
            yield { chunk: Uint8Array.of(i), stored: i }
          }
        } finally {
          log.push('released')
        }
      }
      const told = async (chunks: AsyncIterable<ByteChunk>, most: number): Promise<readonly unknown[]> => {
        const found: unknown[] = []
        if (most === 0) return found
        try {
          for await (const { stored } of chunks) if (found.push(stored) === most) break
        } catch (thrown) {
          found.push((thrown as Error).message)
        }
        return found
      }
      const all = [...Array(Math.min(size, failAt)).keys(), ...(failAt < size ? ['cut'] : [])]
      const { first, all: again } = readTwice(bytes())
      expect(await told(first(), looks)).toEqual(all.slice(0, looks))
      expect(await told(again(), Number.POSITIVE_INFINITY)).toEqual(all)
      expect(log).toEqual(['released'])
    }),
    { numRuns: 100 },
  ))
