/**
 * The plan as a drawing that GitHub, editors and https://mermaid.live render: Mermaid's `flowchart TD`, sources on top.
 */
import { printSchema } from '../data/schema.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import type { Bag } from '../plan/dataset.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { orderOf } from '../plan/tree.ts'
import { cut } from './format-cell.ts'

const longestLabel = 72

/**
 * Within quotes Mermaid reads `#…;` as an entity, a backtick as Markdown, `<` as HTML and `%%` as a comment: what is not
 * known to be harmless there is an entity.
 */
const entities = (text: string): string =>
  cut(text.replace(/\s+/g, ' '), longestLabel).replace(
    /[^\p{L}\p{N} .,:=?!>/()[\]{}'+*_…→-]/gu,
    (char) => `#${char.codePointAt(0)};`,
  )

/** Sources are drums, stages that must see all rows before the first comes out have bars, the rest are boxes. */
const shapeOf = (node: Node): readonly [open: string, close: string] => {
  switch (node.kind) {
    case 'source':
      return ['[("', '")]']
    case 'sortBy':
    case 'groupBy':
    case 'rollup':
    case 'aggregate':
    case 'join':
    case 'asofJoin':
    case 'cross':
    case 'cogroup':
      return ['[["', '"]]']
    default:
      return ['["', '"]']
  }
}

/**
 * How a plan is drawn.
 *
 * @example
 * const options: MermaidOptions = { shorten: (text) => text.toUpperCase() }
 * console.log(mermaid(F.rows([1, 2]), options))
 * // flowchart TD
 * //   n0[("SOURCE ROWS")]
 * //   n0 -->|"sequence of unknown"| result([result])
 */
export interface MermaidOptions {
  /** Makes the text of a stage shorter before it is cut: paths, for example. */
  readonly shorten?: (text: string) => string
}

/**
 * The plan of a dataset as a Mermaid flowchart: a box for each stage, and on each arrow the order and shape of the rows
 * that pass. Long texts are cut at 72 characters.
 *
 * @example
 * console.log(mermaid(F.pipe(F.rows([1, 2]), F.take(1))))
 * // flowchart TD
 * //   n0[("source rows")]
 * //   n1["take 1"]
 * //   n0 -->|"sequence of unknown"| n1
 * //   n1 -->|"sequence of unknown"| result([result])
 */
export const mermaid = (dataset: Bag<unknown>, options: MermaidOptions = {}): string => {
  const { shorten = (text: string): string => text } = options
  const boxes: string[] = []
  const arrows: string[] = []
  const rowsOf = (node: Node): string => entities(`${orderOf(node)} of ${printSchema(rowSchema(node))}`)
  const draw = (node: Node): string => {
    const inputs = node.inputs.map((input) => [draw(input), input] as const)
    const name = `n${boxes.length}`
    const [open, close] = shapeOf(node)
    boxes.push(`  ${name}${open}${entities(shorten(printNode(node)))}${close}`)
    for (const [from, input] of inputs) arrows.push(`  ${from} -->|"${rowsOf(input)}"| ${name}`)
    return name
  }
  const last = draw(dataset.plan)
  return ['flowchart TD', ...boxes, ...arrows, `  ${last} -->|"${rowsOf(dataset.plan)}"| result([result])`].join('\n')
}
