/**
 * Sources in parts as small as is wanted, whatever size is asked for: so that little data makes many parts.
 */
import * as F from 'floe'

export interface InParts<A> {
  readonly rows: readonly A[]
  /** How many rows a part has. */
  readonly size: number
  /** Of these rows, by index, each is an error. */
  readonly errors?: readonly number[]
  readonly name?: string
  readonly version?: string | undefined
  readonly isBag?: boolean
}

export const inParts = <A>({ rows, size, errors = [], name = 'small parts', ...more }: InParts<A>): F.Sequence<A> => {
  const between = (from: number, to: number, before: number): Pick<F.Source, 'open'> => ({
    open: async function* () {
      const where = (i: number): F.Where => ({ source: name, row: i + from - before + 1 })
      const bad = errors.filter((at) => at >= from && at < to).map((at) => at - from)
      yield {
        rows: rows.slice(from, to).map((row, i) => (bad.includes(i) ? undefined : row)),
        errors: new Map(
          bad.map((i) => [
            i,
            new F.FloeError('InvalidRow', { message: 'it is not right', place: where(i) }) as F.RunError,
          ]),
        ),
        where,
        bytes: to - from,
      }
    },
  })
  return F.fromSource<A>({
    format: 'parts',
    name,
    details: '',
    schema: { kind: 'unknown' },
    ...(more.isBag === true ? { order: 'bag' } : {}),
    size: async () => ({ rows: rows.length, bytes: rows.length }),
    version: async () => ('version' in more ? more.version : 'one'),
    ...between(0, rows.length, 0),
    parts: {
      cut: async function* () {
        for (let from = 0; from < rows.length; from += size)
          yield { name, from, to: Math.min(from + size, rows.length) }
      },
      of: ({ from, to }) => between(from, to, from),
    },
  })
}
