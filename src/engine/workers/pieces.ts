/**
 * Which pieces of the plans of a run can be worked on in parts, and why others cannot.
 *
 * A piece begins at a source that can be cut. Its steps take rows one by one; of a join the right side is read by each worker.
 * It ends in a fold that can be merged, in rows that are put in order, in one row of each value, or in rows.
 */
import type { Kind, Node, NodeOf } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import { isRowWise } from '../../plan/row-wise.ts'
import { type Stage, stagesOf } from '../stage.ts'
import type { EndOfPiece } from './messages.ts'
import { type Why, whyNotNode } from './why-not.ts'

/** A piece: its last stage, how that is reached from the output by inputs, and what comes of it. */
export interface Piece {
  readonly root: Stage
  readonly source: NodeOf<'source'>['source']
  readonly path: readonly number[]
  readonly output: number
  readonly end: EndOfPiece
  /** How many rows of it are wanted at most. */
  readonly wanted: number
  /** Whether somebody on this thread asks where a row was found. */
  readonly hasPlaces: boolean
}

/** What is not worked on in parts. */
export interface Refusal {
  readonly stage: string
  readonly why: string
}

/** What is done with the rows of each part, and in the end with what comes of that. */
const ends: { readonly [K in Kind]?: EndOfPiece } = {
  groupBy: 'fold',
  aggregate: 'fold',
  rollup: 'fold',
  sortBy: 'sorted',
  shuffle: 'sorted',
  distinct: 'distinct',
  distinctBy: 'distinct',
}
const sided: ReadonlySet<Kind> = new Set<Kind>(['join', 'asofJoin', 'cross'])
/** What does something besides is done here, whoever works on the rows before it. */
const isDoneHere: ReadonlySet<Kind> = new Set<Kind>(['tap', 'mapAsync'])
const isStep = ({ kind }: Node): boolean => (isRowWise(kind) && !isDoneHere.has(kind)) || sided.has(kind)
/** These may have had enough before all rows are through. */
const stopsEarly: ReadonlySet<Kind> = new Set<Kind>(['take', 'takeWhile'])
/** These take all rows, whoever reads theirs. */
const takesAll: ReadonlySet<Kind> = new Set<Kind>([
  'sortBy',
  'shuffle',
  'groupBy',
  'rollup',
  'aggregate',
  'over',
  'cogroup',
])
/** Without a function of the user's there is little to do for each row. */
const doesLittle: ReadonlySet<Kind> = new Set<Kind>(['source', 'select', 'omit', 'rename'])

/** So much is read by each worker, at most, for a join. */
const mostBytes = 64 * 1024 * 1024
const mostRows = 1_000_000

const isSmall = async (node: NodeOf<'source'>): Promise<boolean> => {
  const { bytes, rows } = await node.source.size().catch(() => ({ bytes: undefined, rows: undefined }))
  return bytes === undefined ? rows !== undefined && rows <= mostRows : bytes <= mostBytes
}

/** What is known of the sources of a run. */
export interface KnownOfSources {
  /** Too large to be read by each worker, or nobody knows how large. */
  readonly large: ReadonlySet<Stage>
  /** Nobody knows whether they give the same rows when they are read again, and it matters. */
  readonly changing: ReadonlySet<Stage>
}

const noneKnown: KnownOfSources = { large: new Set(), changing: new Set() }
const changes = 'nobody knows whether it gives the same rows again'

/** The sources of a run that are too large to be read by each worker, or of which nobody knows how large they are. */
export const largeSources = async (outputs: readonly Stage[]): Promise<ReadonlySet<Stage>> => {
  const large = new Set<Stage>()
  for (const stage of stagesOf(outputs))
    if (stage.node.kind === 'source' && !(await isSmall(stage.node))) large.add(stage)
  return large
}

const refused = (stage: Stage, why: Why): Refusal | undefined =>
  why === undefined ? undefined : { stage: printNode(stage.node), why }

/** A right side is read as a whole by each worker. */
const whyNotSide = (side: Stage, { large, changing }: KnownOfSources): Refusal | undefined => {
  for (const stage of stagesOf([side])) {
    const why = stage.readers > 1 ? 'several read its rows' : whyNotNode(stage.node)
    if (why !== undefined) return refused(stage, why)
    if (changing.has(stage)) return refused(stage, changes)
    if (large.has(stage)) return refused(stage, 'the right side of a join is too large to be read by each worker')
  }
  return undefined
}

/** Not worth a word: what comes before it is a piece of its own. */
const betweenPieces = 'it does not take rows one by one'

const whyNotStep = ({ node, readers }: Stage): Why => {
  if (readers > 1) return 'several read its rows'
  if (node.kind === 'join' && (node.how === 'right' || node.how === 'full'))
    return 'which rows of the right have no partner is known when all are through'
  return isStep(node) ? whyNotNode(node) : betweenPieces
}

const whyNotSource = (node: NodeOf<'source'>, readers: number, isChanging: boolean): Why => {
  if (isChanging) return changes
  if (node.source.parts === undefined) return 'it cannot be cut into parts'
  return readers > 1 ? 'several read its rows' : whyNotNode(node)
}

