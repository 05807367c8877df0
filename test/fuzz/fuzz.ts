/**
 * Many inputs, one after the other: what is wrong with how they are read.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printThrown } from '../../src/data/print-thrown.ts'
import { inputOf } from './input.ts'
import { judge } from './judge.ts'

export interface Fuzzed {
  /** How readings ended, and how often. */
  readonly ends: ReadonlyMap<string, number>
  readonly wrong: readonly string[]
}

/** No input is large, so few of them may not make memory grow by more than this, in bytes. */
const mostGrowth = 256 * 1024 * 1024
/** Enough to see what is wrong. */
const mostWrong = 20

/** `tick` is told the seed of each input before it is read. */
export const fuzz = async (seed: number, count: number, tick: (seed: number) => void = () => {}): Promise<Fuzzed> => {
  const directory = mkdtempSync(join(tmpdir(), 'floe-fuzz-'))
  const ends = new Map<string, number>()
  const wrong: string[] = []
  const path = join(directory, 'input')
  let before = process.memoryUsage.rss()
  const newPath = (): string => {
    rmSync(path, { force: true })
    return path
  }
  try {
    for (let i = 0; i < count && wrong.length < mostWrong; i++) {
      const one = seed + i
      tick(one)
      const input = inputOf(one)
      const say = (what: string): void =>
        void wrong.push(
          `${input.format}${input.packing === undefined ? '' : ` in ${input.packing}`}, seed ${one}: ${what}`,
        )
      try {
        const { wrong: found, end } = await judge(input, newPath)
        ends.set(end, (ends.get(end) ?? 0) + 1)
        if (found !== undefined) say(found)
      } catch (thrown) {
        say(`threw ${printThrown(thrown)}`)
      }
      if (i % 20 !== 0) continue
      const now = process.memoryUsage.rss()
      if (now - before > mostGrowth) say(`memory has grown by ${Math.round((now - before) / 2 ** 20)} MB in 20 inputs`)
      before = now
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  return { ends, wrong }
}
