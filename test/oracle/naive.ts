/**
 * What plans mean, a second time: over arrays, eagerly, without a thought for time or memory.
 *
 * It shares the types of nodes, the functions that users wrote (aggregates among them) and the canonical order with the
 * reference engine, and nothing else: no keys, no hashing, no generators, no inference of order. So where both agree,
 * they hardly share a mistake.
 *
 * Each node is evaluated to a log of all that happens in it and below it, in the order in which it happens: rows that
 * come out of a stage, and errors. What `take` never asks for is cut off from the log, so demand needs no laziness; what
 * an error ends is cut off behind the error.
 */
import * as E from 'fp-ts/lib/Either.js'
import { isList, isMap, isOrdered, isSet, List, OrderedMap, OrderedSet } from 'immutable'
import type * as t from 'io-ts'
import { compareCanonical } from '../../src/data/canonical-order.ts'
import { chanceOf } from '../../src/data/chance-of.ts'
import type { JoinNode, NamedAggregates, Node, SortKey } from '../../src/plan/node.ts'
import { type Member, naiveWindows, tryWindows } from './naive-over.ts'

/** An error, as far as engines must agree on it. */
export interface NaiveError {
  readonly tag: string
  readonly node: Node
  /** Ordinal of the row in its source, where it is known. */
  readonly row: number | undefined
}

interface Item {
  readonly row: unknown
  /** Ordinal in the source; undefined once it means nothing any more. */
  readonly place: number | undefined
}

/** Something that happened in the stage with this index: a row came out, or an error. */
type Entry = { readonly at: number } & (
  | { readonly item: Item; readonly error?: never }
  | { readonly error: NaiveError; readonly item?: never }
)

export interface Counts {
  readonly rowsIn: number
  readonly rowsOut: number
  readonly rowsRejected: number
}

export interface Outcome {
  /** The rows: all of them, or those before the error. */
  readonly rows: readonly unknown[]
  /** The error that ended it, if one did. */
  readonly error: NaiveError | undefined
  readonly rejects: readonly NaiveError[]
  /** Of each stage, inputs before those that read them. */
  readonly counts: readonly Counts[]
}

export interface NaiveOptions {
  readonly onError?: 'fail' | 'reject'
  /** Puts the rows of every bag in another order, which must not matter. */
  readonly permute?: <A>(rows: readonly A[]) => readonly A[]
}

const size = (node: Node): number => node.inputs.reduce((n, input) => n + size(input), 1)

const isSequence = (node: Node): boolean => {
  if (['groupBy', 'rollup', 'join', 'cross', 'cogroup'].includes(node.kind)) return false
  if (['sortBy', 'aggregate', 'shuffle'].includes(node.kind)) return true
  if (['intersect', 'except', 'asofJoin'].includes(node.kind)) return isSequence(node.inputs[0] as Node)
  return node.inputs.every(isSequence)
}

const isMissing = (value: unknown): boolean => value === null || value === undefined

const plainEntries = (value: object): [string, unknown][] => Object.entries(value)

/** Equality of keys, for what the plans of test/arbitrary use as keys. */
export const sameKey = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b || (Number.isNaN(a) && Number.isNaN(b))
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && sameKey(a.getTime(), b.getTime())
  if (a instanceof Set || b instanceof Set)
    return (
      a instanceof Set &&
      b instanceof Set &&
      a.size === b.size &&
      [...a].every((x) => [...b].some((y) => sameKey(x, y)))
    )
  if (isList(a) || isList(b)) return isList(a) && isList(b) && sameKey(a.toArray(), b.toArray())
  // Those of these plans have an order.
  if (isOrdered(a) || isOrdered(b))
    return isOrdered(a) && isOrdered(b) && isMap(a) === isMap(b) && sameKey([...a], [...b])
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = plainEntries(a)
  const right = plainEntries(b)
  return (
    left.length === right.length &&
    left.every(([name, x]) => right.some(([other, y]) => name === other && sameKey(x, y)))
  )
}

/** The key that a group shows. */
const shownKey = (key: unknown): unknown => {
  if (key === 0) return 0
  if (typeof key !== 'object' || key === null || key instanceof Date) return key
  if (key instanceof Set) return new Set([...key].map(shownKey).sort(compareCanonical))
  if (isList(key)) return List(key.toArray().map(shownKey))
  if (isSet(key)) return OrderedSet([...key].map(shownKey))
  if (isMap(key)) return OrderedMap([...key].map(([name, value]) => [shownKey(name), shownKey(value)]))
  if (Array.isArray(key)) return key.map(shownKey)
  return Object.fromEntries(plainEntries(key).map(([name, value]) => [name, shownKey(value)]))
}

