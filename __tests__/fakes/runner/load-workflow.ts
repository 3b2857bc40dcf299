import { convertWorkflowTemplate } from '@actions/workflow-parser'
import type { WorkflowJob } from '@actions/workflow-parser/model/workflow-template'
import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token'
import { WORKFLOW_ROOT } from '@actions/workflow-parser/workflows/workflow-constants'
import { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema'
import { resolve } from 'node:path'
import { stepModels, type StepTemplate } from './load-steps.ts'
import type { JobModel, Workflow } from './model.ts'
import { check, mapping, readYaml } from './read-yaml.ts'

/** Reads a workflow file with GitHub's own parser; every fault that it finds is thrown. */
export async function loadWorkflow(file: string): Promise<Workflow> {
  const { context, root } = readYaml(file, getWorkflowSchema(), WORKFLOW_ROOT)
  check(context)
  const template = await convertWorkflowTemplate(context, root)
  check(context)
  const jobs = mapping(root.find('jobs'), 'jobs')
  return {
    file: resolve(file),
    name: root.find('name')?.toString() ?? '',
    on: template.events,
    env: root.find('env'),
    permissions: root.find('permissions'),
    defaults: root.find('defaults'),
    jobs: template.jobs.map((job) => jobModel(job, mapping(jobs.find(job.id.value), job.id.value))),
  }
}

function jobModel(job: WorkflowJob, raw: MappingToken): JobModel {
  const id = job.id.value
  if (job.type !== 'job') throw new Error(`Job '${id}': reusable workflows are not run here`)
  if (raw.find('container') !== undefined || raw.find('services') !== undefined)
    throw new Error(`Job '${id}': containers are not run here`)
  return {
    id,
    name: job.name,
    named: raw.find('name') !== undefined,
    needs: (job.needs ?? []).map((need) => need.value),
    condition: job.if.expression,
    env: raw.find('env'),
    permissions: raw.find('permissions'),
    defaults: raw.find('defaults'),
    strategy: job.strategy,
    outputs: job.outputs,
    timeout: raw.find('timeout-minutes'),
    continueOnError: raw.find('continue-on-error'),
    steps: stepModels(job.steps as StepTemplate[], raw.find('steps')),
  }
}
