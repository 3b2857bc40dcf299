import type { InputDigest } from '../record/digest.ts'
import { manifestDigest, manifestOf } from '../record/manifest.ts'
import { recordedEnvironment } from './environment.ts'
import { digestInputs } from './harvest/parts.ts'
import { harvestPins } from './harvest/pins.ts'
import { digestData, requireData, unplacedData } from './placed-data.ts'
import { templateFolder, type Template } from './template.ts'
import { foldersIn } from './sandbox.ts'

/**
 * The input digest that the record of a run from this template would have, so that an earlier run of the same inputs
 * can stand in for one that has not been made. Data are digested and nothing is copied; the digests are kept for
 * the runs.
 *
 * @throws {UserError} `data-missing`, `file-unreadable`
 * @throws the signal's reason
 */
export async function inputOf(template: Template, signal?: AbortSignal): Promise<InputDigest> {
  const { request, workplace, before, digests, scratch } = template
  const { model, network } = request
  const { checkout, callerHome } = workplace
  const { tree } = foldersIn(templateFolder(scratch))
  const data = []
  for (const set of unplacedData(template.data, { checkout: checkout.real, callerHome, tree })) {
    const state = await digestData(set, digests, signal)
    requireData(set, state, model.setup !== undefined)
    data.push({ name: set.source.rule.path, manifest: state.manifest })
  }
  const env = recordedEnvironment(model.env, workplace.caller)
  const code = manifestDigest(manifestOf('code', before))
  return digestInputs({ env, network, data }, model, code, harvestPins({ before }, model))
}
