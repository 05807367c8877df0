/**
 * The kinds that take rows one by one, whatever rows come before and after: what such a stage makes of a row depends on that row
 * alone.
 */
import type { Kind } from './node.ts'

const kinds: ReadonlySet<Kind> = new Set<Kind>([
  'map',
  'filter',
  'flatMap',
  'filterMap',
  'mapAsync',
  'update',
  'decode',
  'select',
  'omit',
  'rename',
  'unpivot',
  'derive',
  'validate',
  'separate',
  'tap',
  'sample',
])

export const isRowWise = (kind: Kind): boolean => kinds.has(kind)
