/**
 * The least that breaks a law: one instance alone, or after others where the function must remember them for it.
 */
import * as fc from 'fast-check'
import { type At, atOf, rowsOf } from './at.ts'
import { fewestRows, withAtMost } from './fewest-rows.ts'
import type { Breach, Law } from './law.ts'
import { isPromised, runThrough } from './run-through.ts'
import type { Subject } from './subject.ts'
import type { Again } from './token.ts'
import type { Part, Path, Way } from './way.ts'

export interface Least<I> {
  /** What it was tried on before. */
  readonly before: readonly I[]
  readonly instance: I
  readonly again: Again
}

/** What breaks a law on an instance, after others; undefined where it is not broken there, or already before. */
export type Ask<I> = (before: readonly I[], instance: I) => Promise<Breach | undefined>

/** What is asked for `alone`: the law by itself; for `among`: with all that are tried. */
export const asking =
  <I, T>(subject: Subject<I, T>, law: Law<T>, kind: Again['kind']): Ask<I> =>
  async (before, instance) => {
    const laws = kind === 'among' ? subject.laws : [law]
    const tally = (await runThrough(subject, laws, [...before, instance])).get(law)
    return tally?.found === before.length + 1 ? tally.breach : undefined
  }

type Test<I> = (instance: I) => Promise<boolean>

/** The least instance that passes a test, beginning with one that chance gave, or with the first that does. */
const shrunk = async <I, T>(
  subject: Subject<I, T>,
  test: Test<I>,
  from: { readonly seed: number; readonly path?: Path; readonly numRuns?: number; readonly endOnFailure?: boolean },
): Promise<At<I> | undefined> => {
  const property = fc.asyncProperty(subject.instances, async (instance) => !(await test(instance)))
  const { failed, counterexample, counterexamplePath } = await fc.check(property, from)
  return failed && counterexample !== null
    ? atOf(subject, counterexample, { parts: [{ path: counterexamplePath ?? '' }] })
    : undefined
}

/** The same with lesser values in the rows that are left. */
const lesser = async <I, T>(subject: Subject<I, T>, seed: number, found: At<I>, test: Test<I>): Promise<At<I>> => {
  let least = found
  for (const [i, part] of found.way.parts.entries()) {
    const { given, way } = least
    const having = (one: I, path: Path): At<I> =>
      atOf(subject, given.with(i, one), { ...way, parts: way.parts.with(i, { ...part, path }) })
    const some = await shrunk(subject, (one) => test(having(one, part.path).instance), { seed, path: part.path })
    if (some !== undefined) least = having(some.instance, some.way.parts[0]?.path as Path)
  }
  return least
}

/** The same with as few rows as will do, and values that are no greater than they must be. */
const least = async <I, T>(subject: Subject<I, T>, seed: number, found: At<I>, test: Test<I>): Promise<At<I>> => {
  const some = await fewestRows(subject, found, test)
  return some === found ? found : lesser(subject, seed, some, test)
}

/** The instance to which a way leads; undefined if it leads to none: rows are made in another way since. */
export const instanceAt = async <I, T>(subject: Subject<I, T>, seed: number, way: Way): Promise<At<I> | undefined> => {
  const given: I[] = []
  try {
    for (const { path } of way.parts) {
      const found = await shrunk(subject, async () => true, { seed, path, endOnFailure: true })
      if (found === undefined) return undefined
      given.push(found.instance)
    }
  } catch {
    return undefined
  }
  return atOf(subject, given, way)
}

/** As few of them as will do, in their order: first without half of them, at last without each. */
const fewest = async <A>(all: readonly A[], test: (some: readonly A[]) => Promise<boolean>): Promise<readonly A[]> => {
  let kept = all
  for (let size = Math.max(1, kept.length); size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < kept.length; ) {
      const without = kept.toSpliced(at, size)
      if (await test(without)) kept = without
      else at += size
    }
  return kept
}

/** What has been seen: on which instances, and at which of them the law was broken. */
export interface Seen<I> {
  readonly seed: number
  readonly instances: readonly I[]
  /** Counted from 1. */
  readonly found: number
}

const chanceGave = <I, T>(subject: Subject<I, T>, instance: I, at: number): At<I> =>
  atOf(subject, [instance], { parts: [{ path: `${at}` }] })

/** The aim: more rows than these nobody wants to read. */
export const fewRows = 3
/** So many other instances are looked at where one cannot be made so small. */
const mostOthers = 4

