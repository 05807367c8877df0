/**
 * An expression with the same value, and the same errors, that does less: constants are folded, fields of object literals
 * taken straight from where they come, conditions that are known decided.
 *
 * Nothing that may throw is dropped, doubled or moved past another that may: it is kept as a `let` whose value nobody
 * reads. What is known of arguments (`args`) lets more be dropped. An expression that nothing can be done about comes back as
 * the same object.
 */
import type { Schema } from '../data/schema.ts'
import { kindOf } from '../data/value-kind.ts'
import type { Entry, Expression } from './expression.ts'
import * as E from './expression.ts'
import { foldConstants, isKnown } from './fold-constants.ts'
import { freeLocals } from './free-locals.ts'
import { isTotal } from './is-total.ts'
import { mapParts, sizeOf } from './map-parts.ts'
import { restOf, takeItems } from './stand-ins.ts'
import { isAtom, substituteLocals } from './substitute.ts'
import { type Locals, typeOf } from './type-of.ts'
import { isFirst, usesOf } from './uses-of.ts'

export const simplify = (e: Expression, args: readonly Schema[] = []): Expression => {
  let count = 0

  /** A name that is free in none of these. */
  const newName = (...within: readonly Expression[]): string => {
    const taken = new Set(within.flatMap((one) => [...freeLocals(one)]))
    for (;;) {
      const name = `part_${++count}`
      if (!taken.has(name)) return name
    }
  }

  /** Evaluates one and forgets it, then gives the other. */
  const after = (first: Expression, then: Expression, locals: Locals): Expression =>
    isTotal(first, args, locals) ? then : E.bind(newName(then), first, then)

  /** All of these in order, of which one is kept. */
  const keeping = (all: readonly Expression[], place: number, locals: Locals): Expression => {
    const kept = all[place] ?? E.constant(undefined)
    const before = all.slice(0, place)
    const behind = all.slice(place + 1)
    const then = (inner: Expression): Expression =>
      before.reduceRight<Expression>((result, one) => after(one, result, locals), inner)
    if (behind.every((one) => isTotal(one, args, locals))) return then(kept)
    const name = newName(...all)
    return then(
      E.bind(
        name,
        kept,
        behind.reduceRight<Expression>((result, one) => after(one, result, locals), E.local(name)),
      ),
    )
  }

  /** The field of an object literal, if it is certain which one it is. */
  const fieldOfEntries = (entries: readonly Entry[], name: string, locals: Locals): Expression | undefined => {
    const place = entries.findLastIndex((one) => one.kind === 'spread' || one.name === name)
    const one = entries[place]
    if (one === undefined) return undefined
    const parts = entries.map((entry) => (entry.kind === 'entry' ? entry.value : entry.of))
    if (one.kind === 'entry') return keeping(parts, place, locals)
    // All that a row has under the name it has itself, and it has it for certain.
    const of = typeOf(one.of, args, locals)
    const isOwn = of.kind === 'record' && of.fields.some((field) => field.name === name && !field.optional)
    if (!isOwn) return undefined
    return keeping(
      parts.map((part, i) => (i === place ? E.field(part, name) : part)),
      place,
      locals,
    )
  }

  const fieldOf = (of: Expression, name: string, locals: Locals): Expression | undefined => {
    if (of.kind === 'object') return fieldOfEntries(of.entries, name, locals)
    if (of.kind === 'let') {
      const inner = fieldOf(of.within, name, new Map([...locals, [of.name, typeOf(of.value, args, locals)]]))
      return inner === undefined ? undefined : E.bind(of.name, of.value, inner)
    }
    if (of.kind === 'array' && of.items.every((item) => item.kind !== 'spread')) {
      const items = of.items as readonly Expression[]
      if (name === 'length')
        return items.reduceRight<Expression>((then, item) => after(item, then, locals), E.constant(items.length))
      if (/^(0|[1-9]\d{0,3})$/.test(name) && Number(name) < items.length) return keeping(items, Number(name), locals)
    }
    if (isKnown(of) && typeof of.value === 'string' && name === 'length') return E.constant(of.value.length)
    if (of.kind === 'constant' && kindOf(of.value) === 'object') {
      // Explicit parameters: a constant is never changed. What is a function is called with its object, and stays there.
      const property = Object.getOwnPropertyDescriptor(of.value as object, name)
      if (property !== undefined && 'value' in property && typeof property.value !== 'function')
        return E.constant(property.value)
    }
    return undefined
  }

  const truth = (e: Expression, locals: Locals): boolean | undefined => {
    if (e.kind === 'constant') return Boolean(e.value)
    if (!isTotal(e, args, locals)) return undefined
    const type = typeOf(e, args, locals)
    if (type.kind === 'literal') return Boolean(type.value)
    return type.kind === 'null' || type.kind === 'undefined'
      ? false
      : type.kind === 'array' || type.kind === 'tuple' || type.kind === 'date' || type.kind === 'record'
        ? true
        : undefined
  }

  const presence = (e: Expression, locals: Locals): boolean | undefined => {
    if (e.kind === 'constant') return e.value !== null && e.value !== undefined
    if (e.kind === 'object' || e.kind === 'array' || e.kind === 'template' || e.kind === 'function') return true
    const type = typeOf(e, args, locals)
    const members = type.kind === 'union' ? type.members : [type]
    const nothing = members.map((one) =>
      one.kind === 'unknown'
        ? undefined
        : one.kind === 'null' || one.kind === 'undefined' || (one.kind === 'literal' && (one.value ?? null) === null),
    )
    if (nothing.length > 0 && nothing.every((one) => one === true)) return false
    return nothing.length > 0 && nothing.every((one) => one === false) ? true : undefined
  }

  const simplifyLet = (e: E.Let, locals: Locals): Expression => {
    const { name, value, within } = e
    if (isAtom(value)) return once(substituteLocals(within, new Map([[name, value]])), locals)
    const times = usesOf(within, name)
    if (times === 0 && isTotal(value, args, locals)) return within
    // Read once, and before anything else: then it may stand there itself.
    if (times === 1 && isFirst(within, name)) return once(substituteLocals(within, new Map([[name, value]])), locals)
    if (value.kind === 'let') {
      // let a = (let b = x in y) in z  →  let b = x in let a = y in z, b renamed if z means another b
      const inner =
        freeLocals(within).has(value.name) || value.name === name
          ? newName(value.value, value.within, within)
          : value.name
      const y =
        inner === value.name ? value.within : substituteLocals(value.within, new Map([[value.name, E.local(inner)]]))
      return E.bind(inner, value.value, E.bind(name, y, within))
    }
    return e
  }

  /** One step at the root, its parts being simple already. */
  const step = (e: Expression, locals: Locals): Expression => {
    switch (e.kind) {
      case 'field': {
        if (e.optional) {
          const is = presence(e.of, locals)
          if (is === true) return once(E.field(e.of, e.name), locals)
          if (is === false) return after(e.of, E.constant(undefined), locals)
        }
        return e.optional ? e : (fieldOf(e.of, e.name, locals) ?? e)
      }
      case 'index':
        // A fixed name is a field; -0 is '0', and so on, as `String` says.
        return isKnown(e.at) ? once(E.field(e.of, String(e.at.value), e.optional), locals) : e
      case 'unary':
        return foldConstants(e) ?? (e.operator === 'void' ? after(e.of, E.constant(undefined), locals) : e)
      case 'binary':
        return foldConstants(e) ?? e
      case 'logical': {
        const is = e.operator === '??' ? presence(e.left, locals) : truth(e.left, locals)
        if (is === undefined) return e
        const goesOn = e.operator === '&&' ? is : !is
        return goesOn ? after(e.left, e.right, locals) : e.left
      }
      case 'conditional': {
        const is = truth(e.test, locals)
        if (is === undefined) return e
        return after(e.test, is ? e.then : e.otherwise, locals)
      }
      case 'template':
        return simplifyTemplate(e)
      case 'object':
        return simplifyObject(e)
      case 'array': {
        if (!e.items.some((item) => item.kind === 'spread' && item.of.kind === 'array')) return e
        return E.array(
          e.items.flatMap((item) => (item.kind === 'spread' && item.of.kind === 'array' ? item.of.items : [item])),
        )
      }
      case 'let':
        return simplifyLet(e, locals)
      case 'call':
        return simplifyCall(e, locals)
      case 'argument':
      case 'local':
      case 'constant':
      case 'method':
      case 'function':
        return e
      default:
        return e satisfies never
    }
  }

  const simplifyTemplate = (e: E.Template): Expression => {
    if (!e.parts.some(isKnown)) return e.parts.length === 0 ? E.constant(e.texts[0] ?? '') : e
    const texts: string[] = [e.texts[0] ?? '']
    const parts: Expression[] = []
    e.parts.forEach((part, i) => {
      const text = e.texts[i + 1] ?? ''
      if (isKnown(part)) texts[texts.length - 1] += `${part.value}${text}`
      else {
        parts.push(part)
        texts.push(text)
      }
    })
    return parts.length === 0 ? E.constant(texts[0] ?? '') : E.template(texts, parts)
  }

  /** Spreads of object literals become their entries. */
  const simplifyObject = (e: E.ObjectLiteral): Expression => {
    const isFlat = (one: Entry): boolean =>
      !(one.kind === 'spread' && (one.of.kind === 'object' || (isKnown(one.of) && one.of.value === null)))
    if (e.entries.every(isFlat)) return e
    return E.object(
      e.entries.flatMap((one): readonly Entry[] =>
        isFlat(one) || one.kind !== 'spread' ? [one] : one.of.kind === 'object' ? one.of.entries : [],
      ),
    )
  }

  const simplifyCall = (e: E.Call, locals: Locals): Expression => {
    const [of] = e.args
    if (e.fn === takeItems && of?.kind === 'array' && e.args[1]?.kind === 'constant') {
      const count = Number(e.args[1].value)
      const plain = of.items.every((item) => item.kind !== 'spread')
      if (!plain) return e
      const items = of.items as readonly Expression[]
      if (items.length === count) return of
      if (items.length < count)
        return E.array([...items, ...Array.from({ length: count - items.length }, () => E.constant(undefined))])
      if (items.slice(count).every((item) => isTotal(item, args, locals))) return E.array(items.slice(0, count))
    }
    if (e.fn === restOf && of?.kind === 'object' && of.entries.every((one) => one.kind === 'entry')) {
      const names = new Set(e.args.slice(1).map((arg) => (arg.kind === 'constant' ? arg.value : undefined)))
      const entries = of.entries as readonly Extract<Entry, { readonly kind: 'entry' }>[]
      const dropped = entries.filter(({ name }) => names.has(name))
      if (dropped.every(({ value }) => isTotal(value, args, locals)))
        return E.object(entries.filter(({ name }) => !names.has(name)))
    }
    return e
  }

  /** The root again, after a step that may have made another possible. */
  const once = (e: Expression, locals: Locals): Expression => {
    const next = step(e, locals)
    return next === e ? e : simple(next, locals)
  }

  const simple = (e: Expression, locals: Locals): Expression => {
    if (e.kind === 'let') {
      const value = simple(e.value, locals)
      const inner = new Map([...locals, [e.name, typeOf(value, args, locals)]])
      const within = simple(e.within, inner)
      return once(value === e.value && within === e.within ? e : E.bind(e.name, value, within), locals)
    }
    if (e.kind === 'function') {
      const inner = new Map(locals)
      for (const param of e.params) inner.delete(param)
      return mapParts(e, (part) => simple(part, inner))
    }
    return once(
      mapParts(e, (part) => simple(part, locals)),
      locals,
    )
  }

  return sizeOf(e) > mostParts ? e : simple(e, new Map())
}

/** Larger ones are left as they are. */
const mostParts = 5_000
