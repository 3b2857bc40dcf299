import * as z from 'zod/mini'
import { outputSchema } from './output-schema.ts'
import { RunRecord } from '../src/record/record.ts'
import { ReportJson } from '../src/report/json/schema.ts'
import { LockFile } from '../src/spec/lock-file.ts'
import { AnyForm } from '../src/spec/written.ts'

/**
 * The published JSON Schemas, file name → text. Draft 7, which every editor knows; made from the very schemas that
 * check the files, so the two cannot drift apart.
 */
export function schemas(): Map<string, string> {
  return new Map([
    ['reprise.schema.json', textOf(AnyForm)],
    ['lock.schema.json', textOf(LockFile)],
    ['record.schema.json', textOf(RunRecord)],
    ['report.schema.json', textOf(ReportJson)],
    ['output.schema.json', outputSchema()],
  ])
}

function textOf(schema: z.ZodMiniType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }), null, 2)}\n`
}
