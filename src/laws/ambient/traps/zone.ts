/** Traps for what dates say in the zone that they are in, and for how they are made of it. */
import { methodTrap, type Plain, type Trap } from '../trap.ts'
import { current, read, type Watch } from '../watch.ts'
import { fromLocal, offsetAt, printZoned } from '../zoned-time.ts'
import { clockOf } from './clock.ts'

/** The zone to pretend; undefined where the process is in the zone that is wanted. */
const zoneOf = (watch: Watch, how: string): string | undefined => {
  const zone = read(watch, 'zone', how)?.zone
  return watch.isZoneReal ? undefined : zone
}

// As they are before any trap is put in.
const { getTime, setTime, getFullYear, getMonth, getDate, getHours, getMinutes, getSeconds } = Date.prototype
const timeOf = (self: unknown): number => Reflect.apply(getTime, self, [])

const zoned = (
  name: string,
  answer: (zone: string, time: number, args: readonly unknown[], self: unknown) => unknown,
) =>
  methodTrap(Date.prototype, name, (watch, original, self, args) => {
    const zone = zoneOf(watch, `${name}()`)
    const time = timeOf(self)
    return zone === undefined || Number.isNaN(time)
      ? Reflect.apply(original, self, args)
      : answer(zone, time, args, self)
  })

const inUtc = (name: string): string => name.replace(/^[gs]et/, '$&UTC')
const methodOf = (date: Date, name: string): Plain => Reflect.get(date, inUtc(name)) as Plain

const getters = ['getFullYear', 'getMonth', 'getDate', 'getDay', 'getHours', 'getMinutes'].flatMap((name) =>
  zoned(name, (zone, time) => {
    const shifted = new Date(time + offsetAt(zone, time))
    return Reflect.apply(methodOf(shifted, name), shifted, [])
  }),
)

const setters = ['setFullYear', 'setMonth', 'setDate', 'setHours', 'setMinutes'].flatMap((name) =>
  zoned(name, (zone, time, args, self) => {
    const shifted = new Date(time + offsetAt(zone, time))
    Reflect.apply(methodOf(shifted, name), shifted, args)
    return Reflect.apply(setTime, self, [fromLocal(zone, shifted.getTime())])
  }),
)

const printers = [
  ...zoned('toString', (zone, time) => Object.values(printZoned(zone, time)).join(' ')),
  ...zoned('toDateString', (zone, time) => printZoned(zone, time).date),
  ...zoned('toTimeString', (zone, time) => printZoned(zone, time).time),
]

/** Texts that say their zone, and dates alone, which are in UTC. */
const isZoned = (text: string): boolean =>
  /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$/i.test(text.trim()) || /^[+-]?\d{4,6}(?:-\d\d){0,2}$/.test(text.trim())

/** A time that was made of what clocks show here, as if they showed it in the zone. */
const moved = (zone: string | undefined, time: number): number => {
  if (zone === undefined || Number.isNaN(time)) return time
  const here = new Date(time)
  const part = (get: () => number): number => Reflect.apply(get, here, [])
  const local = new Date(0)
  local.setUTCFullYear(part(getFullYear), part(getMonth), part(getDate))
  local.setUTCHours(part(getHours), part(getMinutes), part(getSeconds), here.getMilliseconds())
  return fromLocal(zone, local.getTime())
}

const dateTrap: Trap = {
  object: globalThis,
  key: 'Date',
  standIn: (original) => {
    const real = original as DateConstructor
    const now = (): number => {
      const watch = current()
      return (watch && clockOf(watch, 'Date.now()')) ?? real.now()
    }
    const parse = (text: string): number => {
      const watch = current()
      const time = real.parse(text)
      return watch === undefined || isZoned(`${text}`) ? time : moved(zoneOf(watch, 'Date.parse()'), time)
    }
    const stand: DateConstructor = new Proxy(real, {
      get: (target, name) => (name === 'now' ? now : name === 'parse' ? parse : Reflect.get(target, name)),
      apply: () => new stand().toString(),
      construct: (target, args: readonly unknown[], newTarget) => {
        const watch = current()
        const make = (given: readonly unknown[]): object => Reflect.construct(target, given, newTarget)
        if (watch === undefined) return make(args)
        if (args.length === 0) {
          const clock = clockOf(watch, 'new Date()')
          return make(clock === undefined ? [] : [clock])
        }
        const [first] = args
        const isLocal = args.length > 1 || (typeof first === 'string' && !isZoned(first))
        if (!isLocal) return make(args)
        const how = args.length > 1 ? 'new Date(year, month, …)' : 'new Date(text)'
        const zone = zoneOf(watch, how)
        return zone === undefined ? make(args) : make([moved(zone, timeOf(make(args)))])
      },
    })
    return stand
  },
}

/** Put in after the constructor: dates know by whom they were made. */
const constructorTrap: Trap = {
  object: Date.prototype,
  key: 'constructor',
  standIn: () => globalThis.Date,
}

export const zoneTraps: readonly Trap[] = [
  dateTrap,
  constructorTrap,
  ...getters,
  ...setters,
  ...printers,
  ...zoned('getTimezoneOffset', (zone, time) => -offsetAt(zone, time) / 60_000),
]
