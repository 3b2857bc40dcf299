/** Which report is the newer one: of two runs the one with the higher id, then the later attempt. */
export interface StickyOrder {
  /** The commit reported on. */
  readonly head: string
  readonly run: number
  readonly attempt: number
}

/** What a comment may hold, in UTF-16 units (GitHub: "body is too long"). */
const COMMENT_CHARACTERS = 65_536
const MARKER =
  /^<!-- reprise config=(\S+) run=(\d{1,16}) attempt=(\d{1,9}) head=([0-9a-f]{40,64}) -->\r?\n/

export interface Marked {
  readonly order: StickyOrder
  /** What follows the marker. */
  readonly body: string
}

/** A comment's text: a line that readers do not see, then the report. */
export function withMarker(config: string, order: StickyOrder, body: string): string {
  return `${markerOf(config, order)}${body}`
}

/** How long a report may be so that it fits beside its marker. */
export function commentRoom(config: string, order: StickyOrder): number {
  return COMMENT_CHARACTERS - markerOf(config, order).length
}

/** Undefined where the text is not a report on this configuration. */
export function parseMarker(text: string, config: string): Marked | undefined {
  const [line, spelled, run, attempt, head] = MARKER.exec(text) ?? []
  if (line === undefined || head === undefined || spelled !== spellConfig(config)) return undefined
  const order = { head, run: Number(run), attempt: Number(attempt) }
  if (!Number.isSafeInteger(order.run)) return undefined
  return { order, body: text.slice(line.length).replaceAll('\r\n', '\n') }
}

/** Above 0 where the first is newer. */
export function compareOrders(a: StickyOrder, b: StickyOrder): number {
  return a.run - b.run || a.attempt - b.attempt
}

function markerOf(config: string, { head, run, attempt }: StickyOrder): string {
  return `<!-- reprise config=${spellConfig(config)} run=${run} attempt=${attempt} head=${head} -->\n`
}

/** Nothing that ends the HTML comment: no `>`, no space, no two hyphens in a row. */
function spellConfig(config: string): string {
  return encodeURIComponent(config.toWellFormed()).replaceAll('--', '%2D%2D')
}
