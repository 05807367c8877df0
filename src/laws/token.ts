/**
 * What a failure prints to be shown again: the law, what chance began with, and the ways to the instances to try.
 */
import { FloeError } from '../error/floe-error.ts'
import { printWay, readWay, type Way, wayPattern } from './way.ts'

/**
 * How a failure is shown again. `alone`: the law by itself, on the last instance, after those before it. `among`: the same with all
 * laws. `whole`: all that was done, from the beginning, with so many instances: for what cannot be made afresh.
 */
export type Again =
  | { readonly kind: 'alone' | 'among'; readonly ways: readonly Way[] }
  | { readonly kind: 'whole'; readonly runs: number }

export interface Token {
  readonly id: string
  readonly seed: number
  readonly again: Again
}

/** `S1:7:3:0:1`, `S6:7:2+5:1`, `S6:7:all+0+1+2`, `S6:7:whole25`. */
export const printToken = ({ id, seed, again }: Token): string =>
  `${id}:${seed}:${again.kind === 'whole' ? `whole${again.runs}` : [...(again.kind === 'among' ? ['all'] : []), ...again.ways.map(printWay)].join('+')}`

const pattern = new RegExp(String.raw`^(\w+):(-?\d+):(?:whole(\d+)|(all\+)?(${wayPattern}(?:\+${wayPattern})*))$`)

/** @throws FloeError InvalidArgument for what no failure has printed */
export const readToken = (token: string): Token => {
  const [, id, seed, whole, among, ways] = pattern.exec(token) ?? []
  if (id === undefined || seed === undefined)
    throw new FloeError('InvalidArgument', {
      message: `replay is ${token}, and must be what a failure printed: S1:20261127:0:1`,
    })
  const again: Again =
    ways === undefined
      ? { kind: 'whole', runs: Number(whole) }
      : { kind: among === undefined ? 'alone' : 'among', ways: ways.split('+').map(readWay) }
  return { id, seed: Number(seed), again }
}
