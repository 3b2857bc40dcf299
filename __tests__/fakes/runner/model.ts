import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template'
import type { ScalarToken } from '@actions/workflow-parser/templates/tokens/scalar-token'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'

type Token = TemplateToken | undefined

/** A workflow file; what may hold expressions is still a token. */
export interface Workflow {
  readonly file: string
  readonly name: string
  readonly on: EventsConfig
  readonly env: Token
  readonly permissions: Token
  readonly defaults: Token
  readonly jobs: readonly JobModel[]
}

export interface JobModel {
  readonly id: string
  readonly name: ScalarToken | undefined
  /** Whether the file gives the name; a matrix job without one is called `id (value, value)`. */
  readonly named: boolean
  readonly needs: readonly string[]
  readonly condition: string
  readonly env: Token
  readonly permissions: Token
  readonly defaults: Token
  readonly strategy: Token
  readonly outputs: Token
  readonly timeout: Token
  readonly continueOnError: Token
  readonly steps: readonly Step[]
}

export interface Step {
  /** Generated ones begin with `__` and never appear in the `steps` context. */
  readonly id: string
  readonly name: ScalarToken | undefined
  /** With `success() &&` before it where it names no status function. */
  readonly condition: string
  readonly env: Token
  readonly continueOnError: Token
  readonly timeout: Token
  readonly run?: ScalarToken
  readonly uses?: string
  readonly with: Token
  readonly shell: Token
  readonly workingDirectory: Token
}

/** Where an action that is not local comes from; `root` is where the repository at that ref lies. */
export interface Repository {
  readonly name: string
  readonly ref: string
  readonly root: string
}

export interface Action {
  readonly name: string
  /** Where its action.yml lies. */
  readonly folder: string
  /** Absent for a local action (`./x`). */
  readonly repository?: Repository
  readonly inputs: readonly {
    readonly id: string
    readonly value: Token
    readonly deprecation: string | undefined
  }[]
  readonly outputs: readonly { readonly id: string; readonly value: Token }[]
  readonly runs: Runs
}

export type Runs =
  | { readonly using: 'composite'; readonly steps: readonly Step[] }
  | {
      readonly using: 'node'
      readonly main: string
      readonly pre: string | undefined
      readonly preIf: string
      readonly post: string | undefined
      readonly postIf: string
    }
