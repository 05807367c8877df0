/**
 * The sources of a plan as ones that give their rows in batches of a size, some of them as rows that could not be read; as
 * whole rows only, or as columns too, which they use again for the next batch, as they may. They can be cut into parts.
 */
import * as S from '../../src/data/schema.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import type { Node } from '../../src/plan/node.ts'
import type { Batch, Column, Columns, Scan, Source } from '../../src/plan/source.ts'
import { mapInputs } from '../../src/plan/tree.ts'

export interface Batches {
  /** Rows of a batch. */
  readonly size: number
  /** Which rows cannot be read: the bits of a number, over and over. */
  readonly bad: number
  readonly asColumns: boolean
  /** Sees every scan that rows are read from. */
  readonly onScan?: () => void
}

type Fields = Readonly<Record<string, unknown>>

const ofValues = (values: readonly unknown[]): S.Schema =>
  [S.number, S.string].find((one) => values.every((value) => S.conforms(one, value))) ?? S.unknown

/** What rows have in common, if they are objects. */
const schemaOfRows = (rows: readonly unknown[]): S.Schema => {
  const objects = rows.filter((row): row is Fields => Object.prototype.toString.call(row) === '[object Object]')
  if (rows.length === 0 || objects.length < rows.length) return S.unknown
  const names = [...new Set(objects.flatMap((row) => Object.keys(row)))]
  return S.record(
    names.map((name) => {
      const schema = ofValues(objects.map((row) => row[name]))
      return objects.every((row) => Object.hasOwn(row, name)) ? S.field(name, schema) : S.optionalField(name, schema)
    }),
  )
}

const kindOf = (schema: S.Schema): Column['kind'] =>
  schema.kind === 'number' ? 'numbers' : schema.kind === 'string' ? 'texts' : 'values'

/** A column that is the same object for all batches, and what puts others in it. */
const columnOf = (kind: Column['kind'], size: number): readonly [Column, (values: readonly unknown[]) => unknown] => {
  switch (kind) {
    case 'numbers': {
      const values = new Float64Array(size)
      return [{ kind, values }, (given) => values.set(given.map((value) => (typeof value === 'number' ? value : 7)))]
    }
    case 'values': {
      const values: unknown[] = []
      return [{ kind, values }, (given) => values.splice(0, values.length, ...given)]
    }
    case 'texts': {
      let texts: readonly unknown[] = []
      const put = (given: readonly unknown[]): void => {
        texts = given
      }
      return [{ kind, at: (i) => texts[i] as string }, put]
    }
    default:
      return kind satisfies never
  }
}

/** What reads some rows, of which the first is one of so many; they are numbered by themselves. */
const reading = (
  { rows: all, from, schema }: { readonly rows: readonly unknown[]; readonly from: number; readonly schema: S.Schema },
  { size, bad, asColumns, onScan }: Batches,
): Pick<Source, 'open' | 'scan'> => {
  const where = (i: number) => ({ source: 'batches', row: i + 1 })
  const isBad = (i: number): boolean => ((bad >> ((from + i) % 30)) & 1) === 1
  const error = (i: number) => new FloeError('InvalidRow', { message: 'no row', place: where(i) })
  /** What is the same of a batch however it comes, and the rows of it that can be read. */
  function* batches(): Generator<Omit<Batch, 'rows'> & { readonly rows: readonly unknown[] }> {
    for (let start = 0; start < all.length; start += size) {
      const rows = all.slice(start, start + size)
      const errors = rows.flatMap((_, i) => (isBad(start + i) ? [[i, error(start + i)] as const] : []))
      yield {
        rows: rows.map((row, i) => (isBad(start + i) ? undefined : row)),
        errors: new Map(errors),
        where: (i) => where(start + i),
        bytes: 0,
      }
    }
  }
  const scan = (names: readonly string[]): Scan | undefined => {
    const fields = schema.kind === 'record' ? schema.fields : []
    const asked = names.flatMap((name) => fields.filter((field) => field.name === name && !field.optional))
    if (schema.kind !== 'record' || asked.length < names.length) return undefined
    const kinds = asked.map((field) => kindOf(field.schema))
    return {
      kinds,
      open: async function* (): AsyncGenerator<Columns> {
        onScan?.()
        const columns = kinds.map((kind) => columnOf(kind, Math.min(size, all.length)))
        for (const { rows, ...batch } of batches()) {
          for (const [at, [, put]] of columns.entries())
            put(rows.map((row) => (row as Fields | undefined)?.[names[at] as string]))
          yield { ...batch, length: rows.length, columns: columns.map(([column]) => column) }
        }
      },
    }
  }
  return {
    open: async function* () {
      yield* batches()
    },
    ...(asColumns ? { scan } : {}),
  }
}

const inBatches = (source: Source, batches: Batches): Source => {
  const rows = [...(source.held ?? [])]
  const schema = schemaOfRows(rows)
  return Object.freeze({
    format: 'batches',
    name: '',
    details: '',
    schema,
    ...reading({ rows, from: 0, schema }, batches),
    parts: {
      cut: async function* ({ rows: size }) {
        for (let from = 0; from < rows.length; from += size)
          yield { name: 'batches', from, to: Math.min(from + size, rows.length) }
      },
      of: ({ from, to }) => reading({ rows: rows.slice(from, to), from, schema }, batches),
    },
    size: async () => ({ rows: rows.length }),
  } satisfies Source)
}

/** The plan over such sources; what was one node, or one source, is one afterwards. */
export const withBatches = (plan: Node, batches: Batches): Node => {
  const sources = new Map<Source, Source>()
  const nodes = new Map<Node, Node>()
  const visit = (node: Node): Node => {
    const made = nodes.get(node) ?? remade(node)
    nodes.set(node, made)
    return made
  }
  const remade = (node: Node): Node => {
    if (node.kind !== 'source') return mapInputs(node, visit)
    const source = sources.get(node.source) ?? inBatches(node.source, batches)
    sources.set(node.source, source)
    return Object.freeze({ ...node, source })
  }
  return visit(plan)
}
