/**
 * Works rows that were rejected once more, and no others: a plan over nothing but the raw rows that rejects have, each from the
 * stage on that rejected it. Knows nothing of runs.
 */
import { printValue } from '../data/print-value.ts'
import { rowFromText } from '../data/row-text.ts'
import { FloeError, isFloeError, type RunError } from '../error/floe-error.ts'
import { type Bag, dataset } from './dataset.ts'
import type { Node, NodeOf } from './node.ts'
import { isRowWise } from './row-wise.ts'
import type { Raw, Source, Where } from './source.ts'
import { schemaOf } from './tree.ts'

/** What there must be of a rejected row, so that it can be worked once more. */
interface Rejected extends Raw {
  readonly at: number
  readonly stage: string
}

const refuse = (message: string, hint: string): FloeError => new FloeError('InvalidArgument', { message, hint })

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

type Given = Readonly<Record<string, unknown>>

/** A reject, as a run gives it or as it was written. */
const rejectedOf = (given: RunError | Given, i: number): Rejected => {
  if (typeof given !== 'object' || given === null) throw refuse(`reject ${i + 1} is ${printValue(given)}`, takes)
  const found: Given = isFloeError(given) ? { ...given.place, raw: given.raw } : given
  const [text, stage, at] = [textOf(found.raw), textOf(found.stage), numberOf(found.at)]
  const where: Where = {
    source: textOf(found.source) ?? 'replay',
    ...(numberOf(found.line) === undefined ? {} : { line: found.line as number }),
    ...(numberOf(found.row) === undefined ? {} : { row: found.row as number }),
  }
  if (stage === undefined) throw refuse(`reject ${i + 1} says no stage: ${printValue(found)}`, takes)
  if (at === undefined)
    throw refuse(
      `nobody knows which stage of the plan ${stage} is, which rejected a row: another reads the same`,
      'run the whole plan again, or give the stages functions that read differently',
    )
  if (text === undefined)
    throw refuse(
      `the row that ${stage} rejected is not known`,
      'a row has a text where its stage takes rows one by one, and its source can read it again; else run the whole plan again',
    )
  return { at, stage, text, where }
}

const takes = "replay takes the rejects of a run: result.rejects, or what rejects: toNdjson('bad.ndjson') wrote"

const kindOf = (stage: string): string => stage.split(' ', 1)[0] as string

/** A source of nothing but these rows, where they were found. */
const sourceOf = (node: Node, open: Source['open'], rows: number): NodeOf<'source'> =>
  Object.freeze({
    kind: 'source',
    inputs: Object.freeze([] as const),
    source: Object.freeze({
      format: 'replay',
      name: '',
      details: '',
      schema: node.kind === 'source' ? node.source.schema : schemaOf(node),
      ...(node.kind === 'source' && node.source.order !== undefined ? { order: node.source.order } : {}),
      open,
      size: async () => ({ rows }),
    }),
    ...(node.onError === undefined ? {} : { onError: node.onError }),
  })

/** Rows that a stage was given, made of their texts when they are asked for. */
const givenRows = (node: Node, rejects: readonly Rejected[]): Node =>
  sourceOf(
    node.inputs[0] as Node,
    async function* () {
      const rows = rejects.map(({ text }) => rowFromText(text))
      yield { rows, errors: new Map(), where: (i) => (rejects[i] as Rejected).where, bytes: 0 }
    },
    rejects.length,
  )

const nothing = (node: Node): Node => sourceOf(node, async function* () {}, 0)

const concat = (one: Node | undefined, other: Node | undefined): Node | undefined =>
  one === undefined || other === undefined
    ? (one ?? other)
    : (Object.freeze({ kind: 'concat', inputs: Object.freeze([one, other] as const) }) as Node)

const readAgain = (node: NodeOf<'source'>, rejects: readonly Rejected[]): Node | undefined => {
  const { source } = node
  if (rejects.length === 0) return undefined
  if (source.again === undefined)
    throw refuse(
      `${source.format} ${source.name} cannot read single rows again`,
      'run the whole plan again; or take rows as they are, and let F.decode reject them',
    )
  return sourceOf(node, source.again(rejects), rejects.length)
}

