/**
 * Whether the order of rows means something. It is a part of a dataset's type.
 *
 * A `'sequence'` has an order; a `'bag'` has none. Where either will do, the type is `Order`.
 *
 * @example
 * const order: F.Order = F.orderOf(F.rows([1, 2]).plan)
 * order // 'sequence'
 */
export type Order = 'sequence' | 'bag'
