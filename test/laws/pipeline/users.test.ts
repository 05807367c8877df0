/** Proves that plans of users are checked as they are: files, rows of their own, failures that are shown again, mistakes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as F from 'floe'
import { numberFromText } from 'floe/codec'
import { csv } from 'floe/io'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examine } from '../../../src/laws/check.ts'
import { pipelineBy } from '../../../src/laws/pipeline/subject.ts'
import { breakers } from './broken-plans.ts'
import { flights } from './flights.ts'

describe('for users', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'floe-'))
    await writeFile(join(folder, 'flights.csv'), 'id,delay\n1,20\n2,x\n3,7\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const lateOf = (path: string) =>
    F.pipe(
      csv(path, Csv),
      F.filter((f) => f.delay > 5),
      F.sortBy((f) => f.delay),
    )
  const Csv = t.type({ id: numberFromText, delay: numberFromText })

  test('a file is read, and what is broken is told', async () => {
    const report = await L.check(L.pipeline(lateOf(join(folder, 'flights.csv'))))
    expect(report.kind).toBe('pipeline')
    expect(report.laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(8)
    await expect(L.check(L.pipeline(breakers.I1[1].plan))).rejects.toThrow(
      /FLOE700 LawBroken: map \(f\) => f\.n breaks I1 \(replayable\).*run again over the same rows.*at rows\[0\]/s,
    )
  })

  test('a file that is not there yet has rows that fit', async () => {
    const { laws } = await L.examine(L.pipeline(lateOf(join(folder, 'missing.csv'))))
    expect(laws.find(({ id }) => id === 'E0')?.verdict).toBe('held')
  })

  test('rows may be given', async () => {
    const seen = new Set<number>()
    const plan = F.pipe(
      flights,
      F.map((f) => {
        seen.add(f.id)
        return f.id
      }),
    )
    const rows = fc.record({ id: fc.constant(777), origin: fc.constant('SEA'), delay: fc.nat() })
    await L.check(L.pipeline(plan, { rows: new Map([[flights, rows]]), name: 'ids' }))
    expect(seen).toEqual(new Set([777]))
  })

  test('what a tap does is left out, and sources keep their rows', async () => {
    let taps = 0
    await L.check(
      L.pipeline(
        F.pipe(
          flights,
          F.tap(() => {
            taps++
          }),
          F.map((f) => f.id),
        ),
      ),
    )
    expect(taps).toBe(0)
  })

  test('a failure is shown again', async () => {
    const { laws } = await examine(await pipelineBy(breakers.E0[1].plan, {}, { engines: breakers.E0[1].engines }))
    const failure = laws.find(({ id }) => id === 'E0')?.failure
    const again = await examine(pipelineBy(breakers.E0[1].plan, {}, { engines: breakers.E0[1].engines }), {
      replay: failure?.replay as string,
    })
    expect(again.laws[0]?.failure?.breach).toEqual(failure?.breach)
  })

  test('mistakes are told', async () => {
    await expect(L.check(L.pipeline([1] as never))).rejects.toThrow('L.pipeline takes a dataset, and was given [1]')
    const rows = new Map([[F.rows([1]) as F.Bag<unknown>, fc.nat()]])
    await expect(L.pipeline(flights, { rows })).rejects.toThrow(
      'rows was given rows for source rows, which is no source of the plan',
    )
    await expect(L.pipeline(flights, { rows: new Map([[flights as F.Bag<unknown>, 7 as never]]) })).rejects.toThrow(
      'L.pipeline takes an arbitrary of fast-check as rows, and was given 7',
    )
  })
})
