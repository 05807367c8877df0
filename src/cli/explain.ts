/**
 * `floe explain`: what a pipeline will do, without running it.
 */
import { type Command, Option } from 'commander'
import { printSchema } from '../data/schema.ts'
import { explainWith } from '../inspect/explain.ts'
import { mermaid } from '../inspect/mermaid.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { orderOf } from '../plan/tree.ts'
import { openDataset } from './open-dataset.ts'
import { addEvidenceOptions, type EvidenceOptions, openEvidence } from './open-evidence.ts'
import { relativePaths } from './relative-paths.ts'
import { type Terminal, writeText } from './terminal.ts'

/** A plan for machines: the same as the text says, as a tree. */
const planToJson = (node: Node): object => ({
  kind: node.kind,
  text: relativePaths(printNode(node)),
  order: orderOf(node),
  schema: printSchema(rowSchema(node)),
  inputs: node.inputs.map(planToJson),
})

interface Options extends EvidenceOptions {
  readonly trace?: true
  readonly functions?: true
  readonly workers?: true
  readonly mermaid?: true
  readonly json?: true
}

export const addExplain = (program: Command, terminal: Terminal): void => {
  const command = program
    .command('explain')
    .summary('show the plan of a pipeline, without running it')
    .description(
      'Shows the plan: one line a stage, the last one first, its inputs indented below it; after the colon the order and the shape of its rows.',
    )
    .argument('<module#export>', 'a TypeScript or JavaScript module and the dataset it exports')
    .addOption(
      new Option('--trace', 'show also how the plan is optimized: each rule, and the plan after it').conflicts([
        'json',
        'mermaid',
      ]),
    )
    .addOption(
      new Option(
        '--functions',
        'show also what becomes of each function, and which fields of the sources are made',
      ).conflicts(['json', 'mermaid']),
    )
    .addOption(
      new Option('--workers', 'show also what several threads can work on, and why not on the rest').conflicts([
        'json',
        'mermaid',
      ]),
    )
    .addOption(new Option('--mermaid', 'draw a Mermaid flowchart, which GitHub renders').conflicts('json'))
    .option('--json', 'print the plan as a tree, in JSON')
  addEvidenceOptions(command)
    .addHelpText('before', 'Example:\n  floe explain examples/01-late-flights.ts#worstStates\n')
    .action(async (target: string, options: Options) => {
      const dataset = await openDataset(target)
      const evidence = await openEvidence(target, options)
      const text =
        options.json === true
          ? JSON.stringify(planToJson(dataset.plan), null, 2)
          : options.mermaid === true
            ? mermaid(dataset, { shorten: (stage) => relativePaths(stage) })
            : relativePaths(
                explainWith(
                  dataset,
                  {
                    trace: options.trace === true,
                    functions: options.functions === true,
                    workers: options.workers === true,
                  },
                  { evidence, check: `floe check ${target}` },
                ),
              )
      await writeText(terminal.out, `${text}\n`)
    })
}
