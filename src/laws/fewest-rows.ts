/**
 * The fewest rows on which a test fails: rows are left out, and as to leave one out moves the place of a cut, too, all small numbers
 * are tried by which a law may choose that. Knows no law.
 */
import { type At, atOf, rowsOf, saltOf } from './at.ts'
import type { Subject } from './subject.ts'
import { look } from './value/look.ts'
import type { Part } from './way.ts'

/** So many instances are tried to find the least. */
const mostTried = 2000

/** A row of a part of what was found. */
interface Cell {
  readonly part: number
  readonly row: number
  readonly looked: string
}

const cellsOf = <I, T>(subject: Subject<I, T>, { given, way }: At<I>): readonly Cell[] =>
  way.parts.flatMap(({ rows }, part) => {
    const all = rowsOf(subject, given[part] as I)
    return (rows ?? all.map((_, row) => row)).flatMap((row) =>
      row < all.length ? [{ part, row, looked: look(all[row]) }] : [],
    )
  })

/** What was found, with some of its rows. */
const having = <I, T>(
  subject: Subject<I, T>,
  { given, way }: At<I>,
  cells: readonly Cell[],
  salt: number | undefined,
): At<I> => {
  const last = given.length - 1
  const parts: { at: number; part: Part }[] = []
  for (const { part: at, row } of cells) {
    const before = parts.at(-1)
    const path = way.parts[at]?.path as string
    if (before?.at === at) before.part = { path, rows: [...(before.part.rows ?? []), row] }
    else parts.push({ at, part: { path, rows: [row] } })
  }
  // All but the rows is of the last.
  if (parts.at(-1)?.at !== last && (parts.length === 0 || given.length > 1))
    parts.push({ at: last, part: { path: way.parts[last]?.path as string, rows: [] } })
  return atOf(
    subject,
    parts.map(({ at }) => given[at] as I),
    { parts: parts.map(({ part }) => part), ...(salt !== undefined && { salt }) },
  )
}

/** All sequences of so many of them. */
function* sequences<A>(all: readonly A[], length: number): Generator<readonly A[]> {
  if (length === 0) yield []
  else for (const before of sequences(all, length - 1)) for (const one of all) yield [...before, one]
}

/** The number that it has, and those that choose any place in so many rows. */
const saltsOf = <I>({ instance, way }: At<I>, length: number): readonly (number | undefined)[] =>
  saltOf(instance) === undefined
    ? [undefined]
    : [...new Set([way.salt, ...Array.from({ length: length + 1 }, (_, n) => n)])]

type Test<I> = (instance: I) => Promise<boolean>

const firstOf = async <I>(all: Iterable<At<I>>, test: Test<I>): Promise<At<I> | undefined> => {
  for (const one of all) if (await test(one.instance)) return one
  return undefined
}

/** The first that fails of all with fewer rows, up to so many, with the fewest first. */
export const withAtMost = async <I, T>(
  subject: Subject<I, T>,
  found: At<I>,
  most: number,
  test: Test<I>,
): Promise<At<I> | undefined> => {
  const cells = cellsOf(subject, found)
  const distinct = cells.filter(({ looked }, i) => cells.findIndex((one) => one.looked === looked) === i)
  function* smaller(): Generator<At<I>> {
    let n = 0
    for (let length = 0; length <= most; length++)
      for (const some of sequences(distinct, length))
        for (const salt of saltsOf(found, length)) {
          if (n++ >= mostTried) return
          yield having(subject, found, some, salt)
        }
  }
  return firstOf(smaller(), test)
}

/** The same without rows that are not needed: one by one, and then any other with fewer. */
export const fewestRows = async <I, T>(subject: Subject<I, T>, found: At<I>, test: Test<I>): Promise<At<I>> => {
  let least = found
  for (let at = rowsOf(subject, found.instance).length - 1; at >= 0; at--) {
    const cells = cellsOf(subject, least).toSpliced(at, 1)
    const tried = saltsOf(least, cells.length).map((salt) => having(subject, least, cells, salt))
    least = (await firstOf(tried, test)) ?? least
  }
  return (await withAtMost(subject, least, rowsOf(subject, least.instance).length - 1, test)) ?? least
}
