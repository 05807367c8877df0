/**
 * Functions with what must be said of them, the tricky ones foremost. Each is the text of a function of a visit, or of a visit
 * and parameters.
 */

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are those of functions
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

/** Pure, and an expression. */
export const read = lines(
  String.raw`
  (v) => v
  (v) => v.id > 15
  (v) => v.n
  v => -v.id
  (v) => (v.n ?? 0) * 2 + 1
  (v) => ({ ...v, n: (v.n ?? 0) / 60 })
  (v) => ({ ...v, ['n']: 1, 'odd name': 2, 3: 4 })
  (v) => ({ ...v, [v.name]: v.id })
  (v) => ({ ['__proto__']: v.id, a: 1 })
  # a name of every object is no field of a literal
  (v) => typeof { a: 1 }.toString
  (v) => ({ a: 1 })['hasOwn' + 'Property'] === undefined
  ({ id, n }) => id + n
  ({ id, ...rest }) => rest
  ({ id: a = 1, n: b = a }) => [a, b]
  ({ props: { a } }) => a
  ({ tags: [first = 'none', second] }) => first + second
  ({ tags: [first, ...others] }) => others
  ([left, right]) => [right, left]
  ([, right]) => right
  (v, p) => v.id > p
  (v, { min = 2 }) => v.id > min
  (v, p = 3) => p
  (v, ...rest) => rest
  (v) => v.name?.length
  (v) => v?.props?.a
  (v) => v.props?.a.b.c
  (v) => v.at?.getTime() ?? 0
  (v) => (v?.props).a
  (v) => v?.['na' + 'me']
  (v) => v.name?.trim().toUpperCase().slice(0, 1) ?? 'none'
  (v) => v.tags[0]
  (v) => v.tags[v.id]
  (v) => v.tags.length === 0
  (v) => 'name' in v
  (v) => typeof v.n === 'number' && !Number.isNaN(v.n)
  (v) => v.n != null
  (v) => void v.n
  (v) => ~v.id | 0
  (v) => v.id ** 2 % 3 >>> 1
  (v) => \`\${v.id}: \${v.name}\`
  (v) => \`\`
  (v) => "\u2028'\"" + '\x00'
  (v) => 0x10n + 2n
  (v) => [1, ...v.tags, v.n]
  (v) => [...v.name ?? '']
  (v) => Math.max(v.id, v.n, 0)
  (v) => Math.max(...v.tags.map((t) => t.length), 0)
  (v) => Math.PI * Number.MAX_SAFE_INTEGER
  (v) => globalThis.Math.floor(v.id)
  (v) => (0, Math.floor)(v.id)
  (v) => Object.keys(v.props).length
  (v) => Object.entries(v.props).map(([key, value]) => key + value)
  (v) => Object.fromEntries(Object.entries(v.props).filter(([, n]) => n !== null))
  (v) => Object.hasOwn(v, 'at')
  (v) => Object.prototype.hasOwnProperty.call(v.props, 'a')
  (v) => Object.prototype.toString.call(v.at)
  (v) => Array.isArray(v.tags) ? v.tags.length : -1
  (v) => Array.from({ length: 3 }, (_, i) => i * v.id)
  (v) => JSON.stringify(v.tags)
  (v) => JSON.parse('[1]')
  (v) => String(v.id).padStart(5, '0')
  (v) => parseInt(v.name, 10)
  (v) => Number.parseFloat(v.name) || undefined
  (v) => encodeURIComponent(v.id)
  (v) => v.tags.map((tag) => tag.toUpperCase()).filter((tag) => tag !== v.name).join(',')
  (v) => v.tags.map(Number)
  (v) => v.tags.filter(Boolean)
  (v) => v.tags.map(parseInt)
  (v) => v.tags.some((tag, i) => i === 0 && tag === 'a')
  (v) => v.tags.reduce((sum, tag) => sum + tag.length, 0)
  (v) => v.tags.flatMap((tag) => [tag, tag])
  (v) => v.tags.find(({ length }) => length > 0)
  (v) => v.tags.slice().length
  (v) => [...v.tags].sort()
  (v) => [...v.tags].sort((a, b) => b.length - a.length)[0]
  (v) => v.tags.map((t) => t.length).reverse()
  (v) => v.name?.split(' ').reverse().join(' ')
  (v) => /^a/.test(v.name)
  (v) => /a/g.test(v.name)
  (v) => v.name?.replace(/a/g, 'b')
  (v) => v.name?.replace(/(a)|b/g, (all, a) => a ? '<' + all + '>' : '')
  (v) => v.name?.split(/\s+/)
  (v) => v.name?.match(/a|b/g)?.length
  (v) => { const pattern = /a/; return pattern.test(v.name) }
  (v) => new Set(v.tags).size
  (v) => [...new Set(v.tags)]
  (v) => new Map([[v.id, v.n]]).get(v.id)
  (v) => new Date(v.at?.getTime() * 2).getTime()
  (v) => new Date(0).toISOString()
  (v) => new Date(Date.UTC(2020, 1, 1)).getUTCMonth()
  (v) => v.at instanceof Date
  (v) => v.tags instanceof Array
  (v) => { return v.n }
  (v) => {}
  (v) => { 'use strict'; return 1 }
  function (v) { return v.id }
  function named(v) { return v.id }
  (v) => { const { id, n = 2 } = v; return id + n }
  (v) => { const a = v.id, b = a * 2; if (a > 1) { return b } return a }
  (v) => { if (v.n === null) return 'none'; else if (v.n > 1) return 'many'; return 'one' }
  (v) => { let size = 'small'; if (v.id > 1) size = 'large'; return size }
  (v) => { let n = 0; n += v.id; n *= 2; return n }
  (v) => { let n = 1; if (v.id > 0) n++; return n }
  (v) => { let x; if (v.id) { x = 1 } else { x = 2 } return [x, x] }
  (v) => { var x = 1; { let x = v.id; var y = x } return x + y }
  (v) => { let a = 1, b = v.id; [a, b] = [b, a]; return { a, b } }
  (v) => { v = { ...v, id: 1 }; return v.id }
  (v) => { let n = v.n; n ??= 5; n ||= 6; return n }
  (v) => { switch (v.id) { case 0: return 'none'; case 1: case 2: return 'some'; default: return 'many' } }
  (v) => { let s = ''; switch (v.id) { default: s += 'd'; case 1: s += '1'; break; case 2: s += '2' } return s }
  (v) => { const double = (x) => x * 2; return double(double(v.id)) }
  (v) => { const f = ({ length }, { more = 1 } = {}) => length + more; return f(v.tags) + f(v.name ?? '', { more: 2 }) }
  (v) => { function plus(x, y = 1) { return x + y } return plus(v.id) }
  (v) => { return later(v.id); function later(x) { return x + 1 } }
  (v) => ((x, y) => x + y)(v.id, 2)
  (v) => (v.id, v.n)
  (v) => { v.name.length; return 1 }
  (v) => { if (v.n == null) throw new Error('no n of ' + v.id); return v.n }
  (v) => { const x = v.id; return ((x) => x + 1)(2) + x }
  (v) => v.tags.map((v) => v.length)
  (v) => v.tags.map(({ length: v }) => v)
  (undefined) => undefined
  (NaN) => { const Infinity = 2; return [NaN, Infinity] }
  (v) => v.map?.length
  (v) => v.props.toString
  (v) => v.props.__proto__
  ({ at: { constructor2 } = {} }) => constructor2
  (v) => v.n === -0 ? 1 / v.n : -0
  (v) => !!v.name && (v.n || v.id)
  (v) => v.tags.at(-1)
  (v) => v.at?.toISOString().slice(0, 10)
  (v) => v.tags.toSorted().concat(v.name)
  (v) => v.name?.localeCompare2
  (v) => (v.id > 1) ? (v.id > 2 ? 'c' : 'b') : 'a'
  (v) => ({ id: v.id, tags: v.tags.map((label) => ({ label, of: v.id })) })
  (v) => { const plus = __name((x) => x + 1, 'plus'); return plus(v.id) }
  (v) => { cov_1a2b().f[0]++; cov_1a2b().s[0]++; return cov_1a2b().b[0][0]++, v.id }
  (v) => { const matrix = [[]]; return [...matrix] }
`
    .replaceAll('\\`', '`')
    .replaceAll('\\$', '$'),
)