const equalsNone = (key: unknown): boolean =>
  isMissing(key) ||
  (isList(key)
    ? key.some(isMissing)
    : typeof key === 'object' &&
      key !== null &&
      !isSet(key) &&
      !isMap(key) &&
      plainEntries(key).some(([, v]) => isMissing(v)))

/** Whether a row is an object that has fields, and nothing else. */
const isPlain = (row: unknown): row is object => {
  if (typeof row !== 'object' || row === null) return false
  const prototype: unknown = Object.getPrototypeOf(row)
  return prototype === null || prototype === Object.prototype
}

const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy)
  if (!isPlain(value)) return value
  return Object.fromEntries(plainEntries(value).map(([name, part]) => [name, copy(part)]))
}

/** A plain object with those of the fields that are there, each with its name, of a row that must be one, too. */
const withFields = (
  row: unknown,
  make: (
    fields: Readonly<Record<string, unknown>>,
    own: ReadonlySet<string>,
  ) => readonly (readonly [name: string, isThere: boolean, value: unknown])[],
): unknown => {
  if (!isPlain(row)) throw { _tag: 'InvalidRow' }
  const made = {}
  for (const [name, isThere, value] of make(row as Readonly<Record<string, unknown>>, new Set(Object.keys(row))))
    if (isThere) Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
  return made
}

const asEither = (
  row: unknown,
): { readonly _tag: 'Left' | 'Right'; readonly left?: unknown; readonly right?: unknown } => {
  const tags: readonly unknown[] = ['Left', 'Right']
  if (typeof row === 'object' && row !== null && '_tag' in row && tags.includes(row._tag)) return row as never
  throw { _tag: 'InvalidRow' }
}

/** What a recipe made of a row. To immer the write of 0 over -0 is none, and of -0 over 0. */
const written = (row: unknown, draft: unknown): unknown => {
  if (typeof draft !== 'object' || draft === null) return draft
  for (const [name, value] of plainEntries(draft)) {
    const before = (row as { readonly [name: string]: unknown })[name]
    if (before === 0 && value === 0) (draft as { [name: string]: unknown })[name] = before
  }
  return draft
}

type Looking = { readonly _tag: string; readonly props: t.Props; readonly type: t.Mixed; readonly types: t.Mixed[] }

/**
 * The fields that a codec names, of a value that fits it. No codec of these plans makes another value of the one it is
 * given. What io-ts made of it is not used: in a dictionary with a NaN it loses a key called `__proto__`.
 */
const onlyNamed = (codec: t.Mixed, value: unknown): unknown => {
  const { _tag: tag, props, type, types } = codec as unknown as Looking
  const fields = value as Record<string, unknown>
  switch (tag) {
    case 'InterfaceType':
    case 'PartialType':
      return Object.fromEntries(
        Object.entries(props).flatMap(([name, part]) =>
          Object.hasOwn(fields, name) ? [[name, onlyNamed(part, fields[name])]] : [],
        ),
      )
    case 'IntersectionType':
      return Object.fromEntries(types.flatMap((part) => plainEntries(onlyNamed(part, value) as object)))
    case 'ArrayType':
      return (value as unknown[]).map((item) => onlyNamed(type, item))
    case 'TupleType':
      return types.map((part, i) => onlyNamed(part, (value as unknown[])[i]))
    case 'ReadonlyType':
    case 'ExactType':
      return onlyNamed(type, value)
    default:
      return value
  }
}

const decode = (codec: t.Mixed, row: unknown): unknown => {
  if (E.isLeft(codec.decode(row))) throw { _tag: 'InvalidRow' }
  return onlyNamed(codec, row)
}

const foldAll = (aggregates: NamedAggregates, rows: readonly unknown[]): readonly (readonly [string, unknown])[] =>
  aggregates.map(([name, { init, step, done }]) => [name, done(rows.reduce(step as never, init()) as never)])

