/** What keeps a process from ending: files, connections, workers that are open. Timers are of the traps. */

/** Kinds that only the function can have opened: printing opens some, too. */
const opened =
  /^(FSEventWrap|FSReqCallback|FSReqPromise|FileHandle\w*|StatWatcher|TCP\w+|TLSWrap|UDP\w+|GetAddrInfoReqWrap|Worker|ProcessWrap|MessagePort)$/

const countsOf = (kinds: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const kind of kinds) if (opened.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** What is open now; `since` tells what was opened since then. */
export const handles = (): { readonly since: () => readonly string[] } => {
  const before = process.getActiveResourcesInfo()
  return {
    since: () => {
      const after = process.getActiveResourcesInfo()
      if (after.length === before.length && after.every((kind, i) => kind === before[i])) return []
      const counts = countsOf(before)
      return [...countsOf(after)].flatMap(([kind, count]) => (count > (counts.get(kind) ?? 0) ? [kind] : []))
    },
  }
}
