/**
 * The buckets of DDSketch: all doubles in their canonical order, cut so finely that one number stands for all of a bucket
 * with a small relative error. Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees", 2019.
 *
 * They want a logarithm for that, and any function like it will do. Here it is the linearly interpolated one: each octave,
 * which is the numbers from one power of two to the next, is cut into equally wide *steps*. That takes 1.44 times the
 * buckets, and is arithmetic of whole numbers on the bits of a double: the same everywhere, and right to the bit.
 *
 * A bucket is a whole number, lesser for lesser numbers, and negative for negative ones. Both zeros, both infinities and
 * NaN have buckets of their own. This module knows nothing of quantiles or aggregates.
 */

/** Of a double's fraction so many bits, the upper ones, choose the step. */
const fractionBits = 26
const fractions = 2 ** fractionBits

/** Octaves count from 1, for the smallest subnormal; octave 0 is for zero. */
const exponentOfOctaveZero = -1075
const infinityOctave = 1024 - exponentOfOctaveZero
const nanOctave = infinityOctave + 1

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
double[0] = 1
// Of 1, the word with sign and exponent is not 0. Which of the two it is depends on the machine.
const highWord = words[0] === 0 ? 1 : 0
const lowWord = 1 - highWord

/** Into how many steps an octave is cut, so that the middle of a step is never farther from its numbers than that. */
export const stepsFor = (relativeError: number): number => {
  // From a to b, 2ab / (a + b) is as far from a as from b: (b - a) / (b + a). At the beginning of an octave a is 1 and
  // this is greatest. One less than the widest step, so that no rounding matters.
  const widest = Math.floor((fractions * 2 * relativeError) / (1 - relativeError)) - 1
  return Math.max(1, Math.ceil(fractions / widest))
}

/** The bucket of a double without its sign, from its words. */
const magnitudeBucket = (high: number, low: number, steps: number): number => {
  const exponent = ((high >>> 20) & 0x7ff) - 1023
  const fraction = (high & 0xfffff) * 2 ** 6 + (low >>> 26)
  return (exponent - exponentOfOctaveZero) * steps + Math.floor((fraction * steps) / fractions)
}

/** The bucket that a number is in. */
export const bucketOf = (x: number, steps: number): number => {
  double[0] = x
  const isNegative = (words[highWord] as number) >= 2 ** 31
  const size = Math.abs(x)
  if (size === 0) return isNegative ? -1 : 1
  if (Number.isNaN(x)) return 1 + nanOctave * steps
  // A subnormal has no exponent of its own, until it is multiplied, which is exact.
  const isSubnormal = size < 2 ** -1022
  double[0] = isSubnormal ? size * 2 ** 52 : size
  const bucket = magnitudeBucket(words[highWord] as number, words[lowWord] as number, steps)
  const magnitude = 1 + bucket - (isSubnormal ? 52 * steps : 0)
  return isNegative ? -magnitude : magnitude
}

/** 2 to a power from -1022 to 1023, exactly: `**` may round. */
const powerOfTwo = (exponent: number): number => {
  words[highWord] = (exponent + 1023) * 2 ** 20
  words[lowWord] = 0
  return double[0] as number
}

/** Where a step begins, in an octave that goes from 1 to 2. */
const beginningOf = (step: number, steps: number): number => 1 + Math.ceil((step * fractions) / steps) / fractions

/**
 * The number that stands for a bucket: as far from its lower as from its upper end, relatively. Where it is subnormal it
 * is rounded once more, to the next double.
 */
export const middleOf = (bucket: number, steps: number): number => {
  const magnitude = Math.abs(bucket) - 1
  const octave = Math.floor(magnitude / steps)
  const sign = bucket < 0 ? -1 : 1
  if (octave === 0) return sign * 0
  if (octave === nanOctave) return Number.NaN
  if (octave === infinityOctave) return sign * Number.POSITIVE_INFINITY
  const step = magnitude % steps
  const from = beginningOf(step, steps)
  const to = beginningOf(step + 1, steps)
  const middle = (sign * 2 * from * to) / (from + to)
  const exponent = octave + exponentOfOctaveZero
  return exponent < -1022 ? middle * powerOfTwo(exponent + 52) * 2 ** -52 : middle * powerOfTwo(exponent)
}
