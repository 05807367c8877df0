/**
 * Some hostile files, in each run of the tests; `npm run fuzz` has many.
 */
import { describe, expect, it } from 'vitest'
import { runs } from '../runs.ts'
import { fuzz } from './fuzz.ts'

const seed = Number(process.env.FLOE_SEED ?? 1) * 1000

describe('hostile files', () => {
  it(`are answered, refused, or rejected row by row (seeds from ${seed})`, async () => {
    const { ends, wrong } = await fuzz(seed, runs(500))
    expect(wrong).toEqual([])
    // All kinds of ending are among them.
    for (const end of ['done', 'rejects', 'SourceCorrupt', 'SchemaMismatch']) expect(ends.get(end)).toBeGreaterThan(5)
  })

  it('of Parquet are read alike where numbers are of another kind than the format has', async () => {
    expect((await fuzz(43_908, 1)).wrong).toEqual([])
  })
})
