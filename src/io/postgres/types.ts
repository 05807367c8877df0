/**
 * The types of PostgreSQL by their numbers, which never change for those that it brings along.
 *
 * A type that is not here, one that somebody made or an extension brings, is `other`: its values are text.
 */

/** How values of a type are written as text. */
export type Kind =
  | 'boolean'
  | 'int'
  | 'int8'
  | 'float'
  | 'numeric'
  | 'text'
  | 'bytea'
  | 'json'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'time'
  | 'other'

/** A type, or arrays of it. */
export interface Type {
  readonly kind: Kind
  readonly isArray: boolean
}

/** Kind, number of the type, number of its arrays. */
const known: readonly (readonly [Kind, number, number])[] = [
  ['boolean', 16, 1000],
  ['bytea', 17, 1001],
  ['text', 18, 1002], // "char"
  ['text', 19, 1003], // name
  ['int8', 20, 1016],
  ['int', 21, 1005],
  ['int', 23, 1007],
  ['text', 25, 1009],
  ['int8', 26, 1028], // oid
  ['json', 114, 199],
  ['float', 700, 1021],
  ['float', 701, 1022],
  ['text', 1042, 1014], // char(n)
  ['text', 1043, 1015], // varchar
  ['date', 1082, 1182],
  ['time', 1083, 1183],
  ['timestamp', 1114, 1115],
  ['timestamptz', 1184, 1185],
  ['other', 1186, 1187], // interval
  ['other', 1266, 1270], // time with time zone
  ['numeric', 1700, 1231],
  ['other', 2950, 2951], // uuid
  ['json', 3802, 3807], // jsonb
  ['other', 650, 651], // cidr
  ['other', 869, 1041], // inet
  ['other', 829, 1040], // macaddr
]

const types: ReadonlyMap<number, Type> = new Map(
  known.flatMap(([kind, one, many]): readonly (readonly [number, Type])[] => [
    [one, Object.freeze({ kind, isArray: false })],
    [many, Object.freeze({ kind, isArray: true })],
  ]),
)

const other: Type = Object.freeze({ kind: 'other', isArray: false })

/** The type of a number. */
export const typeOf = (oid: number): Type => types.get(oid) ?? other
