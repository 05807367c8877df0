/**
 * The window functions that are an aggregate over a frame: all of them are made here.
 */
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Order } from '../data/order.ts'
import type { FrameEnds } from './frame.ts'
import { type Window, window } from './window.ts'

/** All rows of the partition. */
export const wholePartition: FrameEnds = Object.freeze({ unit: 'rows', from: -Infinity, to: Infinity })
/** The rows from the first of the partition to this one. */
export const upToHere: FrameEnds = Object.freeze({ unit: 'rows', from: -Infinity, to: 0 })
/** One row, so many rows after this one, or before it if less than 0. */
export const oneRow = (distance: number): FrameEnds =>
  Object.freeze({ unit: 'rows', from: distance + 0, to: distance + 0 })

/** An aggregate over a frame. */
export const framed = <A, B, O extends Order>(
  name: string,
  aggregate: Aggregate<A, B, Order>,
  frame: FrameEnds,
  needs: O,
): Window<A, B, O> => window({ name, needs, schema: aggregate.schema, looksAt: { kind: 'frame', aggregate, frame } })