/** Pure, and called as it is. */
export const pure = lines(`
  (v) => { const out = []; for (const tag of v.tags) out.push(tag); return out }
  (v) => { const out = {}; for (const tag of v.tags) out[tag] = 1; return out }
  (v) => { let sum = 0; for (let i = 0; i < v.tags.length; i++) sum += v.tags[i].length; return sum }
  (v) => { const out = { ...v }; out.id = 2; delete out.n; return out }
  (v) => { const { id, ...rest } = v; rest.id = 3; return rest }
  (v) => { const [first, ...rest] = v.tags; rest.push(first); return rest }
  (v) => { const copy = [...v.tags]; copy.sort(); copy.reverse(); return copy }
  (v) => { const copy = v.tags.concat(); copy.push('x'); return copy }
  (v) => v.tags.reduce((groups, tag) => { groups[tag] = (groups[tag] ?? 0) + 1; return groups }, {})
  (v) => v.tags.reduce((out, tag) => (out.push(tag), out), [])
  (v) => v.tags.reduce((seen, tag) => seen.add(tag), new Set())
  (v) => { const seen = new Map(); for (const tag of v.tags) seen.set(tag, (seen.get(tag) ?? 0) + 1); return seen }
  (v) => { let count = 0; v.tags.forEach((tag) => { count += tag.length }); return count }
  (v) => { let count = 0; v.tags.forEach(() => count++); return count }
  (v) => Object.assign({}, v, { n: 1 })
  (v) => Object.freeze({ ...v })
  (v) => { const date = new Date(0); date.setUTCFullYear(2020); return date }
  (v) => { try { return JSON.parse(v.name) } catch { return null } }
  (v) => { outer: for (const a of v.tags) { for (const b of v.tags) { if (a === b) continue outer } } return 1 }
  (v) => { for (const key in v.props) { if (key === 'a') return true } return false }
  (v) => { let n = v.id; while (n > 1) n = n / 2; return n }
  (v) => { let n = 3; do { n-- } while (n > 0); return n }
  (v) => [, 1]
  (v) => { const re = /a/g; let n = 0; while (re.test(v.name ?? '')) n++; return n }
  (v) => { const fact = (n) => n < 2 ? 1 : n * fact(n - 1); return fact(3) }
  function f(v) { return typeof v === 'number' && v > 1 ? f(v - 1) : v }
  (v) => isNaN(v.n)
  (v) => new Array(3).fill(v.id)
  (v) => { let x = [1]; x = [2]; x.push(v.id); return x }
  (v) => { const x = v.id > 1 ? [] : [1]; x.push(2); return x }
  (v) => { throw { code: 1 } }
  (v) => { throw v.name }
  (v) => { let last; return (last = v.id, last + 1) }
  (v) => { const a = [3, 1]; const b = a; b.sort(); return a }
  (v) => { const { props: {} = {} } = v; return 1 }
  (v) => v.tags.keys().toArray2
  (v) => [...v.tags.entries()]
`)

