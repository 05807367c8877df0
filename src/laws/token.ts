/**
 * What a failure prints to be shown again: the law, what chance began with, and which instances to try, each as the way by
 * which it was shrunk.
 */
import { FloeError } from '../error/floe-error.ts'

/**
 * How a failure is shown again. `alone`: the law by itself, on the last instance, after those before it. `among`: the same with all
 * laws. `whole`: all that was done, from the beginning, with so many instances: for what cannot be made afresh.
 */
export type Again =
  | { readonly kind: 'alone' | 'among'; readonly paths: readonly Path[] }
  | { readonly kind: 'whole'; readonly runs: number }

/** The way by which chance came to an instance, and which of its rows were left out then: `3:0:1~2`. */
export type Path = string

export interface Token {
  readonly id: string
  readonly seed: number
  readonly again: Again
}

/** `S1:7:3:0:1`, `S6:7:2+5:1`, `S6:7:all+0+1+2`, `S6:7:whole25`. */
export const printToken = ({ id, seed, again }: Token): string =>
  `${id}:${seed}:${again.kind === 'whole' ? `whole${again.runs}` : [...(again.kind === 'among' ? ['all'] : []), ...again.paths].join('+')}`

/** @throws FloeError InvalidArgument for what no failure has printed */
export const readToken = (token: string): Token => {
  const [, id, seed, whole, among, paths] =
    /^(\w+):(-?\d+):(?:whole(\d+)|(all\+)?(\d+(?:[:~]\d+)*(?:\+\d+(?:[:~]\d+)*)*))$/.exec(token) ?? []
  if (id === undefined || seed === undefined)
    throw new FloeError('InvalidArgument', {
      message: `replay is ${token}, and must be what a failure printed: S1:20261127:0:1`,
    })
  const again: Again =
    paths === undefined
      ? { kind: 'whole', runs: Number(whole) }
      : { kind: among === undefined ? 'alone' : 'among', paths: paths.split('+') }
  return { id, seed: Number(seed), again }
}
