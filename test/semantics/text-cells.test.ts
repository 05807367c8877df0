/** Runs the tables "Text cells" of docs/semantics.md: each text as a cell of a file of CSV. */
import * as t from 'io-ts'
import { expect, it } from 'vitest'
import { readText } from '../io/csv/read-text.ts'
import { evaluate, tables } from './tables.ts'

const absent = Symbol('absent')
const names = { t, absent, N: t.union([t.number, t.null]), T: t.union([t.string, t.null]) }

for (const { text = '', codec = '', value = '' } of tables('Text cells'))
  it(`${text} by ${codec} is ${value}`, async () => {
    const type = evaluate(codec, names) as t.Mixed
    const { rows, errors, fatal } = await readText(`x;cell;y\n1;${evaluate(text)};2\n`, t.type({ cell: type }), {
      delimiter: ';',
    })
    expect(fatal).toBe(undefined)
    if (value === 'error') {
      expect(errors.map(({ _tag }) => _tag)).toEqual(['InvalidRow'])
      return
    }
    const expected = evaluate(value, names)
    // A field that is left out of a codec that takes `undefined` is there, as io-ts would have it.
    expect(rows).toStrictEqual([{ cell: expected === absent ? undefined : expected }])
  })

it('reads the tokens that options name', async () => {
  const { rows } = await readText('a,b\nNA,NA\n,x\n', t.type({ a: names.T, b: t.string }), { nulls: ['NA'] })
  expect(rows).toEqual([
    { a: null, b: 'NA' },
    { a: '', b: 'x' },
  ])
})

it('leaves out an optional field', async () => {
  const { rows } = await readText('a,b\nx,\n', t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })]))
  expect(rows).toStrictEqual([{ a: 'x' }])
})
