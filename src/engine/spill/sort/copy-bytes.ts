/**
 * Copies bytes, few at a time: of records that are some dozen bytes long it takes a fraction of what a call of Node does.
 */
import type { In, Out } from '../out.ts'

/** From so many on a call is worth it. */
const many = 256

/** Appends what is in a source, from where it is up to some place; there must be room. */
export const copyBytes = (out: Out, source: Pick<In, 'bytes' | 'view' | 'at'>, to: number): void => {
  const from = source.at
  const length = to - from
  if (length > many) {
    out.at += source.bytes.copy(out.bytes, out.at, from, to)
    return
  }
  const into = out.view
  const { view } = source
  const { at } = out
  const whole = length & ~3
  let i = 0
  for (; i < whole; i += 4) into.setInt32(at + i, view.getInt32(from + i, true), true)
  for (; i < length; i++) into.setUint8(at + i, view.getUint8(from + i))
  out.at = at + length
}
