/**
 * Bytes that have gone wrong on their way: a bit flipped, a byte set or put in, some dropped, some doubled, the rest cut off.
 */
import fc from 'fast-check'

const at = fc.nat()
const length = fc.integer({ min: 1, max: 12 })
const byte = fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('",\n\r\\{}[]:0e-'), 0, 0xff))

const mutation = fc.oneof(
  fc.record({ how: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ how: fc.constantFrom('set' as const, 'put' as const), at, byte }),
  fc.record({ how: fc.constantFrom('drop' as const, 'double' as const), at, length }),
  fc.record({ how: fc.constant('cut' as const), at }),
)
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never

/** A few of them, one after the other. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 })

const once = (bytes: Buffer, change: Mutation): Buffer => {
  const start = change.at % (bytes.length + 1)
  const before = bytes.subarray(0, start)
  const after = bytes.subarray(start)
  switch (change.how) {
    case 'flip':
      return Buffer.concat([before, after.subarray(0, 1).map((one) => one ^ (1 << change.bit)), after.subarray(1)])
    case 'set':
      return Buffer.concat([before, Buffer.of(change.byte), after.subarray(1)])
    case 'put':
      return Buffer.concat([before, Buffer.of(change.byte), after])
    case 'drop':
      return Buffer.concat([before, after.subarray(change.length)])
    case 'double':
      return Buffer.concat([before, after.subarray(0, change.length), after])
    case 'cut':
      return before
    default:
      return change satisfies never
  }
}

/** The bytes as they have become; the first so many stay what they are. */
export const mutated = (bytes: Buffer, changes: readonly Mutation[], from = 0): Buffer =>
  Buffer.concat([bytes.subarray(0, from), changes.reduce(once, bytes.subarray(from))])
