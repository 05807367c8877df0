/** What chance shrinks to may still have rows that show nothing: they are taken out. */
import type { Instance } from './pair.ts'

/** The instance without rows that it does not take, first in large pieces. O(n log n) trials, for few that are left. */
export const withoutRows = async (
  instance: Instance,
  shows: (instance: Instance) => Promise<boolean>,
): Promise<Instance> => {
  let least = instance
  for (const i of instance.keys())
    for (let size = least[i]?.length ?? 0; size >= 1; size = Math.floor(size / 2))
      for (let at = (least[i]?.length ?? 0) - size; at > -size; at -= size) {
        const from = Math.max(0, at)
        const fewer = least.map((rows, k) => (k === i ? rows.toSpliced(from, at + size - from) : rows))
        if (await shows(fewer)) least = fewer
      }
  return least
}
