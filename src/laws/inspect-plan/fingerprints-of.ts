/**
 * What may be certified of a part: the fingerprints of its functions and of what is made of them, as far as they last. To be
 * asked for before anything of the part is called.
 */

import { ofPlan } from '../../engine/workers/plan-fingerprint.ts'
import { ofCodec } from '../../evidence/codec-fingerprint.ts'
import {
  ofAggregate,
  ofEffect,
  ofFunction,
  ofOrder,
  ofRecipe,
  ofReducer,
  ofTask,
} from '../../evidence/lasting-fingerprint.ts'
import { functionsOf, type Part } from './part.ts'

const asked = (part: Part): readonly (string | undefined)[] => {
  switch (part.kind) {
    case 'function':
      return [ofFunction(part.lambda)]
    case 'recipe':
      return [ofRecipe(part.lambda)]
    case 'reducer':
      return [ofReducer(part.reducer, part.initial)]
    case 'aggregate':
      return [...functionsOf(part).map(ofFunction), ofAggregate(part.aggregate)]
    case 'order':
      return [...functionsOf(part).map(ofFunction), ofOrder(part.keys)]
    case 'codec':
      return [ofCodec(part.codec)]
    case 'effect':
      return [ofEffect(part.lambda)]
    case 'task':
      return [ofTask(part.lambda, 'made'), ofTask(part.lambda, 'started')]
    case 'whole':
      return [ofPlan(part.node)]
    // Of what it reads nothing is seen here.
    case 'source':
      return []
    default:
      return part satisfies never
  }
}

export const fingerprintsOf = (part: Part): readonly string[] => asked(part).flatMap((text) => text ?? [])
