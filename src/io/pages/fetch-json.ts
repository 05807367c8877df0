/**
 * A request for JSON, whose failures say what `pages` wants to know.
 */
import type { Ask } from './options.ts'

/** What went wrong with an answer, as `pages` reads it. */
const refused = (url: string, response: Response): Error =>
  Object.assign(new Error(`${response.status} ${response.statusText} from ${url}`.replace(/ {2,}/g, ' ')), {
    status: response.status,
    retryAfter: response.headers.get('retry-after') ?? undefined,
  })

/** A body that is no JSON was cut short, or is somebody's page of errors: another try may do. */
const noJson = (url: string, cause: unknown): Error =>
  Object.assign(new Error(`the answer of ${url} is no JSON`, { cause }), { isCutShort: true })

/**
 * The JSON at a URL, as `T`: what is in it is for the codec to check. With a store, what has an ETag and has not changed is not sent
 * again.
 *
 * @throws an Error with `status` and `retryAfter`, where the answer is none; with the codes of the network, where there is none
 * @example
 * const item = await fetchJson<{ id: number }>('data:application/json,{"id":1}')
 * item.id // 1
 */
export const fetchJson = async <T>(url: string | URL, ask?: Ask, init: RequestInit = {}): Promise<T> => {
  const key = String(url)
  const kept = await ask?.store?.get(key)
  const headers = new Headers(init.headers)
  if (!headers.has('accept')) headers.set('accept', 'application/json')
  if (kept !== undefined) headers.set('if-none-match', kept.etag)
  const response = await fetch(url, { ...init, headers, ...(ask === undefined ? {} : { signal: ask.signal }) })
  if (response.status === 304 && kept !== undefined) return kept.body as T
  if (!response.ok) {
    await response.body?.cancel()
    throw refused(key, response)
  }
  const text = await response.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (thrown) {
    throw noJson(key, thrown)
  }
  const etag = response.headers.get('etag')
  if (etag !== null) await ask?.store?.set(key, { etag, body })
  return body as T
}
