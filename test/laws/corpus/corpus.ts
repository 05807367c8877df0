/** All of the corpus. */
import { aliasing } from './aliasing.ts'
import { arity } from './arity.ts'
import { batches } from './batches.ts'
import { chance } from './chance.ts'
import type { Entry } from './entry.ts'
import { errors } from './errors.ts'
import { history } from './history.ts'
import { lawfulCaches } from './lawful-caches.ts'
import { lawfulCopies } from './lawful-copies.ts'
import { lawfulOrder } from './lawful-order.ts'
import { layout } from './layout.ts'
import { mutation } from './mutation.ts'
import { order } from './order.ts'

/** What people met, and reported. */
export const buggy: readonly Entry[] = [
  ...mutation,
  ...aliasing,
  ...history,
  ...chance,
  ...order,
  ...batches,
  ...layout,
  ...arity,
  ...errors,
]

/** What looks as if it broke a law, and breaks none. */
export const lawful: readonly Entry[] = [...lawfulCopies, ...lawfulCaches, ...lawfulOrder]
