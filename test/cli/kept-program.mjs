/**
 * The built program as a process that is kept: it runs one command line after the other, each a line of JSON on standard input,
 * and ends what a command prints on either stream with its exit code between two zeros.
 */
import { createInterface } from 'node:readline'
import { program } from '../../dist/cli/program.js'

const write = (stream, text) => new Promise((done) => stream.write(text, done))

for await (const line of createInterface({ input: process.stdin })) {
  const code = await program(JSON.parse(line), { out: process.stdout, err: process.stderr })
  process.stdout.removeAllListeners('error')
  await Promise.all([write(process.stdout, `\0${code}\0`), write(process.stderr, `\0${code}\0`)])
}
// As of the program itself: what a user's module has left open keeps nothing alive.
process.exit()
