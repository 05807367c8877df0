/** All of the corpus. */
import { aggregates } from './aggregates.ts'
import { aliasing } from './aliasing.ts'
import { ambient } from './ambient.ts'
import { arity } from './arity.ts'
import { batches } from './batches.ts'
import { chance } from './chance.ts'
import { clock } from './clock.ts'
import { codecs } from './codecs.ts'
import { comparators } from './comparators.ts'
import type { Entry } from './entry.ts'
import { errors } from './errors.ts'
import { history } from './history.ts'
import { lawfulAggregates } from './lawful-aggregates.ts'
import { lawfulCaches } from './lawful-caches.ts'
import { lawfulCodecs } from './lawful-codecs.ts'
import { lawfulCopies } from './lawful-copies.ts'
import { lawfulOrder } from './lawful-order.ts'
import { lawfulOthers } from './lawful-others.ts'
import { lawfulWorld } from './lawful-world.ts'
import { layout } from './layout.ts'
import { locale } from './locale.ts'
import { mutation } from './mutation.ts'
import { order } from './order.ts'
import { tasks } from './tasks.ts'

/** What people met, and reported. */
export const buggy: readonly Entry[] = [
  ...mutation,
  ...aliasing,
  ...history,
  ...chance,
  ...clock,
  ...locale,
  ...ambient,
  ...order,
  ...batches,
  ...layout,
  ...arity,
  ...errors,
  ...aggregates,
  ...codecs,
  ...comparators,
  ...tasks,
]

/** What looks as if it broke a law, and breaks none. */
export const lawful: readonly Entry[] = [
  ...lawfulCopies,
  ...lawfulCaches,
  ...lawfulOrder,
  ...lawfulWorld,
  ...lawfulAggregates,
  ...lawfulCodecs,
  ...lawfulOthers,
]