/** Why not all rows that lead to a stage can be made in parts: the first thing on their way. */
const whyNotChain = (stage: Stage, known: KnownOfSources): Refusal | undefined => {
  const { node } = stage
  if (node.kind === 'source') return refused(stage, whyNotSource(node, stage.readers, known.changing.has(stage)))
  const below = isStep(node) ? whyNotChain(stage.inputs[0] as Stage, known) : undefined
  if (below !== undefined) return below
  const why = refused(stage, whyNotStep(stage))
  const side = stage.inputs[1]
  return why ?? (side === undefined ? undefined : whyNotSide(side, known))
}

const whyNotFold = (node: NodeOf<'groupBy' | 'aggregate' | 'rollup'>): Why => {
  const inSequence = node.aggregates.find(([, { splits }]) => !splits)
  if (inSequence !== undefined) return `${inSequence[0]} is folded in sequence: that it can be merged is not known`
  // What is rolled up of the groups of parts comes group by group, and not in the order of the rows.
  const inOrder = node.kind === 'rollup' && node.aggregates.find(([, { needs }]) => needs === 'sequence')
  return inOrder ? `${inOrder[0]} is rolled up in the order of the rows` : whyNotNode(node)
}

const whyNotEnd = (node: Node): Why =>
  node.kind === 'groupBy' || node.kind === 'aggregate' || node.kind === 'rollup' ? whyNotFold(node) : whyNotNode(node)

const chainOf = (stage: Stage): readonly Stage[] =>
  stage.node.kind === 'source' ? [stage] : [stage, ...chainOf(stage.inputs[0] as Stage)]

/**
 * The pieces of the outputs of a run, which do not overlap, and what stands in the way of others.
 *
 * @param areOutputsWorthIt whether all rows of an output are worth it, also where there is little to do for each
 */
export const piecesOf = (
  outputs: readonly Stage[],
  known: KnownOfSources = noneKnown,
  areOutputsWorthIt = false,
): { readonly pieces: readonly Piece[]; readonly refusals: readonly Refusal[] } => {
  const pieces: Piece[] = []
  const refusals: Refusal[] = []
  const seen = new Set<Stage>()

  const add = (root: Stage, at: Pick<Piece, 'path' | 'output' | 'end' | 'wanted'>): void => {
    const { source } = (chainOf(root).at(-1) as Stage<NodeOf<'source'>>).node
    const hasPlaces = (at.end === 'rows' || at.end === 'distinct') && at.path.length > 0
    pieces.push({ root, source, hasPlaces, ...at })
  }

  const visit = (
    stage: Stage,
    path: readonly number[],
    output: number,
    isCutShort: boolean,
    wanted = Number.POSITIVE_INFINITY,
  ): void => {
    if (seen.has(stage)) return
    seen.add(stage)
    const { node } = stage
    const end = ends[node.kind]
    const isOutput = areOutputsWorthIt && path.length === 0
    if (end !== undefined) {
      const input = stage.inputs[0] as Stage
      const why = whyNotChain(input, known) ?? refused(stage, whyNotEnd(node))
      const isCut = isCutShort && end === 'distinct'
      if (why === undefined && !isCut) {
        add(stage, { path, output, end, wanted })
        return
      }
      if (why !== undefined && chainOfSteps(input)) refusals.push(why)
      if (why === undefined) refusals.push(notAllWanted(node))
    } else if (isStep(node) || (isOutput && node.kind === 'source')) {
      const why = whyNotChain(stage, known)
      const isWorthIt = why === undefined && (isOutput || chainOf(stage).some((one) => !doesLittle.has(one.node.kind)))
      if (isWorthIt && !isCutShort) {
        add(stage, { path, output, end: 'rows', wanted })
        return
      }
      if (isWorthIt) refusals.push(notAllWanted(node))
      else if (why !== undefined) refusals.push(why)
    }
    for (const [i, input] of stage.inputs.entries()) {
      const isShort = i === 0 || node.kind === 'concat' ? isCutShort || stopsEarly.has(node.kind) : false
      const most = node.kind === 'take' ? node.count : undefined
      visit(input, [...path, i], output, isShort && !takesAll.has(node.kind), most)
    }
  }

  for (const [output, stage] of outputs.entries()) visit(stage, [], output, false)
  return { pieces, refusals: distinct(refusals.filter(({ why }) => why !== betweenPieces)) }
}

const notAllWanted = (node: Node): Refusal => ({
  stage: printNode(node),
  why: 'not all of its rows may be wanted',
})

/** Whether the rows come straight from a source. */
const chainOfSteps = (stage: Stage): boolean =>
  stage.node.kind === 'source' || (isStep(stage.node) && chainOfSteps(stage.inputs[0] as Stage))

const distinct = (refusals: readonly Refusal[]): readonly Refusal[] => [
  ...new Map(refusals.map((one) => [`${one.stage}: ${one.why}`, one])).values(),
]

/** The node at a path of inputs. */
export const nodeAt = (plan: Node, path: readonly number[]): Node =>
  path.reduce((node, i) => node.inputs[i] as Node, plan)
