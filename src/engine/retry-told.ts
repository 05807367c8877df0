/**
 * Tells of tasks that are tried again, where somebody listens.
 */

import type { Retrying } from '../concurrent/try-task.ts'
import { printThrown } from '../data/print-thrown.ts'
import { isFloeError } from '../error/floe-error.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import type { Context } from './engine.ts'

export const retryTold = (node: Node, { tell }: Pick<Context, 'tell'>): Retrying['onRetry'] =>
  tell &&
  ((again, failed) => {
    const thrown = 'thrown' in failed ? failed.thrown : undefined
    const reason = isFloeError(thrown) ? thrown.summary : printThrown(thrown)
    tell({ kind: 'retry', stage: printNode(node), of: 'task', again, reason })
  })
