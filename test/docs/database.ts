/**
 * The database of examples: one within Node, with some flights, started by the first example that needs it.
 */
import pg from 'pg'
import { startEmbedded } from '../io/postgres/embedded.ts'

const { url } = await startEmbedded()

const client = new pg.Client(url)
await client.connect()
await client.query(`
  create table flights (id int primary key, origin text not null, delay int, at timestamptz not null);
  insert into flights values
    (1, 'SEA', 4, '2001-01-10 10:35+00'),
    (2, 'JFK', null, '2001-01-10 11:00+00'),
    (3, 'SEA', 62, '2001-01-11 08:15+00');
  create table delays (origin text primary key, flights int not null, mean float8)
`)
await client.end()

/** Where it is. */
export const database: string = url