/** What they make of a visit with a date depends on the time zone. */
export const zoned = lines(
  `
  (v) => \`\${v.at}\`
  (v) => \`\${[1, [v.at]]}\`
  (v) => v.at + ''
  (v) => '' + v.at
  (v) => v.at + v.at
  (v) => v.at + 1
  (v) => String(v.at)
  (v) => v.at.toString()
  (v) => v.at?.toString().length ?? v.at + v.id
  (v) => [v.at].join()
  (v) => [1, 2].join(v.at)
  (v) => [v.at].toString()
  (v) => [v.at] + ''
  (v) => [[v.at]].flat().join()
  (v) => [v.at].map(String)
  (v) => [v.at].map((at) => 'at ' + at)
  (v) => [v.at].reduce((all, at) => all + at, '')
  (v) => [v.at, v.at].reduce((a, b) => a + b)
  (v) => new Date(v.at.getTime()) + ''
  (v) => new Date(0) + ''
  (v) => ({ [v.at]: 1 })
  (v) => ({ 'Fri': 1 })[v.at] ?? \`\${v.at}\`
  (v) => Object.fromEntries([[v.at, 1]])
  (v) => 'x'.concat(v.at)
  (v) => 'x'.padEnd(30, v.at)
  (v) => 'x'.replace('x', v.at)
  (v) => 'x'.replace('x', () => v.at)
  (v) => '+14'.split('').some((s) => String(v.at).includes('+14'))
  (v) => encodeURIComponent(v.at)
  (v) => /GMT.14/.test(v.at)
  (v) => [v.at] < 'Sun Sep 09 2001 10'
  (v) => v.at == 'Sun Sep 09 2001 15:46:40 GMT+1400 (Line Islands Time)'
  (v) => { const { at } = v; return at + '' }
  (v) => { const text = (x) => \`\${x}\`; return text(v.at) }
  (v) => { if (\`\${v.at}\`.includes('+14')) throw new TypeError('there'); return v.id }
`
    .replaceAll('\\`', '`')
    .replaceAll('\\$', '$'),
)