const checkSame = (node: Node, { stage, at }: Rejected): void => {
  const isSame =
    node.kind === kindOf(stage) && (node.kind !== 'source' || stage.startsWith(`source ${node.source.format}`))
  if (!isSame)
    throw refuse(
      `a row was rejected by stage ${at} of its plan, ${stage}, which is a ${node.kind} here`,
      'the plan may have other functions and codecs than when the row was rejected, not other stages',
    )
}

const works: Readonly<Record<string, string>> = {
  join: 'rows of its right side meet all rows of the left',
  asofJoin: 'rows of its right side meet all rows of the left',
  cross: 'rows of its right side meet all rows of the left',
}

const notAlone = (node: Node): FloeError =>
  refuse(
    `${node.kind} stands in the way of a replay: ${works[node.kind] ?? 'what it makes of a row depends on the other rows'}`,
    'run the whole plan again; or replay the part before it, and put its rows to those of the first run',
  )

/**
 * The dataset over nothing but rejected rows: each is worked once more from the stage on that rejected it, by what that stage
 * is now. With the rows of the first run these are the rows that it would have given, had nothing been rejected; their order is
 * that of their stages. A row that fails again has its old place.
 *
 * Rejects are those of a run, `result.rejects`, or rows that `rejects: toNdjson('bad.ndjson')` wrote. The plan may have other
 * functions and codecs than it had; stages must be as many, and of the same kinds.
 *
 * @throws FloeError InvalidArgument, where a stage on the way does not take rows one by one, a row is not known, or the plan
 *   has other stages
 * @example
 * const inverse = (of: (n: number) => number) => F.pipe(F.rows([4, 0, 3]), F.map(of), F.filter((n) => n > 2))
 * const first = await F.run(inverse((n) => Number(12n / BigInt(n))), { onError: 'reject' })()
 * if (E.isRight(first)) {
 *   const mended = inverse((n) => (n === 0 ? 100 : 12 / n))
 *   console.log(first.right.rows, await F.toList(F.pipe(mended, F.replay(first.right.rejects))))
 * }
 * // List [ 3, 4 ] List [ 100 ]
 */
export const replay =
  (rejects: Iterable<RunError | Readonly<Record<string, unknown>>>) =>
  <D extends Bag<unknown>>(rows: D): D => {
    const byStage = new Map<number, Rejected[]>()
    for (const one of Array.from(rejects, rejectedOf)) {
      const others = byStage.get(one.at)
      if (others === undefined) byStage.set(one.at, [one])
      else others.push(one)
    }
    let number = 0
    const visit = (node: Node): Node | undefined => {
      const [first, ...others] = node.inputs.map(visit)
      const mine = byStage.get(++number) ?? []
      byStage.delete(number)
      for (const one of mine) checkSame(node, one)
      if (node.kind === 'source') return readAgain(node, mine)
      if (node.kind === 'concat') return concat(first, others[0])
      const isSided = node.kind === 'join' || node.kind === 'asofJoin' || node.kind === 'cross'
      if (mine.length > 0 && !isRowWise(node.kind)) throw notAlone(node)
      const input = concat(first, mine.length === 0 ? undefined : givenRows(node, mine))
      if (others.some((side) => side !== undefined)) throw notAlone(node)
      if (input === undefined) return undefined
      if (!isRowWise(node.kind) && !(isSided && isOfLeft(node))) throw notAlone(node)
      return Object.freeze({ ...node, inputs: Object.freeze([input, ...node.inputs.slice(1)]) }) as Node
    }
    const plan = visit(rows.plan) ?? nothing(rows.plan)
    const [missing] = byStage.values()
    if (missing?.[0] !== undefined)
      throw refuse(
        `a row was rejected by stage ${missing[0].at} of its plan, ${missing[0].stage}, and this plan has ${number} stages`,
        'the plan may have other functions and codecs than when the row was rejected, not other stages',
      )
    return dataset(plan) as unknown as D
  }

/** Whether a join gives the same for a row of the left whatever others there are. */
const isOfLeft = (node: Node): boolean => node.kind !== 'join' || (node.how !== 'right' && node.how !== 'full')
