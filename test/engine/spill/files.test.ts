/**
 * Files of rows that were put aside: what is in them comes back, changed bytes are noticed, a full disk is told, and nothing is
 * left behind.
 */
import * as fs from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newSpill } from '../../../src/engine/spill/new-spill.ts'
import type { FileSystem } from '../../../src/engine/spill/place-for-files.ts'
import { runs } from '../../runs.ts'

let root = ''
beforeEach(() => {
  root = fs.mkdtempSync(`${tmpdir()}/floe-test-`)
})
afterEach(() => fs.rmSync(root, { recursive: true }))

const filesIn = (): readonly string[] =>
  fs.readdirSync(root).flatMap((name) => fs.readdirSync(`${root}/${name}`).map((file) => `${root}/${name}/${file}`))

const failed = (message: RegExp) =>
  expect.objectContaining({ _tag: 'SpillFailed', message: expect.stringMatching(message) })

const long = 'x'.repeat(300)

describe('piles', () => {
  test('give back what was put, whatever is written between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.string({ maxLength: 900 })), { maxLength: 60 }), (puts) => {
        const spill = newSpill({ share: 1 }, fs, root)
        const piles = [spill.newPile(), spill.newPile(), spill.newPile()]
        for (const [i, [pile, text]] of puts.entries()) piles[pile]?.push([i, { text }])
        for (const [p, pile] of piles.entries()) {
          const mine = puts.flatMap(([to, text], i) => (to === p ? [[i, { text }]] : []))
          expect(pile.count()).toBe(mine.length)
          for (let again = 0; again < 2; again++) expect([...pile.read()]).toEqual(mine)
        }
        spill.close()
        expect(fs.readdirSync(root)).toEqual([])
      }),
      { numRuns: runs(40) },
    )
  })

  test('give numbers back as they were, and whatever comes between', () => {
    const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    const edge = fc.constantFrom(0, -0, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 50, Number.NaN, 0.1)
    const record = fc.oneof(
      { weight: 40, arbitrary: fc.tuple(whole, whole) },
      { weight: 1, arbitrary: fc.tuple(whole, fc.oneof(edge, fc.double())) },
      { weight: 1, arbitrary: fc.array(fc.oneof(whole, fc.string(), fc.constant(undefined)), { maxLength: 4 }) },
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 400, size: 'max' }), fc.nat(400), (records, early) => {
        const spill = newSpill({ share: 1 }, fs, root)
        const pile = spill.newPile()
        for (const one of records.slice(0, early)) pile.push(one)
        expect([...pile.read()]).toEqual(records.slice(0, early))
        for (const one of records.slice(early)) pile.push(one)
        expect([...pile.read()]).toEqual(records)
        pile.drop()
        pile.push([1, 2])
        expect([...pile.read()]).toEqual([[1, 2]])
        spill.close()
      }),
      { numRuns: runs(60) },
    )
  })

  test('are in memory while they are small', () => {
    const spill = newSpill({ share: 1 }, fs, root)
    const pile = spill.newPile()
    pile.push([1, 'a'])
    expect([...pile.read()]).toEqual([[1, 'a']])
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('are in a directory for nobody else, and gone when they are dropped', () => {
    const spill = newSpill({ share: 1 }, fs, root)
    const pile = spill.newPile()
    for (let i = 0; i < 9; i++) pile.push([i, long])
    expect(filesIn()).toHaveLength(1)
    expect(fs.statSync(`${root}/${fs.readdirSync(root)[0]}`).mode & 0o777).toBe(0o700)
    pile.drop()
    expect(filesIn()).toEqual([])
    spill.close()
    expect(fs.readdirSync(root)).toEqual([])
  })

  test('of which any byte has changed are not believed', () => {
    const spill = newSpill({ share: 1 }, fs, root)
    const pile = spill.newPile()
    for (let i = 0; i < 9; i++) pile.push([i, long])
    const [path = ''] = filesIn()
    const right = fs.readFileSync(path)
    for (let at = 0; at < right.length; at += 41) {
      const wrong = Buffer.from(right)
      wrong[at] = (wrong[at] as number) ^ 4
      fs.writeFileSync(path, wrong)
      expect(() => [...pile.read()]).toThrow(failed(/came back changed/))
    }
    fs.writeFileSync(path, right.subarray(0, -1))
    expect(() => [...pile.read()]).toThrow(failed(/came back changed/))
    fs.writeFileSync(path, right)
    expect([...pile.read()]).toHaveLength(9)
    spill.close()
  })
})

