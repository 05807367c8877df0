/** Proves where evidence is looked for, and what is said of files that are not there or not what they should be. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { noEvidence, printEvidence } from '../../../src/evidence/evidence.ts'
import { evidenceFileFor, evidenceIn } from '../../../src/laws/evidence/evidence-file.ts'
import { temporary } from '../../io/temporary.ts'

const { directory, put } = temporary()

describe('the file with evidence', () => {
  test('is beside the package of a folder', () => {
    const inner = join(directory, 'app', 'src', 'deep')
    mkdirSync(inner, { recursive: true })
    put('app/package.json', '{}')
    expect(evidenceFileFor(inner)).toBe(join(directory, 'app', 'floe.laws.json'))
  })

  test('is read', async () => {
    const path = put('floe.laws.json', printEvidence(noEvidence))
    expect(await L.readEvidence(path)).toEqual(noEvidence)
  })

  test('may be missing where nobody asked for one', async () => {
    expect(await evidenceIn(join(directory, 'none.json'))).toBeUndefined()
    await expect(L.readEvidence(join(directory, 'none.json'))).rejects.toThrow('SourceNotFound')
  })

  test('must be what it says', async () => {
    const path = put('broken.json', '{')
    await expect(L.readEvidence(path)).rejects.toMatchObject({ _tag: 'InvalidArgument', place: { source: path } })
    await expect(L.readEvidence(directory)).rejects.toMatchObject({ _tag: 'SourceUnreadable' })
  })
})