/** The least of instances that broke the law with more rows, where it is small enough. */
const leastOfOthers = async <I, T>(
  subject: Subject<I, T>,
  { seed, instances, found }: Seen<I>,
  test: Test<I>,
): Promise<At<I> | undefined> => {
  let n = 0
  for (const [i, instance] of instances.entries()) {
    if (i + 1 < found || rowsOf(subject, instance).length <= fewRows || !(await test(instance))) continue
    const small = await withAtMost(subject, chanceGave(subject, instance, i), fewRows, test)
    if (small !== undefined) return least(subject, seed, await lesser(subject, seed, small, test), test)
    if (++n > mostOthers) return undefined
  }
  return undefined
}

/** The least of all rows up to those that broke the law, as one instance: where rows that lie far apart do it together. */
const leastTogether = async <I, T>(
  subject: Subject<I, T>,
  { seed, instances, found }: Seen<I>,
  test: Test<I>,
): Promise<At<I> | undefined> => {
  if (subject.rowsIn === undefined || found < 2) return undefined
  const all = instances.slice(0, found).map((instance, i) => chanceGave(subject, instance, i))
  const together = (some: readonly At<I>[]): At<I> =>
    atOf(
      subject,
      some.flatMap(({ given }) => given),
      { parts: some.flatMap(({ way }) => way.parts) },
    )
  const isBroken = async (some: readonly At<I>[]): Promise<boolean> => some.length > 0 && test(together(some).instance)
  if (!(await isBroken(all))) return undefined
  return least(subject, seed, together(await fewest(all, isBroken)), test)
}

/** The least instances in a row at whose end the law is broken. */
const leastAfter = async <I, T>(
  subject: Subject<I, T>,
  law: Law<T>,
  { seed, instances, found }: Seen<I>,
): Promise<Least<I> | undefined> => {
  const alone = (await runThrough(subject, [law], instances)).get(law)?.found
  const kind = alone === undefined ? 'among' : 'alone'
  const ask = asking(subject, law, kind)
  const last = (alone ?? found) - 1
  const all = instances.slice(0, last).map((instance, i) => chanceGave(subject, instance, i))
  const [first] = instances.slice(last) as [I]
  const instancesOf = (some: readonly At<I>[]): readonly I[] => some.map(({ instance }) => instance)
  const isBroken = async (some: readonly At<I>[], instance: I) => (await ask(instancesOf(some), instance)) !== undefined
  if (!(await isBroken(all, first))) return undefined
  let before = await fewest(all, (some) => isBroken(some, first))
  const shrink = async (begun: At<I>, test: Test<I>): Promise<At<I>> => {
    const [{ path }] = begun.way.parts as readonly [Part]
    return least(subject, seed, (await shrunk(subject, test, { seed, path })) ?? begun, test)
  }
  const end = await shrink(chanceGave(subject, first, last), (instance) => isBroken(before, instance))
  for (const [i, one] of before.entries())
    before = before.with(
      i,
      await shrink(one, (instance) => isBroken(before.with(i, { ...one, instance }), end.instance)),
    )
  return {
    before: instancesOf(before),
    instance: end.instance,
    again: { kind, ways: [...before, end].map(({ way }) => way) },
  }
}

/** Whether it matters how often the function was called before, and no other can be made that was not. */
const isSpoilt = <I, T>(subject: Subject<I, T>, law: Law<T>, broken: readonly Law<T>[]): boolean =>
  subject.isShared === true && [law, ...broken].some((one) => one.ofMemory && isPromised(subject, one))

/** The least that breaks a law, of which it is known where it was broken. */
export const leastOf = async <I, T>(
  subject: Subject<I, T>,
  law: Law<T>,
  broken: readonly Law<T>[],
  seen: Seen<I>,
): Promise<Least<I>> => {
  const { seed, instances, found } = seen
  const ask = asking(subject, law, 'alone')
  const test: Test<I> = async (instance) => (await ask([], instance)) !== undefined
  const some =
    (await shrunk(subject, test, { seed, path: `${found - 1}`, numRuns: found })) ??
    (await shrunk(subject, test, { seed, numRuns: instances.length }))
  const small = some && (await least(subject, seed, some, test))
  const alone =
    small === undefined
      ? await leastTogether(subject, seen, test)
      : rowsOf(subject, small.instance).length <= fewRows
        ? small
        : ((await leastOfOthers(subject, seen, test)) ?? small)
  const whole: Again = { kind: 'whole', runs: instances.length }
  if (alone !== undefined)
    return {
      before: [],
      instance: alone.instance,
      again: isSpoilt(subject, law, broken) ? whole : { kind: 'alone', ways: [alone.way] },
    }
  const after = subject.isShared === true ? undefined : await leastAfter(subject, law, seen)
  return after ?? { before: instances.slice(0, found - 1), instance: instances[found - 1] as I, again: whole }
}
