/** The laws of codecs, in the order in which they are tried. */
import type { Law } from '../law.ts'
import { canonical } from './canonical.ts'
import { chunkFree } from './chunk-free.ts'
import { compatible } from './compatible.ts'
import { deterministic } from './deterministic.ts'
import { injective } from './injective.ts'
import { roundTrip } from './round-trip.ts'
import { total } from './total.ts'
import type { CodecTrial } from './trial.ts'

export const codecLaws: readonly Law<CodecTrial>[] = [
  roundTrip,
  canonical,
  deterministic,
  injective,
  chunkFree,
  compatible,
  total,
]