const compareSortKeys = (keys: readonly SortKey[], a: readonly unknown[], b: readonly unknown[]): number => {
  for (let i = 0; i < keys.length; i++) {
    const { direction, nulls } = keys[i] as SortKey
    const rank = (value: unknown): number => (isMissing(value) ? (nulls === 'first' ? -1 : 1) : 0)
    const order = rank(a[i]) - rank(b[i]) || compareCanonical(a[i], b[i]) * (direction === 'descending' ? -1 : 1)
    if (order !== 0) return order
  }
  return 0
}

/** Sorts by looking for the least of those that are left, again and again; of equals the first. */
const sorted = <A>(items: readonly A[], compare: (a: A, b: A) => number): readonly A[] => {
  const left = [...items]
  const result: A[] = []
  while (left.length > 0) {
    let least = 0
    left.forEach((item, i) => {
      if (compare(item, left[least] as A) < 0) least = i
    })
    result.push(...left.splice(least, 1))
  }
  return result
}

/** Rows in canonical order. `Array.sort` would put undefined last, whatever it is told. */
export const inCanonicalOrder = (rows: readonly unknown[]): readonly unknown[] => sorted(rows, compareCanonical)

const partners = (row: unknown, matches: readonly unknown[], how: JoinNode['how']): readonly unknown[] => {
  if (how === 'semi') return matches.length > 0 ? [row] : []
  if (how === 'anti') return matches.length > 0 ? [] : [row]
  return (how !== 'inner' && how !== 'right' && matches.length === 0 ? [undefined] : matches).map((match) => [
    row,
    match,
  ])
}

class Evaluation {
  private readonly given: ReadonlyMap<unknown, readonly unknown[]>
  private readonly options: NaiveOptions

  constructor(given: ReadonlyMap<unknown, readonly unknown[]>, options: NaiveOptions) {
    this.given = given
    this.options = options
  }

  log(node: Node, offset: number): readonly Entry[] {
    const log = this.happenings(node, offset)
    const { permute } = this.options
    if (permute === undefined || isSequence(node)) return log
    const at = offset + size(node) - 1
    const rows = [...permute(log.filter((entry) => entry.at === at && entry.item !== undefined))]
    return log.map((entry) => (entry.at === at && entry.item !== undefined ? (rows.shift() as Entry) : entry))
  }

