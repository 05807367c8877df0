/** The values that JavaScript copies: all but objects, functions and symbols. */
export type Primitive = string | number | boolean | bigint | null | undefined
