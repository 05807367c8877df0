/**
 * Proves of journals that what was added is there, and that of what was not finished, or has changed since, nothing is.
 */
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openJournal } from '../../../src/engine/checkpoint/journal.ts'
import { failure, temporary } from '../../io/temporary.ts'
import { runs } from '../../runs.ts'
import { dying } from './dying.ts'

const { directory } = temporary()
const path = join(directory, 'rows.journal')

/** Keeps its records, and says which were there before. */
const keep = (records: readonly unknown[]): readonly unknown[] => {
  const journal = openJournal<unknown>(path)
  const before = [...journal.earlier()]
  for (const record of records) journal.add(record)
  journal.close()
  return before
}

const record = fc.oneof(
  fc.record({ part: fc.string(), rows: fc.uint8Array({ maxLength: 40 }), numbers: fc.float64Array({ maxLength: 5 }) }),
  fc.record({ mark: fc.jsonValue() }),
)
const some = fc.array(record, { maxLength: 4 })

test('records are there, whatever was not finished behind them', async () => {
  await fc.assert(
    fc.asyncProperty(some, some, fc.nat(), async (first, second, chance) => {
      rmSync(path, { force: true })
      await dying({}, async () => keep(first))
      const whole = existsSync(path) ? readFileSync(path).length : 0
      await dying({}, async () => keep(second))
      const end = readFileSync(path).length
      const cut = whole + (end === whole ? 0 : chance % (end - whole))
      truncateSync(path, cut)
      await dying({}, async () => {
        const found = keep(['more'])
        expect(found.slice(0, first.length)).toEqual(first)
        expect(found.slice(first.length)).toEqual(second.slice(0, found.length - first.length))
        if (second.length > 0) expect(found.length).toBeLessThan(first.length + second.length)
        expect(keep([])).toEqual([...found, 'more'])
      })
    }),
    { numRuns: runs(60) },
  )
})

test('from a byte on that has changed, nothing is believed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (records, chance, flip) => {
        rmSync(path, { force: true })
        await dying({}, async () => {
          const ends = records.map((one) => {
            keep([one])
            return readFileSync(path).length
          })
          const bytes = readFileSync(path)
          const at = chance % bytes.length
          bytes[at] = (bytes[at] as number) ^ flip
          writeFileSync(path, bytes)
          expect(keep([])).toEqual(
            records.slice(
              0,
              ends.findIndex((end) => at < end),
            ),
          )
        })
      },
    ),
    { numRuns: runs(60) },
  )
})

test('zeros, which a disk may give for what never came to it, are no record', () => {
  writeFileSync(path, new Uint8Array(64))
  expect(keep(['first'])).toEqual([])
  expect(keep([])).toEqual(['first'])
})

test('what cannot be written is told, and what was before it stays', async () => {
  rmSync(path, { force: true })
  keep(['first'])
  const full = await dying({ at: 3, isTorn: true, code: 'ENOSPC' }, async () =>
    failure(async () => keep(['second', 'third'])),
  )
  expect(full).toMatchObject({
    _tag: 'CheckpointFailed',
    summary: `the checkpoint could not be written: '${path}': the disk is full`,
    hint: 'make room there; the run can go on from what was written before',
  })
  expect(keep([])).toEqual(['first'])
})