/** They would make texts of dates, if there were any. */
export const dateless = lines(
  `
  (v) => v.id + 1
  (v) => \`\${v.id}: \${v.name}\`
  (v) => v.name + '-' + v.n
  (v) => String(v.id).padStart(5, '0')
  (v) => v.tags.join()
  (v) => v.tags.map((tag) => tag.trim()).join(', ')
  (v) => v.tags.map((tag, i) => i + ': ' + tag).join(', ')
  (v) => v.tags.reduce((all, tag) => all + tag, '')
  (v) => v.tags.reduce((all, tag) => all + tag.length, 0)
  (v) => v.tags[v.id] + v.tags.at(-1)
  (v) => [...v.tags].sort()
  (v) => v.at?.toISOString() + v.name
  (v) => v.at?.getTime() + 1
  (v) => \`\${v.at?.toJSON()}\`
  ({ id, n }) => id + n
  ({ tags: [first = 'none', second] }) => first + second
  (v) => { const plus = (x, y) => x + y; return plus(v.id, 1) }
  (v) => { if (v.n == null) throw new Error('no n of ' + v.id); return v.n }
`
    .replaceAll('\\`', '`')
    .replaceAll('\\$', '$'),
)

/** Impure, with a part of what is said. */
export const impure: readonly (readonly [string, string])[] = [
  ['(v) => Math.random() * v.id', 'Math.random'],
  ['(v) => Date.now() - v.id', 'Date.now'],
  ['(v) => new Date()', 'the clock'],
  ['(v) => new Date', 'the clock'],
  ['(v) => Date()', 'the clock'],
  ['(v) => new Date(2020, 1, 1)', 'time zone'],
  ['(v) => v.at.getHours()', 'time zone'],
  ['(v) => v.at?.getTimezoneOffset()', 'time zone'],
  ['(v) => v.n.toLocaleString()', 'locale'],
  ["(v) => v.name.localeCompare('a')", 'locale'],
  ['(v) => new Intl.NumberFormat().format(v.n)', 'Intl'],
  ['(v) => { console.log(v); return v }', 'console'],
  ['(v) => process.env.HOME', 'process'],
  ["(v) => fetch('x')", 'fetch'],
  ['(v) => performance.now()', 'performance'],
  ['(v) => crypto.randomUUID()', 'crypto'],
  ['(v) => globalThis.console.log(v)', 'console'],
  ["(v) => eval('v')", 'eval'],
  ["(v) => import('node:fs')", 'module'],
  ['(v) => { setTimeout(() => 1, 0); return v }', 'setTimeout'],
  ['(v) => v.tags.sort()', 'sort'],
  ['(v) => v.tags.reverse()', 'reverse'],
  ["(v) => { v.tags.push('x'); return v }", 'push'],
  ["(v) => v.tags?.push('x')", 'push'],
  ['(v) => v.tags.splice(0, 1)', 'splice'],
  ['(v) => v.tags.pop()', 'pop'],
  ['(v) => v.tags.fill(0)', 'fill'],
  ['(v) => v.tags.copyWithin(0, 1)', 'copyWithin'],
  ['(v) => v.at.setTime(0)', 'setTime'],
  ['(v) => v.at.setUTCHours(0)', 'setUTCHours'],
  ['(v) => v.seen.add(1)', 'add'],
  ['(v) => v.seen.set(1, 2)', 'set'],
  ['(v) => v.seen.delete(1)', 'delete'],
  ['(v) => v.seen.clear()', 'clear'],
  ['(v) => { v.id = 1; return v }', 'writes to a field'],
  ['(v) => (v.id += 1)', 'writes to a field'],
  ['(v) => v.id++', 'writes to a field'],
  ['(v) => --v.props.a', 'writes to a field'],
  ["(v) => { v['id'] = 1 }", 'writes to a field'],
  ['(v) => { v.props.a ??= 1 }', 'writes to a field'],
  ['(v) => { delete v.id; return v }', 'deletes'],
  ['(v) => delete v?.props?.a', 'deletes'],
  ['(v) => Object.assign(v, { n: 1 })', 'Object.assign'],
  ['(v) => Object.assign(v.props, { n: 1 })', 'Object.assign'],
  ['(v) => Object.freeze(v)', 'Object.freeze'],
  ['({ tags }) => tags.sort()', 'sort'],
  ['({ props }) => { props.a = 1 }', 'writes to a field'],
  ['([first]) => { first.x = 1 }', 'writes to a field'],
  ['(v, p) => { p.count++; return v }', 'writes to a field'],
  ['(v) => { count++; return v }', 'writes to count'],
  ['(v) => { seen[v.id] = true; return v }', 'captures'],
  ['(v) => { cache = v }', 'writes to cache'],
  ['(v) => { [cache] = v.tags }', 'writes to cache'],
  ['(v) => { ({ id: v.n } = v) }', 'writes to a field'],
  ['(v) => { for (v.id of v.tags); return v }', 'writes to a field'],
  ['(v) => v.tags.map(() => Math.random())', 'Math.random'],
  ['(v, now = Date.now()) => now', 'Date.now'],
  ['(v) => ({ [Math.random()]: 1 })', 'Math.random'],
  ['(v) => `${Date.now()}`', 'Date.now'],
  ['(v) => { v.tags.forEach((tag) => { v.id += tag.length }); return v }', 'writes to a field'],
]

