/**
 * Random functions as text: of a visit, and of parameters now and then. They read, write, shadow, destructure, loop and throw;
 * some are pure and many are not. All of them end.
 *
 * A list of numbers decides, so that functions shrink: zeros make the simplest.
 */
import fc from 'fast-check'

interface Tape {
  /** A number below `most`. */
  readonly pick: (most: number) => number
}

const tapeOf = (choices: readonly number[]): Tape => {
  let place = 0
  return { pick: (most) => (choices[place++] ?? 0) % most }
}

const fields = ['id', 'name', 'n', 'tags', 'props', 'at', 'a', 'length', 'toString', 'constructor', '__proto__', 'b c']
const names = ['x', 'y', 'z', 'row', 'p', 'id', 'n', 'Math', 'out', '$0']
const globals = [
  'Math.floor',
  'Math.max',
  'Number',
  'String',
  'Boolean',
  'Array.isArray',
  'Object.keys',
  'JSON.stringify',
  'Math.random',
  'Object.assign',
  'Object.freeze',
  'Object.entries',
  'isNaN',
  'Array.from',
  'parseInt',
]
const methods = [
  'toUpperCase',
  'slice',
  'indexOf',
  'includes',
  'concat',
  'join',
  'at',
  'split',
  'trim',
  'getTime',
  'toFixed',
  'toString',
  'push',
  'sort',
  'reverse',
  'pop',
  'splice',
  'setTime',
  'keys',
  'flat',
  'hasOwnProperty',
  'unshift',
  'fill',
  'toISOString',
  'localeCompare',
]
const callbackMethods = ['map', 'filter', 'some', 'every', 'find', 'flatMap', 'forEach', 'reduce', 'sort']
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '===',
  '!==',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '&',
  '|',
  'in',
  '&&',
  '||',
  '??',
]

interface Scope {
  readonly names: readonly string[]
  /** Names that may be assigned to. */
  readonly open: readonly string[]
}

