/**
 * A module that is loaded when it is first wanted, and asked for once: where a loader is registered, such as tsx, to ask again
 * is to wait for another thread each time.
 */
export const loadedOnce = <M>(load: () => Promise<M>): (() => Promise<M>) => {
  let loaded: Promise<M> | undefined
  return () => {
    loaded ??= load()
    return loaded
  }
}