  private happenings(node: Node, offset: number): readonly Entry[] {
    const at = offset + size(node) - 1
    const [first, second] = node.inputs
    const log: Entry[] = []
    const give = (row: unknown, place?: number): void => void log.push({ at, item: { row, place } })

    /** What `f` gives, unless it throws: then that is an error of this stage. */
    const tried = <B>(f: () => B, row: number | undefined): { readonly value: B } | undefined => {
      try {
        return { value: f() }
      } catch (thrown) {
        const tag = (thrown as { readonly _tag?: string })._tag ?? 'LambdaThrew'
        log.push({ at, error: { tag, node, row } })
        return undefined
      }
    }

    /** Goes through all that happens in an input, and does something with each of its rows. */
    const through = (input: Node, start: number, look: (item: Item) => void): void => {
      for (const entry of this.log(input, start)) {
        log.push(entry)
        const { item } = entry
        if (entry.at === start + size(input) - 1 && item !== undefined) tried(() => look(item), item.place)
      }
    }
    const each = (look: (item: Item) => void): void => through(first as Node, offset, look)
    /** Of rows of one key the first of a sequence, as it comes, or the canonically least of a bag, in the end. */
    const oneOfEach = (keyOf: (row: unknown) => unknown, isWanted = (_row: unknown): boolean => true): void => {
      const kept: (Item & { readonly key: unknown })[] = []
      each(({ row, place }) => {
        const key = keyOf(row)
        if (!isWanted(row)) return
        const known = kept.findIndex((item) => sameKey(item.key, key))
        if (known < 0) {
          kept.push({ row, place, key })
          if (isSequence(first as Node)) give(row, place)
        } else if (compareCanonical(row, kept[known]?.row) < 0) kept[known] = { row, place, key }
      })
      if (!isSequence(first as Node)) for (const { row } of kept) give(row)
    }
    const replace = (f: (row: unknown) => readonly unknown[]): void =>
      each(({ row, place }) => {
        for (const made of f(row)) give(made, place)
      })

    switch (node.kind) {
      case 'source':
        for (const [i, row] of (this.given.get(node.source) as readonly unknown[]).entries()) give(row, i + 1)
        break
      case 'map':
        replace((row) => [node.lambda.call(row)])
        break
      case 'filter':
        replace((row) => ((node.lambda.call(row) ? !node.not : node.not) ? [row] : []))
        break
      case 'flatMap':
        replace((row) => Array.from(node.lambda.call(row)))
        break
      case 'filterMap':
        replace((row) => {
          const option = node.lambda.call(row)
          return option._tag === 'None' ? [] : [option.value]
        })
        break
      case 'mapAsync': {
        // So many rows are asked for ahead of the one that comes out; those before an error that ends it all come first.
        const window: Item[] = []
        const next = (): void => {
          const item = window.shift() as Item
          const { now } = node.lambda.call(item.row) as unknown as { readonly now: E.Either<unknown, unknown> }
          if (E.isRight(now)) give(now.right, item.place)
          else log.push({ at, error: { tag: 'TaskFailed', node, row: item.place } })
        }
        for (const entry of this.log(first as Node, offset)) {
          if (entry.error !== undefined && this.options.onError !== 'reject') while (window.length > 0) next()
          log.push(entry)
          if (entry.at !== at - 1 || entry.item === undefined) continue
          window.push(entry.item)
          if (window.length === node.concurrency) next()
        }
        while (window.length > 0) next()
        break
      }
      case 'update':
        replace((row) => {
          const draft = copy(row)
          node.lambda.call(draft)
          return [written(row, draft)]
        })
        break
      case 'decode':
        replace((row) => [decode(node.codec, row)])
        break
      case 'select':
        replace((row) => [
          withFields(row, (fields, own) => node.names.map((name) => [name, own.has(name), fields[name]])),
        ])
        break
      case 'omit':
        replace((row) => [
          withFields(row, (fields, own) => [...own].map((name) => [name, !node.names.includes(name), fields[name]])),
        ])
        break
      case 'unpivot':
        replace((row) =>
          node.columns.map((column) =>
            withFields(row, (fields, own) => {
              const rest = [...own].filter((one) => !node.columns.includes(one))
              if (rest.includes(node.name) || rest.includes(node.value)) throw { _tag: 'InvalidRow' }
              return [
                ...rest.map((one) => [one, true, fields[one]] as const),
                [node.name, true, column],
                [node.value, true, own.has(column) ? fields[column] : undefined],
              ]
            }),
          ),
        )
        break
      case 'rename':
        replace((row) => [
          withFields(row, (fields, own) => {
            const to = (name: string): string => node.names.find(([from]) => from === name)?.[1] ?? name
            if (new Set([...own].map(to)).size < own.size) throw { _tag: 'InvalidRow' }
            return [...own].map((name) => [to(name), true, fields[name]])
          }),
        ])
        break
      case 'derive':
        replace((row) => [
          withFields(row, (fields, own) => [
            ...[...own].map((name) => [name, true, fields[name]] as const),
            ...node.fields.map(([name, { call }]) => [name, true, call(row)] as const),
          ]),
        ])
        break
      case 'validate':
        replace((row) => {
          if (node.lambda.call(row)) return [row]
          const text = typeof node.message === 'string' ? node.message : node.message.call(row)
          throw { _tag: typeof text === 'string' ? 'InvalidRow' : 'LambdaThrew' }
        })
        break
      case 'separate':
        replace((row) => {
          const either = asEither(row)
          return either._tag.toLowerCase() === node.side ? [either[node.side]] : []
        })
        break
      case 'tap':
        replace((row) => {
          node.lambda.call(row)
          return [row]
        })
        break
      case 'take': {
        let taken = 0
        for (const entry of node.count === 0 ? [] : this.log(first as Node, offset)) {
          log.push(entry)
          if (entry.at !== at - 1 || entry.item === undefined) continue
          give(entry.item.row, entry.item.place)
          if (++taken === node.count) break
        }
        break
      }
      case 'drop': {
        let seen = 0
        each(({ row, place }) => {
          if (++seen > node.count) give(row, place)
        })
        break
      }
      case 'takeWhile': {
        for (const entry of this.log(first as Node, offset)) {
          log.push(entry)
          if (entry.at !== at - 1 || entry.item === undefined) continue
          const { row, place } = entry.item
          const holds = tried(() => node.lambda.call(row), place)
          if (holds?.value === false) break
          if (holds !== undefined) give(row, place)
        }
        break
      }
      case 'dropWhile': {
        let kept = false
        each(({ row, place }) => {
          kept ||= !node.lambda.call(row)
          if (kept) give(row, place)
        })
        break
      }
      case 'scan': {
        const states = [node.initial]
        each(({ row, place }) => {
          states.push(node.reducer.call(states.at(-1), row))
          give(states.at(-1), place)
        })
        break
      }
      case 'zipWithIndex':
        each(({ row, place }) => give([row, log.filter((entry) => entry.at === at).length], place))
        break
      case 'chunk': {
        const rows: unknown[] = []
        each(({ row }) => {
          rows.push(row)
          if (rows.length % node.size === 0) give(rows.slice(-node.size))
        })
        if (rows.length % node.size > 0) give(rows.slice(-(rows.length % node.size)))
        break
      }
      case 'sliding': {
        const rows: unknown[] = []
        each(({ row }) => {
          rows.push(row)
          const start = rows.length - node.size
          if (start >= 0 && start % node.step === 0) give(rows.slice(start))
        })
        break
      }
      case 'last': {
        const items: Item[] = []
        each((item) => void items.push(item))
        for (const { row, place } of items.slice(-1)) give(row, place)
        break
      }
      case 'concat':
        each(({ row, place }) => give(row, place))
        through(second as Node, offset + size(first as Node), ({ row, place }) => give(row, place))
        break
      case 'sample':
        replace((row) => (chanceOf(node.seed, row) < node.fraction ? [row] : []))
        break
      case 'shuffle': {
        const rows: { readonly row: unknown; readonly chance: number }[] = []
        each(({ row }) => void rows.push({ row, chance: chanceOf(node.seed, row) }))
        for (const { row } of sorted(rows, (a, b) => a.chance - b.chance)) give(row)
        break
      }
      case 'intersect':
      case 'except': {
        const others: unknown[] = []
        through(second as Node, offset + size(first as Node), ({ row }) => void others.push(row))
        const isIn = (row: unknown) => others.some((other) => sameKey(other, row))
        oneOfEach(
          (row) => row,
          (row) => isIn(row) === (node.kind === 'intersect'),
        )
        break
      }
      case 'distinctBy':
        oneOfEach((row) => node.lambda.call(row))
        break
      case 'distinct':
        oneOfEach((row) => row)
        break
      case 'sortBy': {
        const keyed: { readonly row: unknown; readonly keys: readonly unknown[] }[] = []
        each(({ row }) => keyed.push({ row, keys: node.keys.map((key) => key.lambda.call(row)) }))
        const ordered = isSequence(first as Node) ? keyed : sorted(keyed, (a, b) => compareCanonical(a.row, b.row))
        for (const { row } of sorted(ordered, (a, b) => compareSortKeys(node.keys, a.keys, b.keys))) give(row)
        break
      }
      case 'groupBy': {
        const groups: { readonly key: readonly unknown[]; readonly rows: unknown[] }[] = []
        each(({ row }) => {
          const key = node.keys.map(({ lambda }) => lambda.call(row as never))
          const group = groups.find((known) => sameKey(known.key, key)) ?? { key, rows: [] }
          foldAll(node.aggregates, [...group.rows, row])
          group.rows.push(row)
          if (group.rows.length === 1) groups.push(group)
        })
        for (const { key, rows } of groups)
          give(
            Object.fromEntries([
              ...node.keys.map(({ name }, i) => [name, shownKey(key[i])]),
              ...foldAll(node.aggregates, rows),
            ]),
          )
        break
      }
      case 'rollup': {
        const taken: { readonly key: readonly unknown[]; readonly row: unknown }[] = []
        const ofLevel = (level: number, key: readonly unknown[]): readonly unknown[] =>
          taken.filter((one) => sameKey(one.key.slice(0, level), key.slice(0, level))).map((one) => one.row)
        each(({ row }) => {
          const key = node.keys.map(({ lambda }) => lambda.call(row as never))
          for (let level = 0; level <= key.length; level++) foldAll(node.aggregates, [...ofLevel(level, key), row])
          taken.push({ key, row })
        })
        give(
          Object.fromEntries([
            ...node.keys.map(({ name }) => [name, null]),
            ['level', 0],
            ...foldAll(
              node.aggregates,
              taken.map((one) => one.row),
            ),
          ]),
        )
        for (let level = 1; level <= node.keys.length; level++)
          taken.forEach(({ key }, i) => {
            const isFirst = taken.findIndex((one) => sameKey(one.key.slice(0, level), key.slice(0, level))) === i
            if (!isFirst) return
            const values = node.keys.map(({ name }, j) => [name, j < level ? shownKey(key[j]) : null])
            give(Object.fromEntries([...values, ['level', level], ...foldAll(node.aggregates, ofLevel(level, key))]))
          })
        break
      }
      case 'aggregate': {
        const rows: unknown[] = []
        each(({ row }) => {
          foldAll(node.aggregates, [...rows, row])
          rows.push(row)
        })
        give(Object.fromEntries(foldAll(node.aggregates, rows)))
        break
      }
      case 'join': {
        const others: (Item & { readonly key: unknown })[] = []
        through(second as Node, offset + size(first as Node), ({ row, place }) =>
          others.push({ row, place, key: node.right.call(row) }),
        )
        const met: Item[] = []
        replace((row) => {
          const key = node.left.call(row)
          const matches = others.filter((other) => !equalsNone(key) && sameKey(other.key, key))
          met.push(...matches)
          return partners(
            row,
            matches.map((match) => match.row),
            node.how,
          )
        })
        if (node.how === 'right' || node.how === 'full')
          for (const other of others) if (!met.includes(other)) give([undefined, other.row], other.place)
        break
      }
      case 'asofJoin': {
        const { left, right, by, direction, tolerance, how } = node
        type Timed = { readonly row: unknown; readonly time: unknown; readonly key: unknown }
        const millis = (time: unknown): number => (time instanceof Date ? time.getTime() : (time as number))
        const timed = (row: unknown, time: unknown, key: unknown): Timed => {
          const isMeasured = typeof time === 'number' || time instanceof Date
          const isTime = isMissing(time) || isMeasured || typeof time === 'string' || typeof time === 'bigint'
          const mustMeasure = direction === 'nearest' || tolerance !== undefined
          if (!isTime || (mustMeasure && !isMissing(time) && !isMeasured)) throw { _tag: 'InvalidRow' }
          return { row, time, key }
        }
        const isNever = ({ time, key }: Timed): boolean =>
          isMissing(time) ||
          (typeof time !== 'string' && typeof time !== 'bigint' && Number.isNaN(millis(time))) ||
          (by !== undefined && equalsNone(key))
        const given: Timed[] = []
        through(second as Node, offset + size(first as Node), ({ row }) =>
          given.push(timed(row, right.call(row), by?.right.call(row))),
        )
        const others = isSequence(second as Node) ? given : sorted(given, (a, b) => compareCanonical(a.row, b.row))
        const later = (a: unknown, b: unknown): number => (sameKey(a, b) ? 0 : compareCanonical(a, b))
        replace((row) => {
          const one = timed(row, left.call(row), by?.left.call(row))
          const meets = (other: Timed): boolean =>
            !isNever(one) &&
            !isNever(other) &&
            typeof one.time === typeof other.time &&
            one.time instanceof Date === other.time instanceof Date &&
            sameKey(one.key, other.key)
          const met = others.filter(meets)
          const best = (wins: (a: Timed, b: Timed) => boolean, from: readonly Timed[]): Timed | undefined =>
            from.reduce<Timed | undefined>(
              (held, next) => (held === undefined || wins(next, held) ? next : held),
              undefined,
            )
          const before = best(
            (a, b) => later(a.time, b.time) >= 0,
            met.filter((other) => later(other.time, one.time) <= 0),
          )
          const after = best(
            (a, b) => later(a.time, b.time) < 0,
            met.filter((other) => later(other.time, one.time) >= 0),
          )
          const far = (other: Timed | undefined): number => {
            if (other === undefined) return Infinity
            return sameKey(other.time, one.time) ? 0 : Math.abs(millis(other.time) - millis(one.time))
          }
          const nearest = before !== undefined && far(before) <= far(after) ? before : after
          const found = direction === 'backward' ? before : direction === 'forward' ? after : nearest
          const partner = tolerance === undefined || far(found) <= tolerance ? found : undefined
          return partner === undefined && how === 'inner' ? [] : [[row, partner?.row]]
        })
        break
      }
      case 'cross': {
        const others: unknown[] = []
        through(second as Node, offset + size(first as Node), ({ row }) => others.push(row))
        replace((row) => others.map((other) => [row, other]))
        break
      }
      case 'cogroup': {
        const sides: { readonly row: unknown; readonly key: unknown }[][] = [[], []]
        through(second as Node, offset + size(first as Node), ({ row }) =>
          sides[1]?.push({ row, key: node.right.call(row) }),
        )
        each(({ row }) => sides[0]?.push({ row, key: node.left.call(row) }))
        const shown: { readonly key: unknown; readonly i: number }[] = []
        sides.forEach((side, i) => {
          for (const { key } of side) {
            /** Whether the rows of a side meet this key: those of the other side only if it equals any. */
            const meets = (j: number): boolean => i === j || !equalsNone(key)
            if (shown.some((known) => meets(known.i) && sameKey(known.key, key))) continue
            shown.push({ key, i })
            const groups = sides.map((rows, j) => {
              const given = rows.filter((one) => meets(j) && sameKey(one.key, key)).map((one) => one.row)
              return List(isSequence(node.inputs[j] as Node) ? given : inCanonicalOrder(given))
            })
            give({ key: shownKey(key), left: groups[0], right: groups[1] })
          }
        })
        break
      }
      case 'over': {
        const isBag = !isSequence(first as Node)
        const all: (Member & { readonly by: unknown; readonly place: number | undefined })[] = []
        each(({ row, place }) => {
          if (!isPlain(row)) throw { _tag: 'InvalidRow' }
          const by = node.by?.call(row)
          const keys = node.keys.map((key) => key.lambda.call(row))
          tryWindows(node, { row, keys })
          all.push({ row, by, keys, place: isBag ? undefined : place })
        })
        const compare = (a: Member, b: Member): number => compareSortKeys(node.keys, a.keys, b.keys)
        for (const member of all) {
          const partition = all.filter((other) => sameKey(other.by, member.by))
          const untied = isBag ? sorted(partition, (a, b) => compareCanonical(a.row, b.row)) : partition
          const members = sorted(untied, compare)
          try {
            const added = naiveWindows(node, members, members.indexOf(member), compare)
            give(Object.fromEntries([...plainEntries(member.row as object), ...added]), member.place)
          } catch (thrown) {
            const tag = (thrown as { readonly _tag?: string })._tag ?? 'LambdaThrew'
            log.push({ at, error: { tag, node, row: member.place } })
          }
        }
        break
      }
      default:
        return node satisfies never
    }
    return log
  }
}