test('a row for which there is no room at all is told', () => {
  const pile = newSpill({ share: 1 }, fs, root).newPile()
  expect(() => pile.push([1, 'x'.repeat(2 ** 20)])).toThrow(failed(/a row takes about 10485\d\d bytes/))
  expect(fs.readdirSync(root)).toEqual([])
})

describe('a disk', () => {
  test('that is full is told, and nothing is left', () => {
    for (let most = 0; most < 4; most++) {
      let writes = 0
      const full: FileSystem = {
        ...fs,
        writeSync: ((...args: Parameters<typeof fs.writeSync>) => {
          if (writes++ >= most) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
          return fs.writeSync(...args)
        }) as typeof fs.writeSync,
      }
      const spill = newSpill({ share: 1 }, full, root)
      const pile = spill.newPile()
      expect(() => {
        for (let i = 0; i < 20; i++) pile.push([i, long])
      }).toThrow(failed(/the disk is full/))
      spill.close()
      expect(fs.readdirSync(root)).toEqual([])
    }
  })

  test('that writes in pieces is written to until all is there', () => {
    const slow: FileSystem = {
      ...fs,
      writeSync: ((file: number, bytes: Buffer, at: number, length: number) =>
        fs.writeSync(file, bytes, at, Math.min(length, 7))) as typeof fs.writeSync,
    }
    const spill = newSpill({ share: 1 }, slow, root)
    const pile = spill.newPile()
    for (let i = 0; i < 9; i++) pile.push([i, long])
    expect([...pile.read()].map(([i]) => i)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    spill.close()
  })

  test('is used up to what is allowed, and what is dropped counts no more', () => {
    const spill = newSpill({ share: 1, disk: 4000 }, fs, root)
    for (let i = 0; i < 20; i++) {
      const pile = spill.newPile()
      for (let k = 0; k < 9; k++) pile.push([k, long])
      pile.drop()
    }
    const pile = spill.newPile()
    expect(() => {
      for (let i = 0; i < 20; i++) pile.push([i, long])
    }).toThrow(failed(/take more than 4000 bytes of disk/))
    spill.close()
  })

  test('that is not there is told', () => {
    const pile = newSpill({ share: 1 }, fs, `${root}/nowhere`).newPile()
    expect(() => {
      for (let i = 0; i < 9; i++) pile.push([i, long])
    }).toThrow(failed(/nowhere/))
  })
})

test('what a process has left that is no more is removed, and nothing else', () => {
  const machine = hostname().replaceAll('-', '_')
  // No process has such a number.
  const stale = [`floe-spill-${machine}-99999999-5-abc`, `floe-spill-${machine}-${process.pid}-1-abc`]
  const others = [`floe-spill-elsewhere-99999999-5-abc`, 'floe-spill', 'mine']
  for (const name of [...stale, ...others]) fs.mkdirSync(`${root}/${name}/inside`, { recursive: true })
  const [first, second] = [newSpill({ share: 1 }, fs, root), newSpill({ share: 1 }, fs, root)]
  for (const spill of [first, second]) {
    const pile = spill.newPile()
    for (let i = 0; i < 9; i++) pile.push([i, long])
  }
  const left = process.platform === 'linux' ? [] : stale.slice(1)
  expect(
    fs
      .readdirSync(root)
      .filter((name) => [...stale, ...others].includes(name))
      .sort(),
  ).toEqual([...others, ...left].sort())
  expect(fs.readdirSync(root)).toHaveLength(others.length + left.length + 2)
  first.close()
  second.close()
})
