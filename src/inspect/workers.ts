/**
 * What of a plan several threads can work on, as text.
 */
import { stagesFor } from '../engine/stage.ts'
import { piecesOf } from '../engine/workers/pieces.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'

/** By its name, as nobody looks into files here: one that is packed is one part. */
const isPacked = (name: string): boolean => /\.(?:gz|zst)$/i.test(name) && !/[*?{}[\],]/.test(name)

/** Of a plan as it runs: its pieces, and what stays on one thread. */
export const printWorkers = (plan: Node): string => {
  const { pieces, refusals } = piecesOf(stagesFor([plan]))
  const spread = pieces.map(({ root, source }) => {
    const name = [source.format, source.name].filter((part) => part !== '').join(' ')
    return isPacked(source.name)
      ? `${printNode(root.node)}: on one thread: ${name} is packed, and so is one part`
      : `${printNode(root.node)}: by several threads, in parts of ${name}`
  })
  const kept = refusals.map(({ stage, why }) => `${stage}: on one thread: ${why}`)
  const lines = [...spread, ...kept]
  return [
    'workers',
    ...(lines.length === 0 ? ['nothing is for several threads'] : lines).map((line) => `  ${line}`),
  ].join('\n')
}
