/**
 * What a function gives, as a value that can be looked at: an expression over its arguments.
 *
 * Expressions are what Floe reads out of lambdas that are simple enough. They are frozen records told apart by `kind`, mean
 * what JavaScript means by the same words, and have no effect: their value depends on the arguments alone, and evaluating
 * one twice, or not at all, makes no difference but that it may throw. How they are read out of source text stands in
 * `read-lambda.ts`, how they become source text again in `print-expression.ts`. This module knows nothing of plans.
 */

/** An argument of the function: 0 is the row, or, of a reducer, the state. Explicit parameters are constants. */
export type Argument = { readonly kind: 'argument'; readonly index: number }
/** A name that stands for a value, bound by a `let` or a `function` around it, or by whoever generates code. */
export type Local = { readonly kind: 'local'; readonly name: string }
/**
 * A value known beforehand: a literal, an explicit parameter, something captured that cannot change. What is no primitive
 * is that very object, and is never changed.
 */
export type Constant = { readonly kind: 'constant'; readonly value: unknown }
/** A property of a fixed name: `of.name`, and with `optional` `of?.name`. */
export type Field = {
  readonly kind: 'field'
  readonly of: Expression
  readonly name: string
  readonly optional: boolean
}
/** A property of a computed name: `of[at]`, and with `optional` `of?.[at]`. */
export type Index = {
  readonly kind: 'index'
  readonly of: Expression
  readonly at: Expression
  readonly optional: boolean
}
export type UnaryOperator = '-' | '+' | '!' | '~' | 'typeof' | 'void'
export type Unary = { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '|'
  | '&'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '==='
  | '!=='
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
export type Binary = {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}
export type Logical = {
  readonly kind: 'logical'
  readonly operator: '&&' | '||' | '??'
  readonly left: Expression
  readonly right: Expression
}
export type Conditional = {
  readonly kind: 'conditional'
  readonly test: Expression
  readonly then: Expression
  readonly otherwise: Expression
}
/** Texts with parts between them: one text more than parts. */
export type Template = {
  readonly kind: 'template'
  readonly texts: readonly string[]
  readonly parts: readonly Expression[]
}
/** Of an object literal: a field (an own one, also when it is called `__proto__`), or all fields of another object. */
export type Entry =
  | { readonly kind: 'entry'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'spread'; readonly of: Expression }
/** A fresh object. Where entries share a name the last counts, at the place of the first. */
export type ObjectLiteral = { readonly kind: 'object'; readonly entries: readonly Entry[] }
/** A fresh array; an item may be a spread of an iterable. */
export type ArrayLiteral = {
  readonly kind: 'array'
  readonly items: readonly (Expression | { readonly kind: 'spread'; readonly of: Expression })[]
}
/**
 * A method of a value that is known to be pure whatever the value is, as long as it is a row's: `of.name(…args)`, and with
 * `optional` `of?.name(…args)`.
 */
export type Method = {
  readonly kind: 'method'
  readonly of: Expression
  readonly name: string
  readonly args: readonly Expression[]
  readonly optional: boolean
}
/** A function that is known beforehand and pure, called without `this`: `Math.floor`, a helper that was read. */
export type Call = {
  readonly kind: 'call'
  readonly fn: (...args: never) => unknown
  /** As it is written where nothing shadows it: `Math.floor`; undefined for functions without a global name. */
  readonly name: string | undefined
  readonly args: readonly Expression[]
}
/** A name for a value within another expression: `const name = value` before `return within`. Evaluated once, at once. */
export type Let = {
  readonly kind: 'let'
  readonly name: string
  readonly value: Expression
  readonly within: Expression
}
/** A function made on the way, such as an array's method is given. Its parameters are locals in its body. */
export type FunctionLiteral = {
  readonly kind: 'function'
  readonly params: readonly string[]
  readonly body: Expression
}

/** Ends in `never` wherever it is taken apart: a new kind is a list of compile errors. */
export type Expression =
  | Argument
  | Local
  | Constant
  | Field
  | Index
  | Unary
  | Binary
  | Logical
  | Conditional
  | Template
  | ObjectLiteral
  | ArrayLiteral
  | Method
  | Call
  | Let
  | FunctionLiteral

/** The value itself. */
export const constant = (value: unknown): Constant => Object.freeze({ kind: 'constant', value })

/** The row, of a function of a row. */
export const argument = (index: number): Argument => Object.freeze({ kind: 'argument', index })

export const local = (name: string): Local => Object.freeze({ kind: 'local', name })

export const field = (of: Expression, name: string, optional = false): Field =>
  Object.freeze({ kind: 'field', of, name, optional })

export const index = (of: Expression, at: Expression, optional = false): Index =>
  Object.freeze({ kind: 'index', of, at, optional })

export const unary = (operator: UnaryOperator, of: Expression): Unary => Object.freeze({ kind: 'unary', operator, of })

export const binary = (operator: BinaryOperator, left: Expression, right: Expression): Binary =>
  Object.freeze({ kind: 'binary', operator, left, right })

export const logical = (operator: Logical['operator'], left: Expression, right: Expression): Logical =>
  Object.freeze({ kind: 'logical', operator, left, right })

export const conditional = (test: Expression, then: Expression, otherwise: Expression): Conditional =>
  Object.freeze({ kind: 'conditional', test, then, otherwise })

export const template = (texts: readonly string[], parts: readonly Expression[]): Template =>
  Object.freeze({ kind: 'template', texts: Object.freeze([...texts]), parts: Object.freeze([...parts]) })

export const entry = (name: string, value: Expression): Entry => Object.freeze({ kind: 'entry', name, value })

export const spread = (of: Expression): { readonly kind: 'spread'; readonly of: Expression } =>
  Object.freeze({ kind: 'spread', of })

export const object = (entries: readonly Entry[]): ObjectLiteral =>
  Object.freeze({ kind: 'object', entries: Object.freeze([...entries]) })

export const array = (items: ArrayLiteral['items']): ArrayLiteral =>
  Object.freeze({ kind: 'array', items: Object.freeze([...items]) })

export const method = (of: Expression, name: string, args: readonly Expression[], optional = false): Method =>
  Object.freeze({ kind: 'method', of, name, args: Object.freeze([...args]), optional })

export const call = (fn: Call['fn'], name: string | undefined, args: readonly Expression[]): Call =>
  Object.freeze({ kind: 'call', fn, name, args: Object.freeze([...args]) })

export const bind = (name: string, value: Expression, within: Expression): Let =>
  Object.freeze({ kind: 'let', name, value, within })

export const functionLiteral = (params: readonly string[], body: Expression): FunctionLiteral =>
  Object.freeze({ kind: 'function', params: Object.freeze([...params]), body })
