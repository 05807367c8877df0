/**
 * A user's modules in TypeScript, whose functions capture something of each kind; and what is to be read of each.
 */

/** Text by file name. */
export type Files = Readonly<Record<string, string>>

export const files: Files = {
  'limits.ts': `
export const limit: number = 15
export const half = (x: number): number => x / rate
const rate: number = 2
export let level: number = 1
export const raise = (): void => {
  level += 1
}
export const weekday = /^(mon|tue)/i
`,
  'again.ts': `export { level as height } from './limits.ts'\nexport * from './limits.ts'\n`,
  'cases.ts': `
import { half, level, limit, weekday } from './limits.ts'
import * as limits from './again.ts'
import type { Row } from './row.ts'

type Test = (row: Row) => unknown

const keep = (test: Test): Test => test
const min: number = 3
let never: number = 4
let often: number = 5
export const change = (): void => {
  often += 1
}
const options = { min: 3 }
const frozen = Object.freeze({ min: 3 as number, names: Object.freeze(['a', 'b']) })
class Box {
  readonly min: number = 3
}
const box = new Box()
const above = (least: number): Test => {
  const twice = least * 2
  return (row: Row) => row.delay > twice
}
const over = (least: number): Test => keep((row) => row.delay! > least)
const local = (least: number): Test => {
  function isOver(row: Row): boolean {
    return row.delay > least
  }
  return isOver
}
const inner = (row: Row): number => later(row) + (min satisfies number)

export const cases: Readonly<Record<string, Test>> = {
  none: keep((row: Row) => (row as Row).delay > 15 && !row.name.startsWith('x')),
  moduleConst: keep((row) => row.delay > min),
  importedConst: keep((row) => row.delay > limit),
  importedFunction: keep((row) => half(row.delay) > 1),
  namespace: keep((row) => limits.half(row.delay) > limits.limit),
  unchangedLet: keep((row) => row.delay > never),
  factoryConst: above(7),
  factoryParameter: over(7),
  factoryFunction: local(7),
  frozenObject: keep((row) => row.delay > frozen.min),
  pattern: keep((row) => weekday.test(row.name)),
  declaredLater: keep((row) => later(row) > 1),
  callee: keep(inner),
  declared: later,
  reassignedLet: keep((row) => row.delay > often),
  importedLet: keep((row) => row.delay > level),
  renamedLet: keep((row) => row.delay > limits.height),
  namespaceLet: keep((row) => row.delay > limits.level),
  object: keep((row) => row.delay > options.min),
  platform: keep((row) => new URL(row.name, 'https://example.org').hostname),
  instance: keep((row) => row.delay > box.min),
  async: keep(async (row) => row.delay > min),
}

function later(row: Row): number {
  return row.delay * min
}
`,
  'row.ts': 'export interface Row { readonly delay: number; readonly name: string }\n',
}

/** What is read of each case: an expression, or why there is none. */
export const expected: Readonly<Record<string, string>> = {
  none: '((a0.delay > 15) && (! a0.name.startsWith("x")))',
  moduleConst: '(a0.delay > 3)',
  importedConst: '(a0.delay > 15)',
  importedFunction: '((($0) => ($0 / 2))(a0.delay) > 1)',
  namespace: '((($0) => ($0 / 2))(a0.delay) > 15)',
  unchangedLet: '(a0.delay > 4)',
  factoryConst: '(a0.delay > 14)',
  factoryParameter: '(a0.delay > 7)',
  factoryFunction: '(a0.delay > 7)',
  frozenObject: '(a0.delay > ({"min":3,"names":["a","b"]}).min)',
  pattern: '(/^(mon|tue)/i).test(a0.name)',
  declaredLater: '((a0.delay * 3) > 1)',
  callee: '((a0.delay * 3) + 3)',
  declared: '(a0.delay * 3)',
  reassignedLet: 'unknown: captures often, which can change',
  importedLet: 'unknown: captures level, which can change',
  renamedLet: 'unknown: captures limits.height, which can change',
  namespaceLet: 'unknown: captures limits.level, which can change',
  object: 'unknown: captures options, an object that can change',
  platform: 'unknown: uses URL, which is not known to be pure',
  instance: 'unknown: captures box, an object that can change',
  async: 'unknown: it is async',
}

/** Changes of the modules, each with the cases whose meaning it changes. */
export const changes: readonly {
  readonly of: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly cases: readonly string[]
}[] = [
  { of: 'an imported value', file: 'limits.ts', from: '= 15', to: '= 16', cases: ['importedConst', 'namespace'] },
  {
    of: 'the body of an imported function',
    file: 'limits.ts',
    from: 'x / rate',
    to: 'x * rate',
    cases: ['importedFunction', 'namespace'],
  },
  {
    of: 'what an imported function captures',
    file: 'limits.ts',
    from: 'rate: number = 2',
    to: 'rate: number = 3',
    cases: ['importedFunction', 'namespace'],
  },
  {
    of: "the module's own constant",
    file: 'cases.ts',
    from: 'min: number = 3\nlet',
    to: 'min: number = 8\nlet',
    cases: ['moduleConst', 'declaredLater', 'callee', 'declared'],
  },
  { of: 'what a factory is given', file: 'cases.ts', from: 'above(7)', to: 'above(8)', cases: ['factoryConst'] },
  { of: 'what a factory works out', file: 'cases.ts', from: 'least * 2', to: 'least * 4', cases: ['factoryConst'] },
  {
    of: 'a function that is declared later',
    file: 'cases.ts',
    from: 'row.delay * min',
    to: 'row.delay / min',
    cases: ['declaredLater', 'callee', 'declared'],
  },
  { of: 'an object that can change', file: 'cases.ts', from: '{ min: 3 }', to: '{ min: 4 }', cases: ['object'] },
  { of: 'a pattern', file: 'limits.ts', from: '/i', to: '/', cases: ['pattern'] },
  { of: 'a text in the function', file: 'cases.ts', from: "'x'", to: "'y'", cases: ['none'] },
  {
    of: 'types and blanks',
    file: 'cases.ts',
    from: '(row: Row) => (row as Row).delay > 15',
    to: '(row) => row . delay! > (15 as number)',
    cases: [],
  },
]
