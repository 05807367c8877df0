/**
 * Proves what a run does with evidence about functions that cannot be read: they are not watched, unless that is asked for, and
 * of what a source gives only the fields that they read are made. The rows are the same.
 */
import * as F from 'floe'
import { csv } from 'floe/io'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { temporary } from '../io/temporary.ts'
import { evidenceOf, opaque } from '../optimize/opaque.ts'

const Flight = t.type({ origin: t.string, delay: t.number, dest: t.string })
type Flight = t.TypeOf<typeof Flight>

const flights = temporary().put('flights.csv', 'origin,delay,dest\nSEA,20,OAK\nOAK,3,JFK\nJFK,70,SEA\n')

/** A file of a run, and the function that it calls, which tells what it was given. */
const told = (): { readonly seen: unknown[]; readonly isLate: (f: Flight) => boolean } => {
  const seen: unknown[] = []
  const isLate = opaque(
    (f: Flight) => {
      seen.push(Object.keys(f))
      return f.delay > 15
    },
    ['delay'],
  )
  return { seen, isLate }
}

describe('evidence about a function', () => {
  test('lets fields that it does not read go unmade', async () => {
    const { seen, isLate } = told()
    const origins = F.pipe(
      csv(flights, Flight),
      F.filter(isLate),
      F.map((f) => f.origin),
    )
    const without = await F.toList(origins)
    expect(seen.splice(0)).toEqual(Array(3).fill(['origin', 'delay', 'dest']))
    const rows = await F.toList(origins, { evidence: evidenceOf(isLate) })
    expect(seen).toEqual(Array(3).fill(['delay']))
    expect(rows).toEqual(without)
    expect(rows.toArray()).toEqual(['SEA', 'JFK'])
  })

  test('leaves whole rows whole for those who want them', async () => {
    const { isLate } = told()
    const late = F.pipe(csv(flights, Flight), F.filter(isLate))
    const rows = await F.toList(late, { evidence: evidenceOf(isLate) })
    expect(rows.toArray()).toEqual([
      { origin: 'SEA', delay: 20, dest: 'OAK' },
      { origin: 'JFK', delay: 70, dest: 'SEA' },
    ])
  })
})

describe('a function that changes its row', () => {
  const spoil = opaque((f: { n: number }) => (f.n += 1), ['n'])
  const rows = () => F.pipe(F.rows([{ n: 1 }, { n: 2 }]), F.map(spoil))
  const evidence = evidenceOf(spoil)

  test('is caught without evidence, and on request with it', async () => {
    const caught = { _tag: 'Left', left: { _tag: 'RowMutated' } }
    expect(await F.run(rows())()).toMatchObject(caught)
    expect(await F.run(rows(), { evidence: F.parseEvidence('{"format":1,"certificates":[]}') })()).toMatchObject(caught)
    expect(await F.run(rows(), { evidence, checked: true })()).toMatchObject(caught)
  })

  test('is not watched on evidence, which was wrong', async () => {
    expect((await F.toList(rows(), { evidence })).toArray()).toEqual([2, 3])
  })
})

test.each([[{}], [{ certificates: {} }], ['floe.laws.json']])('evidence is not %j', async (evidence) => {
  const result = await F.run(F.rows([1]), { evidence: evidence as never })()
  expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidArgument' } })
})
