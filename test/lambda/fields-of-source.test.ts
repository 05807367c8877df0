/**
 * Proves that the fields which stand in a function's text are all that it can read of its row, also where nobody knows what else
 * it does: wherever the row goes anywhere but in front of a dot, all are.
 */
import { describe, expect, test } from 'vitest'
import { attach } from '../../src/lambda/attachment.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'

const read = (text: string): Reading => {
  const fn = (row: never): unknown => row
  attach(fn, { text, captures: {} })
  return readLambda(lambda('map', fn))
}

describe('all fields are read where the row gets into', () => {
  // biome-ignore format: one function a line
  test.each([
    ['a method of a class', '(row) => { class A { get() { return row } } return new A().get().frob(row.a) }'],
    ['a field of a class', '(row) => { class A { x = row } return new A().x.frob(row.a) }'],
    ['a static block', '(row) => { class A { static { A.y = row } } return A.y.frob(row.a) }'],
    ['what a class comes of', '(row) => { class A extends row {} return A.frob(row.a) }'],
    ['a generator', '(row) => (function* () { yield row })().frob(row.a)'],
    ['an async function', '(row) => (async () => row)().frob(row.a)'],
    ['a tagged template', `(row) => frob\`\${row} \${row.a}\``],
    ['what is thrown', '(row) => { try { throw row } catch (e) { return e.frob(row.a) } }'],
    ['a loop over its names', '(row) => { for (const k in row) row.a.frob(k) }'],
    ['a loop over a list', '(row) => { for (const x of [row]) return x.frob(row.a) }'],
    ['the rest of a pattern', '(row) => { const { a, ...rest } = row; return rest.frob(a) }'],
    ['a variable', '(row) => { let x; x = row; return x.frob(row.a) }'],
    ['a pattern that is assigned', '(row) => { let x; [x] = [row]; return x.frob(row.a) }'],
    ['a name in with', '(row) => { with (row) { return a.frob() } }'],
    ['a default', '(row, x = row) => x.frob(row.a)'],
    ['a default of an inner function', '(row) => { const f = (q = row) => q; return f().frob(row.a) }'],
    ['arguments', '(row) => { const f = () => arguments; return f().frob(row.a) }'],
    ['a getter', '(row) => { const o = { get a() { return row } }; return o.a.frob(row.b) }'],
    ['a method', '(row) => { const o = { m() { return row } }; return o.m().frob(row.b) }'],
    ['an object', '(row) => { const o = { row }; return o.frob(row.b) }'],
    ['a copy', '(row) => ({ ...row }).frob(row.a)'],
    ['a choice', '(row) => (row ?? {}).a.frob()'],
    ['a sequence', '(row) => (0, row).frob()'],
    ['a name that means another row later', '(row) => { row = row.next; return row.b.frob() }'],
    ['a question for a field', '(row) => "a" in row && row.a.frob()'],
    ['a question for its kind', '(row) => typeof row === "object" && row.a.frob()'],
    ['a field by a name that is worked out', '(row) => row[row.a].frob()'],
    ['a function that is passed on', '(row) => row.a.frob(() => row)'],
  ])('%s', (_, text) => {
    const { purity, fields } = read(text)
    expect({ verdict: purity.verdict, fields }).toEqual({ verdict: 'unknown', fields: 'all' })
  })
})

describe('some fields are read', () => {
  // biome-ignore format: one function a line
  test.each<[string, readonly string[]]>([
    ['(row) => row.a.frob(row.b)', ['a', 'b']],
    ['(row) => row?.a.frob()', ['a']],
    ['(row) => row?.["a"].frob()', ['a']],
    ['({ a }) => a.frob()', ['a']],
    ['({ a: { b } }) => b.frob()', ['a']],
    ['(row) => { const alias = row; const again = alias; return again.b.frob() }', ['b']],
    ['(row) => row.a.frob(() => row.b)', ['a', 'b']],
    ['(row) => { class A { [row.b]() {} } return A.frob(row.a) }', ['a', 'b']],
    // A method of the row itself is given the row: it has no field of this name, so that rules see that more is read.
    ['(row) => row.frob(row.a)', ['a', 'frob']],
  ])('by %s', (text, expected) => {
    const { purity, fields } = read(text)
    expect(purity.verdict).toBe('unknown')
    expect([...fields].sort()).toEqual(expected)
  })
})
