import { explain } from '../../src/explain/explain.ts'
import type { Change, Explanation, FactorReport } from '../../src/explain/explanation.ts'
import type { Material, Side } from '../../src/explain/material.ts'
import { wanted } from '../../src/explain/wanted.ts'
import { sha256, type Digest } from '../../src/record/digest.ts'
import { encodeManifest, manifestOf, type Manifest } from '../../src/record/manifest.ts'
import type { Factor, RunRecord } from '../../src/record/record.ts'
import { exampleRecord } from '../record/example.ts'

type Files = Readonly<Record<string, string | Uint8Array>>
type Parts = Partial<Omit<RunRecord, 'id'>>

/** What one side trained, as files; everything that a record refers to is made from them. */
export interface Made {
  readonly files?: Files
  /** Data sets outside the tree's list: name → files. */
  readonly data?: Readonly<Record<string, Files>>
  readonly packages?: Readonly<Record<string, string>>
  readonly imported?: readonly string[]
  /** What imported files held when they were imported, where the probe saw something else than usual. */
  readonly held?: Readonly<Record<string, string>>
  /** Raw manifest values (`link:…`, `x sha256:…`) for paths of `files`. */
  readonly values?: Readonly<Record<string, string>>
  readonly record?: (record: RunRecord) => Parts
}

export interface Scene {
  readonly record: RunRecord
  readonly attachments: ReadonlyMap<Digest, Uint8Array>
  readonly texts: ReadonlyMap<string, Uint8Array>
}

export function scene(made: Made): Scene {
  const attachments = new Map<Digest, Uint8Array>()
  const keep = (of: Manifest['of'], entries: ReadonlyArray<readonly [string, string]>): Digest => {
    const bytes = encodeManifest(manifestOf(of, entries))
    attachments.set(sha256(bytes), bytes)
    return sha256(bytes)
  }
  const digests = (files: Files): [string, string][] =>
    Object.entries(files).map(([path, bytes]) => [path, made.values?.[path] ?? sha256(bytes)])
  const sets = Object.entries(made.data ?? {})
  const base = exampleRecord()
  const parts: Parts = {
    code: {
      dirty: false,
      manifest: keep('code', digests(made.files ?? {})),
      ...(made.imported === undefined
        ? {}
        : {
            sources: keep(
              'sources',
              made.imported.map((path): [string, string] => [
                path,
                sha256(made.held?.[path] ?? path),
              ]),
            ),
          }),
    },
    config: { ...base.config, params: {} },
    data: sets.map(([name, files]) => ({
      name,
      mode: 'bind' as const,
      manifest: keep('data', digests(files)),
      files: Object.keys(files).length,
      bytes: 1,
    })),
    environment: {
      ...base.environment,
      packages: keep('packages', Object.entries(made.packages ?? {})),
      pins: {},
    },
    facts: known(),
  }
  const record = exampleRecord(parts)
  const texts = Object.entries(
    Object.assign({}, ...sets.map(([, files]) => files), made.files) as Files,
  )
  return {
    record: exampleRecord({ ...record, ...made.record?.(record) }),
    attachments,
    texts: new Map(texts.map(([path, text]) => [path, Buffer.from(text)])),
  }
}

/** All factors recorded. */
export function known(): RunRecord['facts'] {
  const fact = { state: 'recorded' as const, source: 'probe' }
  return {
    code: fact,
    config: fact,
    data: fact,
    environment: fact,
    hardware: fact,
    seed: fact,
    determinism: fact,
  }
}

/** Gives the explanation only what `wanted` asked for, as a flow does. */
export function materialOf(baseline: Scene, run: Scene): Material {
  const attachment = (digest: Digest): Uint8Array | undefined =>
    baseline.attachments.get(digest) ?? run.attachments.get(digest)
  const texts = new Map<string, Uint8Array>()
  for (const { side, path, digest } of wanted(run.record, baseline.record, attachment)) {
    const bytes = (side === 'run' ? run : baseline).texts.get(path)
    if (bytes !== undefined && sha256(bytes) === digest) texts.set(`${side} ${path}`, bytes)
  }
  return { attachment, text: (side: Side, path: string) => texts.get(`${side} ${path}`) }
}

export const nothing: Material = { attachment: () => undefined, text: () => undefined }

export function explained(
  baseline: Scene,
  run: Scene,
  material = materialOf(baseline, run),
): Explanation {
  return explain({ run: run.record, baseline: baseline.record, material })
}

export function factor(explanation: Explanation, name: Factor): FactorReport {
  const report = explanation.factors.find((entry) => entry.factor === name)
  if (report === undefined) throw new Error(`no report on ${name}`)
  return report
}

export function between(before: Made, after: Made, name: Factor): FactorReport {
  return factor(explained(scene(before), scene(after)), name)
}

/** The settings of a report as `name: before → after`. */
export function settings(report: FactorReport): string[] {
  return report.changes.flatMap((change) =>
    change.kind === 'setting'
      ? [`${change.name}: ${change.before ?? 'none'} → ${change.after ?? 'none'}`]
      : [],
  )
}

export function codeChanges(report: FactorReport): Extract<Change, { kind: 'code' }>[] {
  return report.changes.flatMap((change) => (change.kind === 'code' ? [change] : []))
}

export function dataChanges(report: FactorReport): Extract<Change, { kind: 'data' }>[] {
  return report.changes.flatMap((change) => (change.kind === 'data' ? [change] : []))
}
