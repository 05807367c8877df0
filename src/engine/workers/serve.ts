/**
 * A worker at its end of the wire: it builds the plan, checks that it is the same one, and works on the parts that it is given,
 * one after the other. Knows not what kind of thread it is.
 */
import { printThrown } from '../../data/print-thrown.ts'
import { FloeError, isFloeError } from '../../error/floe-error.ts'
import { vouched } from '../../optimize/vouched.ts'
import { type Bag, isDataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import { readInstead } from '../../plan/read-instead.ts'
import { prepare } from '../compiled/execute.ts'
import { sendError } from './errors-across.ts'
import type { FromWorker, Order, Origin, Result, ToWorker, Wire } from './messages.ts'
import { nodeAt } from './pieces.ts'
import { planPrint, type StagePrint } from './plan-fingerprint.ts'
import { type Worker, worker } from './work.ts'

/** Loads what a module exports. */
export type Load = (origin: Origin) => Promise<Readonly<Record<string, unknown>>>

const loaded = async (origin: Origin, load: Load): ReturnType<Load> => {
  try {
    return await load(origin)
  } catch (thrown) {
    if (isFloeError(thrown)) throw thrown
    throw new FloeError('WorkerFailed', {
      message: `${origin.module} cannot be loaded by a worker: ${printThrown(thrown)}`,
      cause: thrown,
    })
  }
}

const datasetOf = async (origin: Origin, load: Load): Promise<Bag<unknown>> => {
  const found = (await loaded(origin, load))[origin.export]
  if (isDataset(found)) return found
  throw new FloeError('PlanDiffers', {
    message: `${origin.module} exports no dataset '${origin.export}' where a worker loads it`,
    hint: 'origin names the module and the export of the very dataset that is run',
  })
}

const differs = (stage: string): FloeError =>
  new FloeError('PlanDiffers', {
    message: 'the plan is not the same in each thread: something that this stage depends on differs',
    place: { stage },
    hint: 'what is made when its module is loaded, such as Date.now() or Math.random(), is another one in each thread: make it where the plan is run and give it as a parameter, or run with one worker',
  })

/** @throws FloeError PlanDiffers, which names the first stage that is not the same */
const checkSame = (wanted: readonly StagePrint[], found: readonly StagePrint[]): void => {
  for (const [i, { stage, text }] of wanted.entries()) if (found[i]?.text !== text) throw differs(stage)
  if (found.length > wanted.length) throw differs(found[wanted.length]?.stage ?? '')
}

const preparedOf = (plan: Node, { certificates, checked, isPrepared, onError }: Order): Node => {
  const known = vouched([plan], { certificates })
  return (isPrepared ? prepare(known, { checked, onError }) : known)[0] as Node
}

const nothing: Result = {
  rows: { buffers: [], lengths: [], shapes: [], collections: [] },
  records: undefined,
  length: 0,
  places: new Float64Array(),
  counts: new Float64Array(),
  rejects: [],
  error: undefined,
}

/** Whether there are rows that each worker reads by itself. */
export const hasSides = (node: Node): boolean =>
  node.inputs.length > 1 || (node.inputs[0] !== undefined && hasSides(node.inputs[0]))

/** Serves until the wire is cut. */
export const serve = (wire: Wire<FromWorker, ToWorker>, load: Load): void => {
  let mine: Worker | undefined
  const begin = async (order: Order): Promise<void> => {
    const { plan: named } = await datasetOf(order.origin, load)
    const plan = readInstead(named, order.origin.instead ?? [])
    checkSame(order.prints, planPrint(plan))
    const root = nodeAt(preparedOf(plan, order), order.path)
    mine = worker({ root, ...order })
    wire.post({ kind: 'ready', sides: hasSides(root) ? await mine.sides() : nothing }, [])
  }
  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'order') return begin(message.order)
    const result = await (mine as Worker).work(message.part, message.number)
    wire.post({ kind: 'result', result }, [...result.rows.buffers, result.places.buffer as ArrayBuffer])
  }
  wire.listen((message) => {
    answer(message).catch((thrown) => wire.post({ kind: 'refused', error: sendError(thrown) }, []))
  })
}
