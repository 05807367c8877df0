/** Jobs that say how far they came, as what laws are checked on. */
import * as fc from 'fast-check'
import { printValue } from '../../../data/print-value.ts'
import { givenArbitrary } from '../../arbitrary/given-arbitrary.ts'
import { someRows } from '../../arbitrary/some-rows.ts'
import type { Subject } from '../../subject.ts'
import { offsetBehindRows } from './offset-behind-rows.ts'
import type { JobTrial } from './trial.ts'
import type { Job, JobParts } from './world.ts'

/**
 * What a job is tried on.
 *
 * @example
 * const options: L.JobOptions<number> = { rows: fc.nat(), name: 'nightly' }
 * L.job(async ({ write }) => write([]), options).name // 'nightly'
 */
export interface JobOptions<A> {
  /** Any row that it reads. */
  readonly rows: fc.Arbitrary<A>
  /** As failures name it; without it, the name that the function has. */
  readonly name?: string
}

/**
 * Rows, and how many of them are read at once.
 *
 * @example
 * const instance: L.JobInstance = { rows: [1, 2, 3], size: 2 }
 * L.job(async ({ write }) => write([]), { rows: fc.nat() }).begin().print(instance) // '[1, 2, 3], read 2 at once'
 */
export interface JobInstance {
  readonly rows: readonly unknown[]
  readonly size: number
}

/**
 * A job that reads from a source, writes to a sink, and saves how far it came, so that another process can take up its work:
 * all three are given to it. It is killed after each of its steps and begun again, both where calls that are under way at the
 * same time are done in their order and the other way round.
 *
 * @example
 * const hasty = L.job<number>(
 *   async ({ read, write, load, save }) => {
 *     const { rows, next } = await read(await load())
 *     if (next != null) await save(next)
 *     await write(rows)
 *   },
 *   { rows: fc.nat() },
 * )
 * const { laws } = await L.examine(hasty)
 * laws.map(({ id, verdict }) => `${id} ${verdict}`) // [ 'I6 broken' ]
 */
export const job = <A>(
  f: (parts: JobParts<A>) => unknown,
  { rows, name }: JobOptions<A>,
): Subject<JobInstance, JobTrial> => ({
  kind: 'job',
  name: name ?? (f.name || 'the job'),
  laws: [offsetBehindRows],
  declared: new Set(),
  instances: fc.record({
    rows: someRows(givenArbitrary('job', 'rows', rows)),
    size: fc.integer({ min: 1, max: 4 }),
  }),
  begin: () => ({
    trial: (instance) => ({ job: f as Job, ...instance }),
    print: ({ rows: all, size }) => `${printValue(all, 400)}, read ${size} at once`,
  }),
})