const write = (tape: Tape): string => {
  const { pick } = tape
  const one = <A>(from: readonly A[]): A => from[pick(from.length)] as A

  const member = (scope: Scope, depth: number): string => {
    const name = one(fields)
    const of = receiver(scope, depth)
    if (name === 'b c') return `${of}['b c']`
    return pick(5) === 1 ? `${of}?.${name}` : `${of}.${name}`
  }

  const receiver = (scope: Scope, depth: number): string => {
    const text = expression(scope, depth - 1)
    return /^[\w$.]+$/.test(text) && !/^\d/.test(text) ? text : `(${text})`
  }

  const args = (scope: Scope, depth: number): string =>
    Array.from({ length: pick(3) }, () =>
      pick(8) === 7 ? `...${receiver(scope, depth)}` : expression(scope, depth - 1),
    ).join(', ')

  const callback = (scope: Scope, depth: number): string => {
    const params = one([['x'], ['x', 'y'], ['acc', 'x'], ['{ id }'], ['[x, y = 1]'], ['...x'], [] as string[]])
    const bound = params.join(' ').match(/\w+/g) ?? []
    const inner = {
      names: [...scope.names, ...bound.filter((name) => !/^\d/.test(name))],
      open: [...scope.open, ...bound.filter((name) => !/^\d/.test(name))],
    }
    if (pick(3) === 2) return `(${params.join(', ')}) => { ${statements(inner, depth - 1)} }`
    const body = expression(inner, depth - 1)
    return `(${params.join(', ')}) => ${body.startsWith('{') ? `(${body})` : body}`
  }

  const expression = (scope: Scope, depth: number): string => {
    const variable = (): string => (scope.names.length === 0 ? '1' : one(scope.names))
    if (depth <= 0)
      return one([
        variable,
        variable,
        () => one(['0', '1', '-0', "'a'", 'null', 'undefined', 'true', '2n', '[]', '({})', 'NaN', '/a/g']),
      ])()
    const inner = (): string => expression(scope, depth - 1)
    switch (pick(26)) {
      case 0:
      case 1:
        return variable()
      case 2:
      case 3:
      case 4:
        return member(scope, depth)
      case 5:
        return `${receiver(scope, depth)}[${inner()}]`
      case 6:
      case 7: {
        const operator = one(operators)
        return `((${inner()}) ${operator} (${inner()}))`
      }
      case 8:
        return `${one(['-', '+', '!', 'typeof ', 'void '])}(${inner()})`
      case 9:
        return `((${inner()}) ? (${inner()}) : (${inner()}))`
      case 10:
        return `\`a\${${inner()}}b\``
      case 11:
        return `({ ${Array.from({ length: pick(4) }, () =>
          one([
            () => `...${receiver(scope, depth)}`,
            () => `${one(['a', 'id', "'__proto__'", "['__proto__']", 'n'])}: ${inner()}`,
            () => `[${inner()}]: ${inner()}`,
            variable,
          ])(),
        )
          .map((text) => (text === '1' ? 'a: 1' : text))
          .join(', ')} })`
      case 12:
        return `[${Array.from({ length: pick(3) }, () => one([inner, inner, () => `...${receiver(scope, depth)}`])()).join(', ')}]`
      case 13:
      case 14:
        return `${one(globals)}(${args(scope, depth)})`
      case 15:
      case 16:
      case 17: {
        const of = receiver(scope, depth)
        return `${of}${pick(5) === 1 ? '?.' : '.'}${one(methods)}(${args(scope, depth)})`
      }
      case 18:
      case 19: {
        const of = receiver(scope, depth)
        return `${of}.${one(callbackMethods)}(${callback(scope, depth)}${pick(3) === 1 ? `, ${inner()}` : ''})`
      }
      case 20:
        return `(${inner()}, ${inner()})`
      case 21:
        return scope.open.length === 0 ? variable() : `(${one(scope.open)} ${one(['=', '+=', '??='])} ${inner()})`
      case 22:
        return `(${receiver(scope, depth)}.${one(['id', 'n', 'a'])} ${one(['=', '+=', '||='])} ${inner()})`
      case 23:
        return `(${callback(scope, depth)})(${inner()})`
      case 24:
        return one([
          'new Set([1, 2])',
          'new Map()',
          'new Date(0)',
          'new Date()',
          "new Date('2020-01-01')",
          '/a/.test(row)',
          'this',
          'arguments[0]',
          '(0, Math.floor)(1.5)',
        ])
      default:
        return `((${one(names)}) => ${`(${inner()})`})`
    }
  }

  const pattern = (depth: number): { readonly text: string; readonly bound: readonly string[] } => {
    const name = one(names)
    const other = one(names.filter((one) => one !== name))
    switch (pick(8)) {
      case 0:
      case 1:
      case 2:
        return { text: name, bound: [name] }
      case 3:
        return { text: `{ id: ${name}, n: ${other} = 3 }`, bound: [name, other] }
      case 4:
        return { text: `{ ${name}, ...${other} }`, bound: [name, other] }
      case 5:
        return { text: `[${name}, ...${other}]`, bound: [name, other] }
      case 6:
        return { text: `[, ${name} = 'q']`, bound: [name] }
      default: {
        const inner = depth > 0 ? pattern(depth - 1) : { text: name, bound: [name] }
        return { text: `{ props: ${inner.text} }`, bound: inner.bound }
      }
    }
  }

  /** Declared already in the same block, so that they are not declared twice. */
  const statements = (outer: Scope, depth: number): string => {
    let scope = outer
    const declared = new Set<string>()
    const lines: string[] = []
    for (let count = 1 + pick(4); count > 0; count--) {
      const kind = pick(16)
      const value = (): string => expression(scope, depth)
      if (kind <= 4) {
        const { text, bound } = pattern(1)
        if (bound.some((name) => declared.has(name))) continue
        const word = one(['const', 'const', 'let', 'var'])
        if (word === 'var' && bound.some((name) => outer.names.includes(name))) continue
        // Now and then a name is used before it has a value.
        const before = value()
        for (const name of bound) declared.add(name)
        scope = {
          names: [...scope.names, ...bound],
          open: word === 'const' ? scope.open.filter((n) => !bound.includes(n)) : [...scope.open, ...bound],
        }
        lines.push(`${word} ${text} = ${before}`)
      } else if (kind === 5) lines.push(`if (${value()}) return ${value()}`)
      else if (kind === 6) lines.push(`if (${value()}) { ${depth > 0 ? statements(scope, depth - 1) : ''} }`)
      else if (kind === 7)
        lines.push(
          `if (${value()}) { ${depth > 0 ? statements(scope, depth - 1) : ''} } else { ${depth > 0 ? statements(scope, depth - 1) : ''} }`,
        )
      else if (kind === 8)
        lines.push(`for (const ${one(names)} of ${value()}) { ${depth > 0 ? statements(scope, depth - 1) : ''} }`)
      else if (kind === 9 && scope.open.length > 0) lines.push(`${one(scope.open)} ${one(['=', '+=', '='])} ${value()}`)
      else if (kind === 10) lines.push(`${receiver(scope, depth)}.push(${value()})`)
      else if (kind === 11)
        lines.push(
          `switch (${value()}) { case ${value()}: return ${value()}; case 'a': ${value()}; default: ${one(['break', `return ${value()}`])} }`,
        )
      else if (kind === 12) lines.push(`try { ${value()} } catch (e) { ${one(['', `return ${value()}`])} }`)
      else if (kind === 13) lines.push(`if (${value()}) throw new Error(${value()})`)
      else if (kind === 14) {
        const name = one(names)
        if (declared.has(name)) continue
        declared.add(name)
        const fn = `function ${name}(x) { return ${expression({ names: [...scope.names, 'x'], open: [...scope.open, 'x'] }, depth)} }`
        lines.push(fn, `${name}(${value()})`)
      } else lines.push(`return ${value()}`)
    }
    if (pick(4) !== 3) lines.push(`return ${expression(scope, depth)}`)
    return lines.join('; ')
  }

  const params = one([
    ['row'],
    ['row'],
    ['row', 'p'],
    ['{ id, n, ...rest }'],
    ['{ tags: [x], name }'],
    ['row', '{ min = 2 }'],
    ['row', 'p = {}'],
    ['[x, y]'],
    ['row', '...rest'],
  ])
  const bound = (params.join(' ').match(/[a-z]\w*/g) ?? []).filter((name) => name !== 'tags' && name !== 'min')
  const scope: Scope = { names: [...bound, ...(params.join().includes('min') ? ['min'] : [])], open: bound }
  switch (pick(5)) {
    case 0:
    case 1: {
      const body = expression(scope, 3)
      return `(${params.join(', ')}) => ${body.startsWith('{') ? `(${body})` : body}`
    }
    case 2:
      return `function (${params.join(', ')}) { ${statements(scope, 2)} }`
    default:
      return `(${params.join(', ')}) => { ${statements(scope, 2)} }`
  }
}

/** The text of a function, which may be none that JavaScript takes. */
export const lambdaTexts: fc.Arbitrary<string> = fc
  .array(fc.nat(10_000), { minLength: 0, maxLength: 60, size: 'max' })
  .map((choices) => write(tapeOf(choices)))
