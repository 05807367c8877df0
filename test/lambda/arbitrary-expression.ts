/**
 * Random expressions over two arguments, of which the first is a visit. They fit the rows' types now and then: what throws
 * must throw in the same way.
 */
import fc from 'fast-check'
import type { Expression } from '../../src/lambda/expression.ts'
import * as E from '../../src/lambda/expression.ts'
import { restOf, takeItems } from '../../src/lambda/stand-ins.ts'

const fieldNames = fc.constantFrom(
  ...[
    'id',
    'name',
    'n',
    'tags',
    'props',
    'at',
    'length',
    'a',
    '__proto__',
    'toString',
    'constructor',
    '0',
    'dep. delay',
    'ß',
  ],
)

const constants = fc
  .constantFrom<unknown>(
    0,
    -0,
    1,
    -1,
    2.5,
    Number.NaN,
    Infinity,
    -Infinity,
    '',
    'a',
    'id',
    '\u2028"`${',
    '\ud800',
    '1',
    '__proto__',
    true,
    false,
    null,
    undefined,
    10n,
    -1n,
    0n,
  )
  .map(E.constant)

const operators = fc.constantFrom<E.BinaryOperator>(
  ...([
    '+',
    '-',
    '*',
    '/',
    '%',
    '**',
    '|',
    '&',
    '^',
    '<<',
    '>>',
    '>>>',
    '===',
    '!==',
    '==',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    'in',
  ] as const),
)
const unaries = fc.constantFrom<E.UnaryOperator>('-', '+', '!', '~', 'typeof', 'void')

const calls = fc.constantFrom<readonly [E.Call['fn'], string | undefined, number]>(
  [Math.floor, 'Math.floor', 1],
  [Math.max, 'Math.max', 2],
  [Number, 'Number', 1],
  [String, 'String', 1],
  [Boolean, 'Boolean', 1],
  [Array.isArray, 'Array.isArray', 1],
  [Object.keys, 'Object.keys', 1],
  [(a: unknown, b: unknown) => [b, a], undefined, 2],
)
const methods = fc.constantFrom<readonly [string, number]>(
  ['toUpperCase', 0],
  ['slice', 1],
  ['indexOf', 1],
  ['includes', 1],
  ['concat', 1],
  ['getTime', 0],
  ['toFixed', 1],
  ['join', 1],
  ['at', 1],
  ['split', 1],
  ['toISOString', 0],
)
const callbackMethods = fc.constantFrom('map', 'filter', 'some', 'every', 'find', 'flatMap')

/** Names of locals: few, so that they shadow each other. */
const localNames = fc.constantFrom('x', 'y', 'part_1')

/** Expressions of some size at most, whose free locals are among those given. */
export const expressions = (size: number, locals: readonly string[] = []): fc.Arbitrary<Expression> => {
  const leaves: fc.Arbitrary<Expression> = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0, 0, 0, 1).map(E.argument) },
    { weight: 3, arbitrary: fieldNames.map((name) => E.field(E.argument(0), name)) },
    { weight: 3, arbitrary: constants },
    ...(locals.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...locals).map(E.local) }]),
  )
  if (size <= 0) return leaves
  const part = expressions(size - 1, locals)
  const small = expressions(Math.floor(size / 2), locals)
  const entries = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.tuple(fieldNames, small).map(([name, value]) => E.entry(name, value)) },
      { weight: 1, arbitrary: small.map(E.spread) },
    ),
    { maxLength: 4 },
  )
  const items = fc.array(fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: small.map(E.spread) }), {
    maxLength: 3,
  })
  const bound = localNames.chain((name) =>
    fc.tuple(small, expressions(size - 1, [...locals, name])).map(([value, within]) => E.bind(name, value, within)),
  )
  const callback = fc
    .uniqueArray(localNames, { maxLength: 2 })
    .chain((params) =>
      expressions(Math.floor(size / 2), [...locals, ...params]).map((body) => E.functionLiteral(params, body)),
    )
  return fc.oneof(
    { weight: 2, arbitrary: leaves },
    { weight: 3, arbitrary: fc.tuple(part, fieldNames, fc.boolean()).map(([of, name, opt]) => E.field(of, name, opt)) },
    { weight: 2, arbitrary: fc.tuple(part, small, fc.boolean()).map(([of, at, opt]) => E.index(of, at, opt)) },
    { weight: 2, arbitrary: fc.tuple(unaries, part).map(([operator, of]) => E.unary(operator, of)) },
    { weight: 4, arbitrary: fc.tuple(operators, small, part).map(([o, left, right]) => E.binary(o, left, right)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('&&' as const, '||' as const, '??' as const), small, part)
        .map(([operator, left, right]) => E.logical(operator, left, right)),
    },
    { weight: 3, arbitrary: fc.tuple(small, part, small).map(([test, a, b]) => E.conditional(test, a, b)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(small, fc.constantFrom('', 'a', '`', '${', '\\')), { maxLength: 3 }).map((pairs) =>
        E.template(
          ['<', ...pairs.map(([, text]) => text)],
          pairs.map(([one]) => one),
        ),
      ),
    },
    { weight: 3, arbitrary: entries.map(E.object) },
    { weight: 2, arbitrary: items.map(E.array) },
    { weight: 4, arbitrary: bound },
    {
      weight: 2,
      arbitrary: calls.chain(([fn, name, count]) =>
        fc.tuple(...Array.from({ length: count }, () => small)).map((args) => E.call(fn, name, args as Expression[])),
      ),
    },
    {
      weight: 2,
      arbitrary: methods.chain(([name, count]) =>
        fc
          .tuple(part, fc.boolean(), ...Array.from({ length: count }, () => small))
          .map(([of, optional, ...args]) => E.method(of, name, args as Expression[], optional)),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(callbackMethods, part, callback).map(([name, of, fn]) => E.method(of, name, [fn])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(part, fc.array(fieldNames, { maxLength: 2 }))
        .map(([of, names]) => E.call(restOf, undefined, [of, ...names.map(E.constant)])),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(part, fc.nat(3)).map(([of, n]) => E.call(takeItems, undefined, [of, E.constant(n)])),
    },
  )
}
