import type { Digest } from '../../record/digest.ts'
import type { Finding } from '../../record/finding.ts'
import { manifestDigest, manifestOf, type Manifest } from '../../record/manifest.ts'
import { encodeNumber } from '../../record/number.ts'
import type { Environment, Fact, Scalar } from '../../record/record.ts'
import { spellPlace, type Homes } from './place.ts'
import type { EndedReport, ProbeReport } from './probe.ts'

export interface EnvironmentContext extends Homes {
  /** The machine's platform, where no report says one: `linux-x86_64`. */
  readonly platform: string
  /** Package locks in force: path → digest. */
  readonly pins: Readonly<Record<string, Digest>>
  /** The model's own `env:`; it stands in the record's configuration. */
  readonly env: Readonly<Record<string, string>>
}

/** What the reports say of the interpreter that trained, and how far that is known. */
export interface EnvironmentRead {
  readonly environment: Environment
  readonly packages: Manifest | undefined
  /** The report of the process that trained, if one ended. */
  readonly trained: EndedReport | undefined
  readonly fact: Fact
  readonly findings: readonly Finding[]
}

/** Makes the record's environment from the reports of all Python processes of a run. */
export function environmentOf(
  reports: readonly ProbeReport[],
  context: EnvironmentContext,
): EnvironmentRead {
  const trained = trainer(reports)
  const python = (trained ?? longest(reports))?.python
  const packages =
    trained?.packages === undefined
      ? undefined
      : manifestOf('packages', Object.entries(trained.packages))
  const system = trained?.system
  const framework = trained === undefined ? undefined : frameworkOf(trained)
  const environment: Environment = {
    ...(python === undefined ? {} : { python: pythonOf(python, context) }),
    platform: system?.platform ?? context.platform,
    ...(system?.os == null ? {} : { os: system.os }),
    ...(system?.kernel == null ? {} : { kernel: system.kernel }),
    ...(system?.libc == null ? {} : { libc: system.libc }),
    ...(framework === undefined ? {} : { framework }),
    ...(packages === undefined
      ? {}
      : { packages: manifestDigest(packages), packageCount: packages.entries.length }),
    pins: { ...context.pins },
    variables: outside(trained?.variables ?? {}, context),
  }
  const missing = gap(reports, trained)
  const fact: Fact = { state: missing === undefined ? 'recorded' : 'unknown', source: 'probe' }
  return { environment, packages, trained, fact, findings: missing === undefined ? [] : [missing] }
}

/**
 * The process that really trained, of launchers, workers and tools: the one that imported a framework, then the one
 * that imported most of the tree, then a process of its own rather than a fork, then of several that made steps the last, then
 * the one that ran longest.
 */
function trainer(reports: readonly ProbeReport[]): EndedReport | undefined {
  const ended = reports.filter((report): report is EndedReport => report.ended)
  return ended.sort((a, b) => compare(rank(b), rank(a)))[0]
}

function rank(report: EndedReport): readonly number[] {
  const frameworks = Object.keys(report.frameworks ?? {}).length
  const sources = Object.keys(report.modules?.tree ?? {}).length
  // Which of two trainings took longer is left to chance, and which began first is not.
  const trained = (report.tracing?.steps ?? 0) > 0 ? report.started : 0
  return [frameworks > 0 ? 1 : 0, sources, report.forked ? 0 : 1, trained, report.seconds]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** Where none ended: the first that started, which is the one that the launcher started. */
function longest(reports: readonly ProbeReport[]): ProbeReport | undefined {
  return reports.toSorted((a, b) => a.started - b.started)[0]
}

function pythonOf(python: ProbeReport['python'], homes: Homes): NonNullable<Environment['python']> {
  const { implementation, version, executable } = python
  return { implementation, version, executable: spellPlace(executable, homes) }
}

function frameworkOf({ frameworks }: EndedReport): Environment['framework'] {
  for (const name of ['torch', 'tensorflow', 'jax'] as const) {
    const found = frameworks?.[name]
    if (found === undefined) continue
    const flags = Object.entries(found.flags).map(([flag, value]): [string, Scalar] => [
      flag,
      typeof value === 'number' ? encodeNumber(value) : value,
    ])
    return { name, version: found.version, flags: Object.fromEntries(flags) }
  }
  return undefined
}

/** Variables that `env:` does not set. A path in one may hold a user's name. */
function outside(
  variables: Readonly<Record<string, string>>,
  { env, ...homes }: EnvironmentContext,
): Record<string, string> {
  const kept = Object.entries(variables).filter(([name]) => !Object.hasOwn(env, name))
  return Object.fromEntries(kept.map(([name, value]) => [name, spellPlace(value, homes)]))
}

function gap(
  reports: readonly ProbeReport[],
  trained: EndedReport | undefined,
): Finding | undefined {
  if (reports.length === 0)
    return absent(
      'no Python of the training ran it (started with -S, -I or -E, or no Python at all)',
    )
  if (trained === undefined)
    return absent('Python started and did not end by itself (killed, crashed, or left by os._exit)')
  const failed = trained.errors[0]
  return failed === undefined ? undefined : absent(`a part of it failed: ${failed}`)
}

function absent(why: string): Finding {
  return { kind: 'probe-absent', why }
}
