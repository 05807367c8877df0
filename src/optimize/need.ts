/**
 * What a function, or whoever else reads rows, reads of them: all, or some fields, and of each all or some fields again. The
 * places of a tuple are fields too, named by their numbers. Knows nothing of plans.
 */
import type { Expression } from '../lambda/expression.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { partsOf } from '../lambda/map-parts.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { takeItems } from '../lambda/stand-ins.ts'
import { expressionOf, isPure } from './evidence.ts'

export type Need = 'all' | ReadonlyMap<string, Need>

export const nothing: Need = new Map()

/** What two readers read, together. */
export const unite = (one: Need, other: Need): Need => {
  if (one === 'all' || other === 'all') return 'all'
  const both = new Map(one)
  for (const [name, need] of other) both.set(name, unite(both.get(name) ?? nothing, need))
  return both
}

export const uniteAll = (needs: readonly Need[]): Need => needs.reduce(unite, nothing)

/** What is read of one field. */
export const within = (need: Need, name: string): Need => (need === 'all' ? 'all' : (need.get(name) ?? nothing))

/** A need of one field, of which this much is read. */
export const only = (name: string, need: Need): Need => new Map([[name, need]])

/** Some fields, whole. */
export const fields = (names: Iterable<string>): Need => new Map([...names].map((name) => [name, 'all'] as const))

/** All but these fields, which are not read. */
export const without = (need: Need, names: ReadonlySet<string>): Need =>
  need === 'all' ? 'all' : new Map([...need].filter(([name]) => !names.has(name)))

type Path = readonly string[]

/** What locals stand for, where it is a part of the row. */
type Locals = ReadonlyMap<string, Path | undefined>

const pathOf = (e: Expression, locals: Locals): Path | undefined => {
  if (e.kind === 'argument') return e.index === 0 ? [] : undefined
  if (e.kind === 'local') return locals.get(e.name)
  // The items of a list in a list: they have the same places.
  if (e.kind === 'call' && e.fn === takeItems) return e.args[0] && pathOf(e.args[0], locals)
  const name = e.kind === 'field' ? e.name : e.kind === 'index' && e.at.kind === 'constant' ? e.at.value : undefined
  if ((e.kind !== 'field' && e.kind !== 'index') || (typeof name !== 'string' && typeof name !== 'number'))
    return undefined
  const of = pathOf(e.of, locals)
  return of === undefined ? undefined : [...of, String(name)]
}

const along = (path: Path, need: Need): Need => path.reduceRight<Need>((inner, name) => only(name, inner), need)

/** What an expression reads of the row, when so much is read of its value. What it evaluates in vain counts too. */
export const needOfExpression = (e: Expression, of: Need = 'all', locals: Locals = new Map()): Need => {
  const path = pathOf(e, locals)
  if (path !== undefined) return along(path, of)
  switch (e.kind) {
    case 'let': {
      const named = pathOf(e.value, locals)
      return unite(
        // Only what is read of the name counts, and that it was got at.
        needOfExpression(e.value, named === undefined ? 'all' : nothing, locals),
        needOfExpression(e.within, of, new Map([...locals, [e.name, named]])),
      )
    }
    case 'function':
      return needOfExpression(
        e.body,
        'all',
        new Map([...locals, ...e.params.map((name) => [name, undefined] as const)]),
      )
    case 'object': {
      const overwritten = new Set<string>()
      return e.entries.reduceRight<Need>((need, one) => {
        if (one.kind === 'spread') return unite(need, needOfExpression(one.of, without(of, overwritten), locals))
        overwritten.add(one.name)
        return unite(need, needOfExpression(one.value, within(of, one.name), locals))
      }, nothing)
    }
    case 'array':
      return uniteAll(
        e.items.map((item, i) =>
          item.kind === 'spread' || e.items.some(({ kind }) => kind === 'spread')
            ? needOfExpression(item.kind === 'spread' ? item.of : item, 'all', locals)
            : needOfExpression(item, within(of, String(i)), locals),
        ),
      )
    case 'conditional':
      return uniteAll([
        needOfExpression(e.test, 'all', locals),
        needOfExpression(e.then, of, locals),
        needOfExpression(e.otherwise, of, locals),
      ])
    default:
      return uniteAll(partsOf(e).map((part) => needOfExpression(part, 'all', locals)))
  }
}

/** What a function reads of its row, when so much is read of what it gives. */
export const needOfLambda = (lambda: Lambda, of: Need = 'all'): Need => {
  const expression = expressionOf(lambda)
  if (expression !== undefined) return needOfExpression(expression, of)
  const { fields: read } = readLambda(lambda)
  return isPure(lambda) && read !== 'all' ? fields(read) : 'all'
}
