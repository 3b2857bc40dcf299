import { readdirSync, realpathSync } from 'node:fs'
import { homedir, machine } from 'node:os'
import type { Digest } from '../../record/digest.ts'
import { UserError } from '../../record/error.ts'
import type { Finding } from '../../record/finding.ts'
import { manifestOf, type Manifest } from '../../record/manifest.ts'
import { environmentOf, type EnvironmentRead } from '../../readers/environment/environment.ts'
import { spellPlace } from '../../readers/environment/place.ts'
import { readProbe, type EndedReport, type ProbeReport } from '../../readers/environment/probe.ts'
import { fileSource } from '../file-source.ts'
import { makeReadable } from '../folders.ts'
import { networkOf } from './parts.ts'
import { repeatability } from './seeding.ts'
import { digestIn } from './tree.ts'
import type { RunOutcome } from '../outcome.ts'

export interface PythonRead extends EnvironmentRead {
  /** The files of the tree that the training imported or opened to read; undefined where no process said. */
  readonly sources: Manifest | undefined
  /** Those that it opened. */
  readonly opened: readonly string[]
  /** The process that trained, or those that did one after the other, in their order. */
  readonly trainings: readonly EndedReport[]
  /** Whether a process says that it moved an initial weight. */
  readonly twin: boolean
}

const MOST_REPORTS = 256
const SHOWN = 20

/** All that the probe says of the run's Python processes. `checkout`: the folder that the run's copy stands for. */
export function harvestPython(
  outcome: RunOutcome,
  checkout: string,
  pins: Readonly<Record<string, Digest>>,
): PythonRead {
  const { reports, findings } = readReports(outcome.output)
  const homes = { tree: outcome.seenAs, home: homedir() }
  const platform = `${process.platform}-${machine()}`
  const read = environmentOf(reports, { ...homes, platform, pins, env: outcome.env })
  const ended = reports.filter((report): report is EndedReport => report.ended)
  const foreign = foreignModules(ended, outcome, checkout).map((path): Finding => ({
    kind: 'foreign-module',
    path: spellPlace(path, homes),
  }))
  const sources = ended.length === 0 ? undefined : sourcesOf(ended, outcome.before)
  return {
    ...read,
    sources,
    opened: openedIn(ended, outcome.before),
    trainings: trainingsOf(ended, read.trained),
    twin: ended.some(({ tracing }) => tracing?.twin === true),
    findings: [
      ...findings,
      ...read.findings,
      ...contacts(ended, outcome),
      ...foreign,
      ...repeatability(ended),
    ],
  }
}

function readReports(folder: string): { reports: ProbeReport[]; findings: Finding[] } {
  const reports: ProbeReport[] = []
  const { names, findings } = namesIn(folder)
  for (const name of names.slice(0, MOST_REPORTS)) {
    try {
      reports.push(readProbe(fileSource(realpathSync(folder), name)))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      findings.push({ kind: 'source-unreadable', path: name, why: error.message })
    }
  }
  return { reports, findings: findings.slice(0, SHOWN) }
}

/** In the order in which the processes started: the names end in that time. */
function namesIn(folder: string): { names: string[]; findings: Finding[] } {
  const time = (name: string): string =>
    (/-(\d+)(?:\.start)?\.json$/.exec(name)?.[1] ?? '').padStart(20, '0')
  try {
    makeReadable(folder)
    const names = readdirSync(folder)
      .filter((name) => /^python-\d+-\d+(?:\.start)?\.json$/.test(name))
      .sort((a, b) => (time(a) < time(b) ? -1 : 1))
    return { names, findings: [] }
  } catch (error) {
    const why = `what the probe wrote cannot be listed (${(error as NodeJS.ErrnoException).code})`
    return { names: [], findings: [{ kind: 'source-unreadable', path: '.', why }] }
  }
}

/** Ranks of one training run at the same time, and each has seeds of its own: of those one speaks for all. */
function trainingsOf(
  ended: readonly EndedReport[],
  trained: EndedReport | undefined,
): readonly EndedReport[] {
  const steps = ended
    .filter(({ tracing }) => (tracing?.steps ?? 0) > 0)
    .toSorted((a, b) => a.started - b.started)
  const isSequence = steps.every(
    ({ started, seconds }, at) => started + seconds <= (steps[at + 1]?.started ?? Infinity),
  )
  if (isSequence && steps.length > 1) return steps
  return trained === undefined ? [] : [trained]
}

/** Files that were there before the run. */
function openedIn(reports: readonly EndedReport[], before: RunOutcome['before']): string[] {
  const all = reports.flatMap(({ opened = [] }) => opened)
  return [...new Set(all)].filter((path) => before.has(path))
}

/** What was loaded, by the digest that the process saw, else by that of the file which was placed there. */
function sourcesOf(reports: readonly EndedReport[], before: RunOutcome['before']): Manifest {
  const opened = openedIn(reports, before).map((path): [string, undefined] => [path, undefined])
  const imported = reports.flatMap(({ modules }) => Object.entries(modules?.tree ?? {}))
  const entries = [...opened, ...imported]
  const known = entries.flatMap(([path, digest]): [string, string][] => {
    const value = digest ?? digestIn(before.get(path) ?? '')
    return value === undefined || path.split('/').includes('..') ? [] : [[path, value]]
  })
  return manifestOf('sources', new Map(known))
}

/** Addresses of other machines. With the network really off nothing was reached, whatever was tried. */
function contacts(reports: readonly EndedReport[], outcome: RunOutcome): Finding[] {
  const addresses = [...new Set(reports.flatMap(({ connected }) => connected?.remote ?? []))].slice(
    0,
    SHOWN,
  )
  return networkOf(outcome) === 'off' || addresses.length === 0
    ? []
    : [{ kind: 'not-hermetic', addresses }]
}

/**
 * Modules that were imported from elsewhere though the repository holds them: from the original checkout, which the
 * run's copy stands for, or from another copy of the same package (an editable install that points there).
 */
function foreignModules(
  reports: readonly EndedReport[],
  { seenAs, before }: RunOutcome,
  checkout: string,
): string[] {
  const paths = [...new Set(reports.flatMap(({ modules }) => modules?.foreign ?? []))]
  const held = new Set([...before.keys()].map(tail))
  const isFromCheckout = (path: string) => seenAs !== checkout && path.startsWith(`${checkout}/`)
  return paths
    .filter((path) => isFromCheckout(path) || held.has(tail(path)) || before.has(last(path)))
    .slice(0, SHOWN)
}

/** The file with the folder that holds it: `model/net.py`. One name alone is too common to mean the same file. */
function tail(path: string): string {
  const parts = path.split('/')
  return parts.length < 2 ? `./${path}` : parts.slice(-2).join('/')
}

function last(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
