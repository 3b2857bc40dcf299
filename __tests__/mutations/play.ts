import { divergenceOf, windowWanted } from '../../src/explain/divergence/divergence-of.ts'
import type { Divergence } from '../../src/explain/divergence/divergence.ts'
import { repeatOf } from '../../src/explain/divergence/repeat.ts'
import type { Trace } from '../../src/readers/trace/trace.ts'
import type { Pair, Training } from './mutation.ts'
import { probed, type Tools, type Window } from './probed.ts'

/** What Reprise finds out about one mutation. */
export interface Played {
  readonly divergence: Divergence
  /** The mutant against its own repetition: only where they parted at all. */
  readonly repeat: Divergence | undefined
}

/** Plays mutations against their original, of which each run is made once. */
export class Player {
  private readonly originals = new Map<string, Promise<readonly Trace[]>>()
  private readonly tools: Tools

  constructor(tools: Tools) {
    this.tools = tools
  }

  async play(pair: Pair): Promise<Played> {
    const [original, mutant] = [
      await this.original(pair.training),
      await probed(this.tools, pair.training, pair.variant),
    ]
    const wanted = windowWanted(mutant, original)
    const divergence = await this.parting(pair, mutant, original, wanted)
    return { divergence, repeat: await this.repeat(pair, mutant, divergence) }
  }

  private async parting(
    { training, variant }: Pair,
    mutant: readonly Trace[],
    original: readonly Trace[],
    window: Window | undefined,
  ): Promise<Divergence> {
    if (window === undefined) return divergenceOf(mutant, original)
    return divergenceOf(mutant, original, {
      run: await probed(this.tools, training, variant, window),
      baseline: await this.original(training, window),
    })
  }

  /** As a check does where bits differ: the same code once more. */
  private async repeat(
    { mutation, training, variant }: Pair,
    mutant: readonly Trace[],
    { state }: Divergence,
  ): Promise<Divergence | undefined> {
    if (state !== 'found' || mutation.volatile !== true) return undefined
    return repeatOf(mutant, await probed(this.tools, training, variant))
  }

  private original(training: Training, window?: Window): Promise<readonly Trace[]> {
    const key = window === undefined ? training : `${training} ${window.from}-${window.to}`
    const known = this.originals.get(key) ?? probed(this.tools, training, { edits: [] }, window)
    this.originals.set(key, known)
    return known
  }
}
