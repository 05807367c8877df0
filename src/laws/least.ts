/**
 * The least that breaks a law: one instance alone, or after others where the function must remember them for it.
 */
import * as fc from 'fast-check'
import type { Breach, Law } from './law.ts'
import { isPromised, runThrough } from './run-through.ts'
import type { Subject } from './subject.ts'
import type { Again, Path } from './token.ts'
import { rowsIn, withoutRow } from './without-row.ts'

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

interface At<I> {
  readonly instance: I
  readonly path: Path
}

type Test<I> = (instance: I) => Promise<boolean>

/** The least instance that passes a test, beginning with one that chance gave, or with the first that does. */
const shrunk = async <I, T>(
  { instances }: Subject<I, T>,
  test: Test<I>,
  from: { readonly seed: number; readonly path?: string; readonly numRuns?: number; readonly endOnFailure?: boolean },
): Promise<At<I> | undefined> => {
  const property = fc.asyncProperty(instances, async (instance) => !(await test(instance)))
  const { failed, counterexample, counterexamplePath } = await fc.check(property, from)
  return failed && counterexample !== null ? { instance: counterexample[0], path: counterexamplePath ?? '' } : undefined
}

/** The same without rows that are not needed. */
const withoutRows = async <I, T>(subject: Subject<I, T>, found: At<I>, test: Test<I>): Promise<At<I>> => {
  let { instance, path } = found
  for (let at = rowsIn(subject, instance) - 1; at >= 0; at--) {
    const less = withoutRow(subject, instance, at)
    if (await test(less)) [instance, path] = [less, `${path}~${at}`]
  }
  return { instance, path }
}

/** The instance to which a way leads; undefined if it leads to none: rows are made in another way since. */
export const instanceAt = async <I, T>(subject: Subject<I, T>, seed: number, way: Path): Promise<I | undefined> => {
  const [path = '', ...left] = way.split('~')
  try {
    const found = await shrunk(subject, async () => true, { seed, path, endOnFailure: true })
    return found && left.reduce((instance, at) => withoutRow(subject, instance, Number(at)), found.instance)
  } catch {
    return undefined
  }
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
  const all = instances.slice(0, last).map((instance, i): At<I> => ({ instance, path: `${i}` }))
  const [first] = instances.slice(last) as [I]
  const instancesOf = (some: readonly At<I>[]): readonly I[] => some.map(({ instance }) => instance)
  const isBroken = async (some: readonly At<I>[], instance: I) => (await ask(instancesOf(some), instance)) !== undefined
  if (!(await isBroken(all, first))) return undefined
  let before = await fewest(all, (some) => isBroken(some, first))
  const begun: At<I> = { instance: first, path: `${last}` }
  const isEnd: Test<I> = (instance) => isBroken(before, instance)
  const end = await withoutRows(subject, (await shrunk(subject, isEnd, { seed, path: begun.path })) ?? begun, isEnd)
  for (const [i, { path }] of before.entries()) {
    const test: Test<I> = (instance) => isBroken(before.with(i, { instance, path }), end.instance)
    const least = (await shrunk(subject, test, { seed, path })) ?? (before[i] as At<I>)
    before = before.with(i, await withoutRows(subject, least, test))
  }
  return {
    before: instancesOf(before),
    instance: end.instance,
    again: { kind, paths: [...before, end].map(({ path }) => path) },
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
  const alone = some && (await withoutRows(subject, some, test))
  const whole: Again = { kind: 'whole', runs: instances.length }
  if (alone !== undefined)
    return {
      before: [],
      instance: alone.instance,
      again: isSpoilt(subject, law, broken) ? whole : { kind: 'alone', paths: [alone.path] },
    }
  const after = subject.isShared === true ? undefined : await leastAfter(subject, law, seen)
  return after ?? { before: instances.slice(0, found - 1), instance: instances[found - 1] as I, again: whole }
}