const nodesInOrder = (node: Node): readonly Node[] => [...node.inputs.flatMap(nodesInOrder), node]

const indicesOfInputs = (node: Node, at: number): readonly number[] => {
  let end = at - size(node)
  return node.inputs.map((input) => {
    end += size(input)
    return end
  })
}

/** Reads the sources, and evaluates the plan over what they gave. */
export const naive = async (plan: Node, options: NaiveOptions = {}): Promise<Outcome> => {
  const nodes = nodesInOrder(plan)
  const given = new Map<unknown, readonly unknown[]>()
  for (const node of nodes)
    if (node.kind === 'source' && !given.has(node.source)) {
      const rows: unknown[] = []
      for await (const batch of node.source.open(new AbortController().signal)) rows.push(...batch.rows)
      given.set(node.source, rows)
    }
  const whole = new Evaluation(given, options).log(plan, 0)
  const failure = options.onError === 'reject' ? -1 : whole.findIndex((entry) => entry.error !== undefined)
  const log = failure < 0 ? whole : whole.slice(0, failure + 1)
  const rowsOf = (at: number) => log.filter((entry) => entry.at === at && entry.item !== undefined).length
  const errorsOf = (at: number) => log.filter((entry) => entry.at === at && entry.error !== undefined).length
  return {
    rows: log.flatMap((entry) => (entry.at === nodes.length - 1 && entry.item !== undefined ? [entry.item.row] : [])),
    error: failure < 0 ? undefined : whole[failure]?.error,
    rejects: failure < 0 ? log.flatMap((entry) => (entry.error === undefined ? [] : [entry.error])) : [],
    counts: nodes.map((node, at) => ({
      rowsIn:
        node.kind === 'source' ? rowsOf(at) : indicesOfInputs(node, at).reduce((n, input) => n + rowsOf(input), 0),
      rowsOut: rowsOf(at),
      rowsRejected: errorsOf(at),
    })),
  }
}
