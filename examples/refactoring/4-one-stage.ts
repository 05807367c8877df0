/** The same as a pipeline of one stage, which is the old function: so there is something to compare. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { report } from './3-no-clock.ts'
import { days, now } from './days.ts'

export const months = F.pipe(
  days,
  F.aggregate({ all: A.toList() }),
  F.flatMap(({ all }, p) => report([...all], p.now), { now }),
)
