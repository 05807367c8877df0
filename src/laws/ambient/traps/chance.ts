/** Traps for what is drawn by chance. */
import nodeCrypto from 'node:crypto'
import { methodTrap, type Trap } from '../trap.ts'
import { read, type Watch } from '../watch.ts'

/** How many numbers are as the world says. */
const fixed = 8

/** The number of a place in a row of numbers that look as if chance had drawn them (mulberry32). */
const mixed = (n: number): number => {
  const state = Math.imul(n + 1, 0x6d2b79f5)
  const half = Math.imul(state ^ (state >>> 15), 1 | state)
  const whole = (half + Math.imul(half ^ (half >>> 7), 61 | half)) ^ half
  return ((whole ^ (whole >>> 14)) >>> 0) / 4_294_967_296
}

/** The next number from 0 to 1; undefined where chance is as it is. */
const drawn = (watch: Watch, how: string): number | undefined => {
  const chance = read(watch, 'chance', how)?.chance
  if (chance === undefined) return undefined
  const n = watch.draws++
  if (chance === 'any') return mixed(n)
  // Later ones go round the circle by the golden section, so that no loop waits for another number for ever.
  return n < fixed ? chance : (chance + n * 0.618_033_988_749_895) % 1
}

const filled = <A extends ArrayBufferView>(watch: Watch, first: number, array: A): A => {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Math.floor((i < fixed ? first : (first + (watch.draws + i) * 0.618_033_988_749_895) % 1) * 256)
  return array
}

const uuid = (watch: Watch, first: number): string => {
  const hex = Buffer.from(filled(watch, first, new Uint8Array(16))).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

const web: object = Object.getPrototypeOf(globalThis.crypto)

export const chanceTraps: readonly Trap[] = [
  ...methodTrap(
    Math,
    'random',
    (watch, original, self) => drawn(watch, 'Math.random()') ?? Reflect.apply(original, self, []),
  ),
  ...methodTrap(web, 'getRandomValues', (watch, original, self, args) => {
    const first = drawn(watch, 'crypto.getRandomValues()')
    const [array] = args
    return first !== undefined && ArrayBuffer.isView(array)
      ? filled(watch, first, array)
      : Reflect.apply(original, self, args)
  }),
  ...methodTrap(web, 'randomUUID', (watch, original, self, args) => {
    const first = drawn(watch, 'crypto.randomUUID()')
    return first === undefined ? Reflect.apply(original, self, args) : uuid(watch, first)
  }),
]

/** Those of the module `node:crypto`: names that are imported from it are changed only with some effort. */
export const moduleChanceTraps: readonly Trap[] = [
  ...methodTrap(nodeCrypto, 'randomUUID', (watch, original, self, args) => {
    const first = drawn(watch, 'randomUUID()')
    return first === undefined ? Reflect.apply(original, self, args) : uuid(watch, first)
  }),
  ...methodTrap(nodeCrypto, 'randomBytes', (watch, original, self, args) => {
    const first = drawn(watch, 'randomBytes()')
    const [size, callback] = args
    return first === undefined || callback !== undefined
      ? Reflect.apply(original, self, args)
      : filled(watch, first, Buffer.alloc(Number(size)))
  }),
  ...methodTrap(nodeCrypto, 'randomInt', (watch, original, self, args) => {
    const first = drawn(watch, 'randomInt()')
    const bounds = args.filter((one) => typeof one === 'number')
    const [from, to] = bounds.length > 1 ? (bounds as [number, number]) : [0, Number(bounds[0])]
    return first === undefined || typeof args.at(-1) === 'function'
      ? Reflect.apply(original, self, args)
      : from + Math.floor(first * (to - from))
  }),
]
