/**
 * How far a run has come: counts of its stages against what its sources say of their size.
 */
import type { Source } from '../plan/source.ts'
import { callback } from './callback.ts'
import type { Progress } from './options.ts'
import type { Stage } from './stage.ts'

type Size = { readonly rows?: number; readonly bytes?: number }

const total = (sizes: readonly (number | undefined)[]): number | undefined =>
  sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0)

const sizeOf = async (source: Source): Promise<Size> => {
  try {
    return await source.size()
  } catch {
    return {}
  }
}

/** What is known of the work ahead; a source that cannot say, or is missing, is found out about when it is opened. */
const totals = async (stages: readonly Stage[]): Promise<Pick<Progress, 'totalRows' | 'totalBytes'>> => {
  const sizes = await Promise.all(
    stages.flatMap(({ node }): Promise<Size>[] => (node.kind === 'source' ? [sizeOf(node.source)] : [])),
  )
  const rows = total(sizes.map((size) => size.rows))
  const bytes = total(sizes.map((size) => size.bytes))
  return { ...(rows === undefined ? {} : { totalRows: rows }), ...(bytes === undefined ? {} : { totalBytes: bytes }) }
}

/** A function that tells how far the stages have come, to be called while they work. */
export const progressOf = async (
  stages: readonly Stage[],
  onProgress: ((progress: Progress) => void) | undefined,
): Promise<() => void> => {
  if (onProgress === undefined) return () => {}
  const known = await totals(stages)
  const report = callback('onProgress', onProgress)
  return () => {
    let rows = 0
    let bytes = 0
    for (const stage of stages) {
      if (stage.node.kind === 'source') rows += stage.rowsIn
      bytes += stage.bytes
    }
    report({ rows, bytes, ...known })
  }
}
