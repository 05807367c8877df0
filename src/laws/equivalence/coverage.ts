/**
 * What instances covered: an equivalence that was tried on rows without ties, nulls or failures says nothing about those.
 */
import { conforms, printSchema, type Schema } from '../../data/schema.ts'
import type { Outcome } from './outcome.ts'
import { printOf } from './relation.ts'

/**
 * What was tried: how many instances, of how many rows, what was among them, and what was not.
 *
 * @example
 * const isThin = ({ gaveRows, unseen, silent }: L.Coverage) => gaveRows === 0 || unseen.length + silent.length > 0
 * const flights = F.pipe(F.rows([{ delay: 4 }, { delay: 20 }]), F.decode(t.type({ delay: t.number })))
 * const { tried } = await L.equivalent(flights, F.pipe(flights, F.filter((f) => f.delay === f.delay + 0)))
 * isThin(tried) // false
 */
export interface Coverage {
  readonly instances: number
  readonly rows: number
  /** Instances without rows, with rows that are equal, with nulls in them. */
  readonly empty: number
  readonly ties: number
  readonly nulls: number
  /** Instances of which a side gave rows, and on which something failed. */
  readonly gaveRows: number
  readonly failed: number
  /** Kinds of values that fields may have and never had: `delay: null`. */
  readonly unseen: readonly string[]
  /** Stages that never gave a row. */
  readonly silent: readonly string[]
}

type Instance = readonly (readonly unknown[])[]

interface Branch {
  readonly name: string
  readonly isTaken: (row: unknown) => boolean
}

const mostBranches = 60

const fieldOf = (row: unknown, name: string): unknown =>
  typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined

/** The ways in which rows of a schema may be. */
const branchesOf = (schema: Schema, path: string, of: (row: unknown) => unknown): readonly Branch[] => {
  if (schema.kind === 'union')
    return schema.members.map((member) => ({
      name: `${path}: ${printSchema(member)}`,
      isTaken: (row) => conforms(member, of(row)),
    }))
  if (schema.kind !== 'record') return []
  return schema.fields.flatMap(({ name, schema: field, optional }) => [
    ...(optional
      ? [
          {
            name: `${path === '' ? '' : `${path}.`}${name}: absent`,
            isTaken: (row: unknown) => fieldOf(of(row), name) === undefined,
          },
        ]
      : []),
    ...branchesOf(field, path === '' ? name : `${path}.${name}`, (row) => fieldOf(of(row), name)),
  ])
}

const isNothing = (value: unknown): boolean => value === null || value === undefined

const hasNull = (row: unknown): boolean =>
  isNothing(row) || (typeof row === 'object' && row !== null && Object.values(row).some(isNothing))

export interface Covering {
  readonly add: (instance: Instance, outcomes: readonly Outcome[]) => void
  readonly coverage: () => Coverage
}

/** Counts what instances over rows of these schemas cover. */
export const covering = (schemas: readonly Schema[]): Covering => {
  const branches = schemas.map((schema) => branchesOf(schema, '', (row) => row).slice(0, mostBranches))
  const taken = new Set<Branch>()
  const counts = { instances: 0, rows: 0, empty: 0, ties: 0, nulls: 0, gaveRows: 0, failed: 0 }
  const speaking = new Map<string, boolean>()
  return {
    add: (instance, outcomes) => {
      const rows = instance.flat()
      counts.instances++
      counts.rows += rows.length
      if (rows.length === 0) counts.empty++
      if (instance.some((one) => new Set(one.map(printOf)).size < one.length)) counts.ties++
      if (rows.some(hasNull)) counts.nulls++
      if (outcomes.some((one) => one.rows.length > 0)) counts.gaveRows++
      if (outcomes.some((one) => one.errors.length > 0)) counts.failed++
      for (const [i, all] of branches.entries())
        for (const branch of all) if (!taken.has(branch) && instance[i]?.some(branch.isTaken)) taken.add(branch)
      for (const { stages } of outcomes)
        for (const { text, rowsOut } of stages) speaking.set(text, rowsOut > 0 || speaking.get(text) === true)
    },
    coverage: () => ({
      ...counts,
      unseen: branches.flat().flatMap((branch) => (taken.has(branch) ? [] : branch.name)),
      silent: [...speaking].flatMap(([text, speaks]) => (speaks ? [] : text)),
    }),
  }
}
