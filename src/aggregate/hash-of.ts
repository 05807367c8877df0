import { fingerprint } from '../data/fingerprint.ts'
import { keyOf } from '../data/key.ts'
import { hashFrom } from './hyper-log-log.ts'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const sixOf = new Uint8Array(128)
for (let i = 0; i < digits.length; i++) sixOf[digits.charCodeAt(i)] = i

const six = (print: string, at: number): number => sixOf[print.charCodeAt(at)] as number

const four = (print: string, at: number): number =>
  (six(print, at) << 18) | (six(print, at + 1) << 12) | (six(print, at + 2) << 6) | six(print, at + 3)

/**
 * 48 bits of the fingerprint of a value as a key: equal for values that are the same key, and the same everywhere.
 *
 * @throws FloeError NotARow for what can be no row
 */
export const hashOf = (value: unknown): number => {
  const print = fingerprint(keyOf(value))
  return hashFrom(four(print, 0), four(print, 4))
}
