/**
 * What comes of some rows in a side: of a plan by the reference engine, of a plain function by calling it. Nothing is thrown:
 * what goes wrong is a part of the outcome.
 */
import { reference } from '../../engine/reference/engine.ts'
import { run } from '../../engine/run.ts'
import { dataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import { isPlain } from '../arbitrary/is-plain.ts'
import { sourcesOf } from '../pipeline/sources-of.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { type Effects, watched } from './effects.ts'
import { errorLabel } from './error-label.ts'
import type { NameOfSource } from './plan-print.ts'

export interface Outcome {
  readonly rows: readonly unknown[]
  readonly errors: readonly string[]
  /** P3: what it did to the rows that it was given, if it did anything; and what functions did that are there for it. */
  readonly wrote: string | undefined
  readonly effects: Effects
  /** How many rows came out of each stage. */
  readonly stages: readonly { readonly text: string; readonly rowsOut: number }[]
}

const noEffects: Effects = new Map()

/** What was done to the first row that is another one now. */
const writtenIn = (given: readonly unknown[], now: readonly unknown[], path: string): string | undefined => {
  const wrote = look(given) === look(now) ? undefined : difference(given, now, path)
  return wrote && `${wrote.path}: ${wrote.before} became ${wrote.after}`
}

/** What comes of a plan whose sources hold their rows, which nobody else has. */
export const outcomeOfPlan = async (given: Node, nameOf: NameOfSource): Promise<Outcome> => {
  const { plan, effects } = watched(given)
  const held = sourcesOf(plan).map(({ name, held: rows }) => ({ name: nameOf(name), rows: [...(rows ?? [])] }))
  const before = held.map(({ rows }) => copyOf(rows))
  const result = await run(dataset<unknown, 'bag'>(plan), { engine: reference, onError: 'reject' })()
  const [wrote] = held.flatMap(({ name, rows }, i) => {
    const path = held.length === 1 || name === '' ? 'rows' : `${name} rows`
    return writtenIn(before[i] ?? [], rows, path) ?? []
  })
  if (result._tag === 'Left')
    return { rows: [], errors: [errorLabel(result.left, nameOf)], wrote, effects: effects(), stages: [] }
  const { rows, rejects, report } = result.right
  return {
    rows: rows.toArray(),
    errors: rejects.toArray().map((error) => errorLabel(error, nameOf)),
    wrote,
    effects: effects(),
    stages: report.stages.map(({ text, rowsOut }) => ({ text, rowsOut })),
  }
}

/** What a function of the user's takes: one row, or an array of all. */
export type Takes = 'row' | 'rows'

/** The column in which the number of a row stands. */
export const placeColumn = '#'

const placed = (place: number, given: unknown): unknown =>
  isPlain(given) ? { [placeColumn]: place, ...given } : { [placeColumn]: place, value: given }

type Plain = (given: unknown) => unknown

const attempt = async (f: () => unknown): Promise<{ readonly given: unknown } | { readonly error: string }> => {
  try {
    return { given: await f() }
  } catch (thrown) {
    return { error: errorLabel(thrown) }
  }
}

const rowsOfResult = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : [given])

/** What comes of a plain function. It gets copies that nobody else has. */
export const outcomeOfFunction = async (f: Plain, takes: Takes, rows: readonly unknown[]): Promise<Outcome> => {
  const live = copyOf(rows)
  const results: unknown[] = []
  const errors: string[] = []
  if (takes === 'rows') {
    const result = await attempt(() => f(live))
    if ('error' in result) errors.push(result.error)
    // It may give what it was given, and go on writing to it.
    else results.push(...copyOf(rowsOfResult(result.given)))
  } else
    for (const [i, row] of live.entries()) {
      const result = await attempt(() => f(row))
      if ('error' in result) errors.push(`${result.error} at rows[${i}]`)
      else results.push(copyOf(placed(i, result.given)))
    }
  return { rows: results, errors, wrote: writtenIn(rows, live, 'rows'), effects: noEffects, stages: [] }
}