/** Nobody knows, with a part of why. */
export const unknown: readonly (readonly [string, string])[] = [
  ['(v) => helper(v)', 'captures helper'],
  ['(v) => v.id > limit', 'captures limit'],
  ['(v) => config.min < v.id', 'captures config'],
  ['(v) => helper.call(v)', 'captures helper'],
  ['(v) => __vi_import_0__.helper(v)', 'captures helper'],
  ['(v) => (0, import_dates.parse)(v.name)', 'captures parse'],
  ['(v) => [...v.tags].map(helper)', 'captures helper'],
  ['(v) => seen.push(v.id)', 'captures seen'],
  ['(v) => typeof missing', 'captures missing'],
  ['(v) => this.x', 'this'],
  ['function (v) { return this }', 'this'],
  ['function (v) { return arguments[0] }', 'arguments'],
  ['() => arguments.length', 'arguments'],
  ['function (v) { return new.target }', 'MetaProperty'],
  ['async (v) => v', 'async'],
  ['async function (v) { return v }', 'async'],
  ['function* (v) { yield v }', 'generator'],
  ['class { constructor(v) {} }', 'class'],
  ['(v) => () => v', 'function that it passes on'],
  ['(v) => ({ get: () => v })', 'function that it passes on'],
  ['(v) => ({ get x() { return 1 } })', 'method'],
  ['(v) => ({ x() { return 1 } })', 'method'],
  ['(v) => ({ __proto__: v })', 'prototype'],
  ['(v) => v.find(1).run()', 'run'],
  ['(v) => v.frob()', 'frob'],
  ['(v) => v[v.name]()', 'computed'],
  ['(v) => v.name.constructor', 'constructor'],
  ["(v) => v['constructor']", 'constructor'],
  ['({ constructor }) => constructor', 'constructor'],
  ["(v) => v.constructor.constructor('return 1')()", 'constructor'],
  ['(v) => v.toString.call(v)', 'call'],
  ['(v) => v.tags.map.apply(v.tags, [String])', 'apply'],
  ['(v) => v()', 'may be any function'],
  ['(v) => v.tags.map((f) => f())', 'may be any function'],
  ['(v) => v.tags.map(v.props[v.name])', 'any function'],
  ['(v) => { const f = v.props[v.name]; return v.tags.map(f) }', 'any function'],
  ["(v) => 'a'.replace('a', v.at[v.name])", 'any function'],
  ['(v) => new Date(v.name)', 'time zone'],
  ["(v) => new Date('2020-01-01T00:00')", 'time zone'],
  ['(v) => new Thing(v)', 'captures Thing'],
  ['(v) => new Promise(() => 1)', 'Promise'],
  ['(v) => Promise.resolve(v)', 'Promise'],
  ['(v) => new WeakMap()', 'WeakMap'],
  ['(v) => Symbol()', 'Symbol'],
  ['(v) => Reflect.get(v, v.name)', 'Reflect'],
  ['(v) => String.raw`a${v}`', 'tagged template'],
  ['(v) => Math.imagine(v)', 'Math.imagine'],
  ['(v) => Object.defineProperty({}, "a", { get: () => 1 })', 'Object.defineProperty'],
  ['(v) => Object.setPrototypeOf({}, v)', 'Object.setPrototypeOf'],
  ['(v) => { const f = Math.floor; return v }', 'passes on Math.floor'],
  ['(v) => { let t = v.tags; t = []; t.push(1); return t }', 'may have been given'],
  ["(v) => { const t = v.tags; t.push('x'); return t }", 'may have been given'],
  ["(v) => { const copy = { ...v }; copy.tags.push('x'); return copy }", 'may have been given'],
  ['(v) => { const copy = [...v.tags]; copy[0].x = 1; return copy }', 'may have been given'],
  ['(v) => v.tags.slice().sort()', 'may have been given'],
  ['(v) => { const a = [v.tags]; for (const t of a) t.push(1); return a }', 'may have been given'],
  ['(v) => { let a = [], b = a; a = v.tags; b = a; b.push(1); return b }', 'may have been given'],
  ['(v) => v.tags.reduce((acc, tag) => { acc.push(tag); return acc }, v.tags)', 'may have been given'],
  ['(v) => v.tags.reduce((acc, tag) => { acc.push(tag); return v.tags }, [])', 'may have been given'],
  ['(v) => v.tags.reduce((acc, tag) => { acc.push(tag) }, [])', 'may have been given'],
  ['(v) => v.tags.map((tag, i, tags) => { tags.push(1); return tag })', 'may have been given'],
  ['(v) => { const f = (xs) => xs.push(1); f(v.tags); return v }', 'may have been given'],
  ['(v) => { const t = ((x) => x)(v.tags); t.sort(); return t }', 'may have been given'],
  ['(v) => { const { tags = [] } = v; tags.push(1); return v }', 'may have been given'],
  ['(v) => (v.tags ?? []).push(1)', 'may have been given'],
  ['(v) => { class A {} return v }', 'class'],
  ['(v) => /a/y[v.name](v.name)', 'computed'],
  ['(v) => v.pattern.test(v.name)', 'test'],
  ['(v) => pattern.test(v.name)', 'captures pattern'],
  ['(v) => require2("fs")', 'captures require2'],
  ['(v) => globalThis', 'globalThis'],
  ['(v) => { debugger; return v }', 'DebuggerStatement'],
  ['(v) => { with2(v) }', 'captures with2'],
  ['function (v) { with (v) { return id } }', 'with'],
  ['(v) => ({ toString: v.props[v.name] }) + ""', 'toString'],
  ['(v) => { const o = { toJSON: v.tags[v.id] }; return JSON.stringify(o) }', 'toJSON'],
  ['(v) => v.tags.forEach(async (tag) => tag)', 'async'],
  ['(v) => v.tags.map(function* (tag) { yield tag })', 'generator'],
  ['(v) => Array.from(...v.tags)', 'spreads'],
  ['(v) => super2.x', 'captures super2'],
  ['(v) => { let n = v.id; while (n-->0); return n }', 'two ways'],
]
