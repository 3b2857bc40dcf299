/** What a run tells while it goes on. */
export interface Progress {
  readonly phase: 'copying' | 'setup' | 'waiting' | 'training'
  /** Seconds since this phase began. */
  readonly seconds: number
  readonly step?: number
  readonly total?: number
  readonly loss?: number
  /** Seconds until the last step, if the steps so far tell. */
  readonly left?: number
  /** The last line of output, at most 200 characters. Untrusted text. */
  readonly line?: string
  /** Whom the queue waits for. */
  readonly waitingFor?: string
  /** Something about this phase that a person should know, such as why no cache was used. */
  readonly note?: string
}

export type OnProgress = (progress: Progress) => void

/** What has been seen in the output so far. */
export interface Seen {
  readonly step?: number
  readonly total?: number
  readonly loss?: number
  readonly line?: string
  /** Steps that began anew: how many are left cannot be told from them. */
  readonly rewound?: boolean
}

const LONGEST_LINE = 200
const COUNTERS = [
  /\b(?:global[_ ]?)?(?:step|iter(?:ation)?|it|batch)["']?[ \t]*[:=#[]?[ \t]*(\d[\d_,]*)(?:[ \t]*(?:\/|of)[ \t]*(\d[\d_,]*))?/i,
  /\bepoch["']?[ \t]*[:=#[]?[ \t]*(\d[\d_,]*)(?![.\d])(?:[ \t]*(?:\/|of)[ \t]*(\d[\d_,]*))?/i,
  /(\d+)\/(\d+)[ \t]*\[\d+:/, // tqdm
]
const LOSS = /\bloss["']?[ \t]*[:=]?[ \t]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i

/** Takes in one line of output: cheap guesses for a progress line, never evidence. */
export function readLine(seen: Seen, raw: string): Seen {
  const line = raw.slice(0, LONGEST_LINE).trim()
  if (line === '') return seen
  const counter = COUNTERS.map((pattern) => pattern.exec(line)).find((match) => match !== null)
  const loss = LOSS.exec(line)?.[1]
  const step = counter === undefined ? seen.step : toNumber(counter[1])
  const total = counter?.[2] === undefined ? seen.total : toNumber(counter[2])
  const rewound = seen.rewound === true || (step ?? 0) < (seen.step ?? 0)
  return {
    line,
    ...(step !== undefined && { step }),
    ...(total !== undefined && { total }),
    ...(loss === undefined
      ? seen.loss !== undefined && { loss: seen.loss }
      : { loss: Number(loss) }),
    ...(rewound && { rewound }),
  }
}

function toNumber(digits: string | undefined): number {
  return Number((digits ?? '').replace(/[,_]/g, ''))
}

/** What to tell of it after so many seconds. */
export function progressOf(
  { rewound, ...seen }: Seen,
  phase: Progress['phase'],
  seconds: number,
): Progress {
  const { step, total } = seen
  const known =
    step !== undefined && total !== undefined && step > 0 && total >= step && rewound !== true
  return { phase, seconds, ...seen, ...(known && { left: (seconds / step) * (total - step) }) }
}
