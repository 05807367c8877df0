#!/usr/bin/env node
/**
 * The program `floe` as a process: its arguments, its two streams, its exit code.
 */
import { program } from './program.ts'
import { type Terminal, writeText } from './terminal.ts'

const terminal: Terminal = { out: process.stdout, err: process.stderr }
const code = await program(process.argv.slice(2), terminal)
// What a user's module has left open, a timer or a socket, does not keep a finished run alive.
await Promise.all([writeText(terminal.out, ''), writeText(terminal.err, '')])
process.exit(code)
