import { a as unpackArtifact, n as short, o as listArtifacts, r as artifactName } from "./log.js";
import { i as getRun, n as entriesOf, r as envelopeOf } from "./pool.js";
import { t as folderLedger } from "./folder.js";
import { t as UserError } from "./error.js";
import { t as loadAttachments } from "./attachments.js";
import { r as soundBundles, t as NOTHING } from "./sound.js";
import { join } from "node:path";
import { rmSync } from "node:fs";

// src/flows/job/keep.ts
async function keepJob(keeping) {
	const done = [];
	for (const model of Object.keys(keeping.project.spec.models)) for (const entry of entriesOf(keeping.project, model)) done.push(...await copyAccepted(keeping, model, entry));
	for (const job of keeping.plan.models) done.push(...await keepRuns(keeping, job));
	return done;
}
async function keepRuns(keeping, job) {
	const { name } = job.draft.model;
	const bundles = soundBundles(job, keeping);
	const done = bundles.length === 0 ? [`ledger: nothing of ${name}: ${NOTHING}`] : [];
	for (const sound of bundles) if ("bundle" in sound) done.push(...await keepBundle(keeping, sound.bundle, name));
	for (const sound of bundles) if ("invalid" in sound) throw cannotKeep(name, sound.invalid);
	return done;
}
async function keepBundle(keeping, { ledger, gathered }, name) {
	const done = [];
	for (const { record } of gathered.evidence) {
		const attachments = await attachmentsOf(ledger, record);
		if (attachments === void 0 || record.model !== name) throw cannotKeep(name, `the record ${record.id} is not whole, or of another model`);
		await keep(keeping, record, attachments, keeping.context.runId);
		done.push(`ledger: kept ${short(record.id)} of ${name}, seed index ${record.config.seed.index}`);
	}
	return done;
}
async function attachmentsOf(ledger, record) {
	const loaded = await loadAttachments(ledger, [record]);
	return record.attachments.every(({ digest }) => loaded.has(digest)) ? loaded : void 0;
}
async function copyAccepted(keeping, model, entry) {
	const { project, github, context } = keeping;
	if ((await project.ledger.record(entry.record)).state === "found") return [];
	const name = artifactName(model, entry.input);
	const artifacts = await listArtifacts(github, context.repo, {
		name,
		headRepositoryId: context.repositoryId
	});
	const done = [];
	for (const artifact of artifacts.filter(({ expired }) => !expired)) {
		const run = artifact.run.id;
		const held = await heldBy(keeping, artifact, entry.record);
		if (typeof held === "string") done.push(`ledger: run ${run}'s ${name} is of no use: ${held}`);
		else if (held !== void 0) {
			await keep(keeping, held.record, held.attachments, run);
			return [...done, `ledger: copied ${short(entry.record)} of ${model} from run ${run}`];
		}
	}
	return [...done, `ledger: ${short(entry.record)}, the baseline of ${model}, is in no artifact any more; it can be compared with, but not explained`];
}
async function heldBy({ github, context, scratch }, artifact, id) {
	const folder = join(scratch, String(artifact.id));
	try {
		await unpackArtifact(github, context.repo, artifact, folder);
		const ledger = folderLedger(folder);
		const found = await ledger.record(id);
		if (found.state !== "found") return void 0;
		const attachments = await attachmentsOf(ledger, found.value);
		return attachments === void 0 ? "it lacks attachments of the record" : {
			record: found.value,
			attachments
		};
	} catch (error) {
		if (error instanceof UserError && error.code === "artifact-invalid") return error.message;
		throw error;
	} finally {
		rmSync(folder, {
			recursive: true,
			force: true
		});
	}
}
async function keep({ project, github, context }, record, attachments, runId) {
	const run = await getRun(github, context.repo, runId);
	const ref = runId === context.runId ? context.ref : void 0;
	const envelope = envelopeOf(run, context.repo, context.defaultBranch, ref);
	await project.ledger.append(record, attachments, envelope);
}
function cannotKeep(model, why) {
	return new UserError("bundle-invalid", `the runs of ${model} cannot be kept: ${why}`, "Run the workflow again.");
}

export { keepJob };