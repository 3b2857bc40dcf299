import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pair, Training } from '../mutation.ts'
import { runPython } from '../python.ts'
import { inCopy } from '../workspace.ts'

const RECORDER = join(import.meta.dirname, 'record.py')

/** Where two trainings part, as the reference recorder found it. */
export interface Parting {
  readonly step: number
  readonly phase: string
  readonly name: string
  readonly part: string
  /** ‖A−B‖ ÷ ‖A‖ of that tensor, exactly; null where it has no meaning: other shapes, integers. */
  readonly relative: number | null
  /** Of the coarser format of the two. */
  readonly epsilon: number
}

/** Runs trainings with every tensor kept, and says where a mutant parts from its original; null: nowhere. */
export class Oracle {
  private readonly folder = mkdtempSync(join(tmpdir(), 'reprise-oracle-'))
  private readonly originals = new Map<Training, Promise<string>>()
  private readonly python: string
  private readonly numpy: string | undefined

  constructor(python: string, numpy: string | undefined) {
    this.python = python
    this.numpy = numpy
  }

  async parting({ training, variant }: Pair): Promise<Parting | null> {
    const original = await this.original(training)
    const printed = await inCopy(training, variant.edits, (folder) =>
      runPython(
        this.python,
        [RECORDER, 'train.py', 'unused', original],
        folder,
        variant.numpy === 'other' ? { PYTHONPATH: this.numpy ?? '' } : {},
      ),
    )
    return JSON.parse(printed) as Parting | null
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  private original(training: Training): Promise<string> {
    const known = this.originals.get(training)
    if (known !== undefined) return known
    const file = join(this.folder, `${training}.pt`)
    const made = inCopy(training, [], (folder) =>
      runPython(this.python, [RECORDER, 'train.py', file], folder, {}),
    ).then(() => file)
    this.originals.set(training, made)
    return made
  }
}
