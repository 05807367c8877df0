/** A job that is tried on some rows, which come in pages of a size. */
import type { Job } from './world.ts'

export interface JobTrial {
  readonly job: Job
  readonly rows: readonly unknown[]
  readonly size: number
}
