/**
 * Hearing of a signal. However many hear of one, it has one listener, since Node warns of more than ten.
 */
interface Ear {
  readonly all: Set<() => void>
  readonly tell: () => void
}

const ears = new WeakMap<AbortSignal, Ear>()

const earOf = (signal: AbortSignal): Ear => {
  const known = ears.get(signal)
  if (known !== undefined) return known
  const all = new Set<() => void>()
  // Who is told may call off others that would be told after it.
  const tell = (): void => {
    ears.delete(signal)
    for (const f of all) f()
  }
  const ear = { all, tell }
  ears.set(signal, ear)
  signal.addEventListener('abort', tell, { once: true })
  return ear
}

/** Calls a function when a signal, which is not aborted yet, is aborted; unless what this gives is called before. */
export const whenAborted = (signal: AbortSignal | undefined, f: () => void): (() => void) => {
  if (signal === undefined) return () => undefined
  const ear = earOf(signal)
  ear.all.add(f)
  return () => {
    if (!ear.all.delete(f) || ear.all.size > 0 || ears.get(signal) !== ear) return
    ears.delete(signal)
    signal.removeEventListener('abort', ear.tell)
  }
}
