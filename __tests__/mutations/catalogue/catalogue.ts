import type { Mutation } from '../mutation.ts'
import { CODE } from './code.ts'
import { DATA } from './data.ts'
import { DESCENT } from './descent.ts'
import { MODEL } from './model.ts'
import { SMALL } from './small.ts'
import { START } from './start.ts'
import { TARGETS } from './targets.ts'
import { VOLATILE } from './volatile.ts'

export const MUTATIONS: readonly Mutation[] = [
  ...DATA,
  ...TARGETS,
  ...START,
  ...MODEL,
  ...CODE,
  ...DESCENT,
  ...SMALL,
  ...VOLATILE,
]
