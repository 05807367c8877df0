/**
 * Code whose meaning a change of its text could touch: each piece reports what it sees, by `report(value)`, and is part of a
 * module's text.
 */
export const corpus: Readonly<Record<string, string>> = {
  names: `
    const a = (x) => x, b = function () {}, c = function named() {}
    let d; d = () => 1
    let e; e ??= () => 1
    let g; (g) = () => 1
    const o = { f: (x) => x, 'g h': () => 1, 3: () => 1, ['i']: () => 1, [\`j\${1}\`]: () => 1, __proto__: () => 1, k() {} }
    const list = [() => 1, function () {}]
    const [p = () => 1] = [], { q = () => 1 } = {}
    const either = list.length > 1 ? () => 1 : () => 2
    report([a, b, c, d, e, g, o.f, o['g h'], o[3], o.i, o.j1, o.k, Object.getPrototypeOf(o), ...list, p, q, either].map((f) => [f.name, f.length]))
    report(Object.keys(o))
    report([a, b].map((f) => JSON.stringify(Object.getOwnPropertyDescriptors(f))))`,
  'lines without semicolons': `
    const seen = []
    const a = () => {}
    ;[1].forEach((x) => seen.push(x))
    const b = () => {}
    [2].forEach((x) => seen.push(x))
    const c = (x) => (y) => { return x + y }
    (seen.push(3))
    let d
    if (seen.length) d = () => 1
    else d = () => 2
    do d = () => 4
    while (false)
    const e = () => {}
    \`text\`.at(0)
    const f = () => {}
    /x/g.test('')
    const g = () => {}
    +seen.push(5)
    for (let h = () => 1, i = 0; i < 2; i++) seen.push(h())
    for (const h = () => 1; seen.length < 8; ) seen.push(h())
    report([seen, typeof a, typeof b, typeof c(1), d(), typeof e, typeof f, typeof g])`,
  'no blanks between': `
    const f=()=>{return()=>1},g=function(){return function(){return 2}},h=x=>x?()=>3:()=>4
    const make=f=>f
    report([f()(),g()(),h(1)(),h(0)(),typeof make(()=>1),void make(()=>1)])`,
  'this, arguments and new': `
    const call = (f, ...args) => f.apply({ me: 'me' }, args)
    const keep = (f) => f
    const a = keep(function () { return [this.me, arguments.length, arguments[0]] })
    const Old = function (x) { this.x = x; this.target = new.target === Old }
    const outer = function () { const inner = keep(() => [this.me, arguments[1]]); return inner() }
    report([call(a, 1, 2), new Old(3), call(outer, 1, 2), Object.getOwnPropertyNames(Old.prototype)])`,
  classes: `
    const keep = (f) => f
    const k = 2
    class A {
      static made = 0
      static #secret = 5
      x = 1
      f = () => this.x + k
      y = this.g = () => { return 3 }
      ['z'] = 4
      get h() { return keep(() => this.x * k) }
      static { const q = 7; A.q = keep(() => q) }
      static s = keep(() => A.#secret + this.made)
      m() { return keep(() => super.toString().length) }
    }
    const B = class Inner extends A { n() { return keep(() => Inner.name) } f2 = super.h }
    const a = new A(), b = new B()
    report([a.f(), a.g(), a.z, a.h(), A.q(), A.s(), a.m()(), b.n()(), b.f2(), A.prototype.m.name, a.f.name])`,
  'generators and async': `
    const keep = (f) => f
    const k = 2
    function* count() { const f = keep((x) => x + k); yield f(1); const g = yield keep(() => k); yield g }
    const it = count()
    report([it.next().value, typeof it.next().value, it.next(9).value])
    const later = keep(async (x) => { const f = keep((y) => x + y + k); return f(await x) })
    report(await later(3))
    const each = async function* () { yield* [1, 2] }
    for await (const x of each()) report(keep(() => x + k)())`,
  'text that looks like code': `
    const keep = (f) => f
    const k = 2
    const tag = (parts, ...values) => [parts.raw, values.map((v) => (typeof v === 'function' ? v(1) : v))]
    report([
      'const f = (x) => x + k', "keep((x) => x)", /(x) => x + \\/k/.source, \`keep((x) => \${keep((x) => \`\${x + k}\`)(1)})\`,
      tag\`a\\n\${(x) => x + k}b\${keep((x) => [x,
        k])}\`,
    ]) // keep((x) => x)
    /* keep((x) => x) */ report('</script><!-- \\u2028 ')
    report(keep(() => '</script>\\u2028\u2028 "\\\\')())`,
  'declared before and after': `
    report([early(2), typeof early, early.name, early.length])
    const k = early.k = 3
    function early(x) { return typeof k0 === 'undefined' ? x : x }
    const make = (least) => { const r = over(1); function over(x) { return x > least } ; return [r, over] }
    report(make(0)[1](5))
    { function inBlock() { return k } report([inBlock].map((f) => f())) }
    switch (k) { case 3: function inCase() { return k } report([inCase][0]()) }`,
  'before their values': `
    const keep = (f) => f
    const reader = keep(() => value)
    try { reader() } catch (thrown) { report(thrown.name) }
    const value = 5
    report(reader())
    var old = keep(() => old2)
    report(old())
    var old2 = 1
    report(old())`,
  'names that change': `
    const keep = (f) => f
    let n = 0
    const up = keep(() => n++)
    up(); up()
    const fs = []
    for (let i = 0; i < 3; i++) fs.push(keep(() => i))
    for (var j = 0; j < 3; j++) fs.push(keep(() => j))
    for (const x of [7, 8]) fs.push(keep(() => x))
    for (const x in { a: 1 }) fs.push(keep(() => x))
    try { throw 9 } catch (e) { fs.push(keep(() => e)) }
    const [a, { b, ...c }] = [1, { b: 2, c: 3 }]
    fs.push(keep(() => [a, b, c]))
    report([n, fs.map((f) => f())])`,
  'names of ours': `
    const $floe = 1, $floe$Text = 2
    const keep = (f) => f
    report(keep(() => $floe + $floe$Text)())
    const __proto__ = 4
    report(keep(() => __proto__)())
    const Object2 = Object
    report(keep(() => { const Object = 5; return Object })())
    { const WeakMap = 1, Symbol = 2; report(keep(() => WeakMap + Symbol)()) }`,
  parameters: `
    const keep = (f) => f
    const x = 'outer'
    function f(a = keep(() => x), b = a) { var x = 'inner'; return [a(), keep(() => x)()] }
    const g = ({ a = () => x, ...rest } = {}, [b = (y) => y] = []) => keep(() => [a(), b(1), rest])
    report([f(), g()(), f.length, g.length])
    function h(a) { const read = keep(() => a); arguments[0] = 'other'; return read() }
    report(h('one'))`,
}
