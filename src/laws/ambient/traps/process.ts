/** Traps for what belongs to the process: its environment, its directory, its way to the network, its timers. */
import { Socket } from 'node:net'
import { methodTrap, type Trap } from '../trap.ts'
import { current, read, sightOf, type Watch } from '../watch.ts'

/** The zone is read by the traps of dates. */
const isOthers = (name: string | symbol): boolean => typeof name !== 'string' || name === 'TZ'

const writing = (watch: Watch | undefined, env: object, name: string | symbol): void => {
  if (watch === undefined || typeof name !== 'string' || watch.written.has(name)) return
  const sight = sightOf(`process.env.${name} = …`)
  if (sight !== undefined) watch.written.set(name, { before: Reflect.get(env, name) as string | undefined, sight })
}

const envTrap: Trap = {
  object: process,
  key: 'env',
  standIn: (original) =>
    new Proxy(original as NodeJS.ProcessEnv, {
      get: (env, name) => {
        const watch = current()
        if (watch === undefined || isOthers(name) || watch.written.has(String(name))) return Reflect.get(env, name)
        const set = read(watch, 'env', `process.env.${String(name)}`)?.env
        return set === undefined ? Reflect.get(env, name) : (set ?? undefined)
      },
      set: (env, name, value) => {
        writing(current(), env, name)
        return Reflect.set(env, name, value)
      },
      defineProperty: (env, name, property) => {
        writing(current(), env, name)
        return Reflect.defineProperty(env, name, property)
      },
      deleteProperty: (env, name) => {
        writing(current(), env, name)
        return Reflect.deleteProperty(env, name)
      },
    }),
}

const realFetch: unknown = globalThis.fetch

const unreachable = (): Promise<never> => {
  const failed = Promise.reject(new TypeError('fetch failed'))
  // It may be that nobody waits for it.
  failed.catch(() => undefined)
  return failed
}

const networkTraps: readonly Trap[] = [
  ...methodTrap(globalThis, 'fetch', (watch, original, self, args) =>
    // What somebody has put in its place asks no network.
    original === realFetch && read(watch, 'network', 'fetch()')?.network === 'down'
      ? unreachable()
      : Reflect.apply(original, self, args),
  ),
  // All of http, https, tls and net comes by here.
  ...methodTrap(Socket.prototype, 'connect', (watch, original, self, args) =>
    read(watch, 'network', 'a connection')?.network === 'down'
      ? (self as Socket).destroy(new Error('the network is down'))
      : Reflect.apply(original, self, args),
  ),
]

const starting = (key: 'setTimeout' | 'setInterval' | 'setImmediate'): readonly Trap[] =>
  methodTrap(globalThis, key, (watch, original, self, [callback, ...rest]) => {
    const sight = sightOf(`${key}()`)
    if (watch.timing !== undefined && sight !== undefined && typeof callback === 'function') {
      const [delay, args] = key === 'setImmediate' ? [0, rest] : [Number(rest[0]) || 0, rest.slice(1)]
      return watch.timing.start(() => Reflect.apply(callback, undefined, args), delay, key === 'setInterval')
    }
    if (sight === undefined || typeof callback !== 'function') return Reflect.apply(original, self, [callback, ...rest])
    const ending = (...args: readonly unknown[]): unknown => {
      if (key !== 'setInterval') watch.timers.delete(timer)
      return Reflect.apply(callback, undefined, args)
    }
    const timer: unknown = Reflect.apply(original, self, [ending, ...rest])
    watch.timers.set(timer, sight)
    return timer
  })

const ending = (key: 'clearTimeout' | 'clearInterval' | 'clearImmediate'): readonly Trap[] =>
  methodTrap(globalThis, key, (watch, original, self, args) => {
    const [timer] = args
    watch.timing?.stop(timer)
    for (const one of watch.timers.keys()) if (one === timer || `${one}` === `${timer}`) watch.timers.delete(one)
    return Reflect.apply(original, self, args)
  })

export const processTraps: readonly Trap[] = [
  envTrap,
  ...methodTrap(
    process,
    'cwd',
    (watch, original, self) => read(watch, 'cwd', 'process.cwd()')?.cwd ?? Reflect.apply(original, self, []),
  ),
  ...networkTraps,
  ...starting('setTimeout'),
  ...starting('setInterval'),
  ...starting('setImmediate'),
  ...ending('clearTimeout'),
  ...ending('clearInterval'),
  ...ending('clearImmediate'),
]
