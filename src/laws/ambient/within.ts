/**
 * Calls under watch: traps are in while the call runs, and out when it is over, whatever came of it.
 */
import { syncBuiltinESMExports } from 'node:module'
import { putIn, type Trap, takeOut } from './trap.ts'
import { chanceTraps, moduleChanceTraps } from './traps/chance.ts'
import { clockTraps } from './traps/clock.ts'
import { localeTraps } from './traps/locale.ts'
import { processTraps } from './traps/process.ts'
import { zoneTraps } from './traps/zone.ts'
import { underWatch, underWatchLater, type Watch } from './watch.ts'

const usual: readonly Trap[] = [...clockTraps, ...chanceTraps, ...zoneTraps, ...localeTraps, ...processTraps]

/** Modules are told of what has changed in what they import, which takes a tenth of a millisecond. */
const withTraps = <A>(isDeep: boolean, run: () => A): A => {
  putIn(usual)
  if (isDeep) {
    putIn(moduleChanceTraps)
    syncBuiltinESMExports()
  }
  return run()
}
const withoutTraps = (isDeep: boolean): void => {
  if (isDeep) {
    takeOut(moduleChanceTraps)
    syncBuiltinESMExports()
  }
  takeOut(usual)
}

let takesEffect: boolean | undefined

const setZone = (zone: string | undefined): void => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
}

/** Runs with the process in another zone, as far as it can be: threads that are not the first have the zone of the first. */
const inZone = <A>(watch: Watch, run: () => A): A => {
  const { zone } = watch.world
  if (zone === undefined || takesEffect === false) return run()
  const before = process.env.TZ
  try {
    setZone('Pacific/Kiritimati')
    takesEffect ??= new Date(0).getTimezoneOffset() === -840
    if (!takesEffect) return run()
    setZone(zone)
    watch.isZoneReal = true
    return run()
  } finally {
    setZone(before)
  }
}

/** A call that ends before it returns: nothing else runs meanwhile. */
export const within = <A>(watch: Watch, isDeep: boolean, call: () => A): A =>
  inZone(watch, () => {
    try {
      return withTraps(isDeep, () => underWatch(watch, call))
    } finally {
      withoutTraps(isDeep)
    }
  })

/** A call that goes on later: the traps are in so long, and tell by whom they are asked. */
export const withinLater = async <A>(watch: Watch, isDeep: boolean, call: () => A | Promise<A>): Promise<A> => {
  try {
    return await withTraps(isDeep, () => underWatchLater(watch, call))
  } finally {
    withoutTraps(isDeep)
  }
}
