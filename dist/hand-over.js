import { a as unpackArtifact, i as isArtifactOf, n as short, o as listArtifacts, r as artifactName } from "./log.js";
import { t as UserError } from "./error.js";
import { o as hexOf, s as sha256, t as Digest } from "./digest.js";
import { a as readPlan, c as broughtFile, d as mayLeave, h as readBundle, m as bundlesIn, p as BUNDLE, s as MOST_BYTES$1, u as leftFile } from "./plan.js";
import { b as messageOf, x as readStored } from "./folder.js";
import { r as retrainEntry } from "./assets.js";
import { n as planArtifact, r as stageFolder } from "./stage2.js";
import { dirname, join } from "node:path";
import { lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { mkdir, mkdtemp, rm } from "node:fs/promises";

// src/github/own-artifact.ts
async function downloadOwnArtifact(name, folder) {
	const { DefaultArtifactClient } = await import("./artifact.js");
	const client = new DefaultArtifactClient();
	try {
		const { artifact } = await client.getArtifact(name);
		await client.downloadArtifact(artifact.id, {
			path: folder,
			...artifact.digest !== void 0 && { expectedHash: artifact.digest }
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("artifact-absent", `the artifact ${name} of this run cannot be had: ${why}`, "The job that makes it must have ended well: name it in `needs:`.");
	}
}

// src/github/upload.ts
async function uploadArtifact(upload) {
	const { name, attempt = 2 } = upload;
	const { DefaultArtifactClient } = await import("./artifact.js");
	const client = new DefaultArtifactClient();
	try {
		return await once(client, upload, name);
	} catch (error) {
		if (!isTaken(error)) throw notStored(name, error);
	}
	try {
		await client.deleteArtifact(name);
		return await once(client, upload, name);
	} catch {
		const other = `${name}-${attempt}`;
		return await once(client, upload, other).catch((error) => {
			throw notStored(other, error);
		});
	}
}
async function once(client, { root, files, retentionDays }, name) {
	const { id, size, digest } = await client.uploadArtifact(name, [...files], root, { ...retentionDays !== void 0 && { retentionDays } });
	if (id === void 0) throw new Error("GitHub gave it no id");
	return {
		id,
		name,
		digest: Digest.safeParse(`sha256:${digest ?? ""}`).data,
		size: size ?? 0
	};
}
function isTaken(error) {
	return error instanceof Error && /\(409\)|already exists/i.test(error.message);
}
function notStored(name, error) {
	const why = error instanceof Error ? error.message : String(error);
	return new UserError("artifact-not-stored", `the artifact ${name} was not stored: ${why}`, "Run the job again; see whether the account has room for artifacts.");
}

// src/github/digest-cache.ts
const MOST_BYTES = 536870912;
const NAME = "reprise-digest-cache";
function keyOf(digest) {
	return `reprise-digests-${hexOf(digest)}`;
}
async function restoreDigestCache(digest, temporary = tmpdir()) {
	return withFolder(temporary, async (folder) => {
		const into = join(folder, "restored");
		if (await withCache(folder, { PATH: await placeTar(folder, into) }, ({ restoreCache }) => restoreCache([NAME], keyOf(digest))) === void 0) return { note: "the digest cache of the data is not there" };
		const bytes = readFileSync(into);
		if (sha256(bytes) === digest) return { bytes };
		return { note: "the digest cache of the data is not used: it is not what a trusted run wrote" };
	});
}
async function saveDigestCache(bytes, temporary = tmpdir()) {
	const done = await withFolder(temporary, async (folder) => {
		writeFileSync(join(folder, NAME), bytes);
		const key = keyOf(sha256(bytes));
		return withCache(folder, {}, async ({ saveCache, restoreCache }) => {
			if (await restoreCache([NAME], key, [], { lookupOnly: true }) === key || await saveCache([NAME], key) !== -1) return { bytes };
			return { note: "the digest cache of the data was not kept" };
		});
	});
	return "note" in done ? done.note : void 0;
}
async function withFolder(temporary, use) {
	let folder;
	try {
		folder = await mkdtemp(join(temporary, "reprise-cache-"));
		return await use(folder);
	} catch (error) {
		return { note: `the digest cache of the data is not available: ${error instanceof Error ? error.message : String(error)}` };
	} finally {
		if (folder !== void 0) await rm(folder, {
			recursive: true,
			force: true
		}).catch(() => void 0);
	}
}
async function withCache(folder, more, use) {
	const library = await import("./cache.js");
	if (process.platform === "win32") throw new Error("it cannot be unpacked safely on Windows");
	if (!library.isFeatureAvailable()) throw new Error("this runner has no cache service");
	const variables = {
		...more,
		GITHUB_WORKSPACE: folder
	};
	const current = process.cwd();
	const before = Object.keys(variables).map((name) => [name, process.env[name]]);
	Object.assign(process.env, variables);
	process.chdir(folder);
	try {
		return await use(library);
	} finally {
		process.chdir(current);
		for (const [name, value] of before) if (value === void 0) delete process.env[name];
		else process.env[name] = value;
	}
}
async function placeTar(folder, into) {
	const programs = join(folder, "bin");
	const path = process.env["PATH"] ?? "";
	await mkdir(programs);
	const script = `#!/bin/sh
PATH=${quote(path)}
archive= unpack=--gzip
while [ $# -gt 0 ]; do
  case $1 in
    -xf) archive=$2; shift ;;
    --use-compress-program) unpack=--use-compress-program=$2; shift ;;
  esac
  shift
done
[ -n "$archive" ] || exit 2
tar -xOf "$archive" "$unpack" | head -c ${MOST_BYTES} > ${quote(into)}
`;
	for (const name of ["tar", "gtar"]) writeFileSync(join(programs, name), script, { mode: 493 });
	return `${programs}:${path}`;
}
function quote(text) {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

// src/flows/job/digest-cache.ts
const KEPT = "digest-cache";
async function bringDigests({ digestCaches }, file, temporary) {
	const lines = [];
	for (const digest of digestCaches) {
		const found = await restoreDigestCache(digest, temporary);
		if ("note" in found) {
			lines.push(`digests ${short(digest)}: ${found.note}`);
			continue;
		}
		const why = put(broughtFile(file, digest), found.bytes);
		return [...lines, `digests ${short(digest)}: ${why ?? "brought from an earlier run"}`];
	}
	return lines;
}
async function keepDigests(left, bundles, temporary) {
	if (left === "") return [];
	const found = await readStored(left, MOST_BYTES$1);
	if (found.state === "absent") return [];
	if (found.state === "unreadable") return [`digests: not kept: ${found.why}`];
	const digest = sha256(found.value);
	const note = await saveDigestCache(found.value, temporary);
	if (note !== void 0) return [`digests ${short(digest)}: ${note}`];
	const failed = bundles.flatMap((folder) => put(join(folder, "digest-cache"), Buffer.from(digest)) ?? []);
	return [`digests ${short(digest)}: ${failed[0] ?? "kept for later runs"}`];
}
async function keptDigests(bundles) {
	const kept = /* @__PURE__ */ new Set();
	for (const folder of bundles) {
		const found = await readStored(join(folder, KEPT), 100);
		const digest = Digest.safeParse(found.state === "found" ? found.value.toString() : void 0);
		if (digest.success) kept.add(digest.data);
	}
	return [...kept];
}
function put(file, bytes) {
	try {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, bytes);
		return;
	} catch (error) {
		return messageOf(error);
	}
}

// src/flows/job/hand-over.ts
const HAND_OVERS = ["artifact", "file"];
async function sendPlan(config, folder) {
	await uploadArtifact({
		name: planArtifact(config),
		root: folder,
		files: filesUnder(folder),
		retentionDays: 7
	});
}
async function receivePlan(config, folder) {
	await downloadOwnArtifact(planArtifact(config), folder);
	return join(folder, "plan.json");
}
function noInput(config) {
	return sha256(config);
}
async function sendBundles(folder, { config, seed, attempt }) {
	const names = [];
	for (const name of bundlesIn(folder)) {
		const root = join(folder, name);
		const files = filesUnder(root);
		if (files.length === 0) continue;
		const bundle = await readBundle(root).catch(unreadable);
		const input = bundle?.gathered.evidence.find(({ side }) => side === "head")?.record.input;
		const model = bundle?.model ?? withoutSeed(name, seed);
		const artifact = artifactName(model, input ?? noInput(config), seed);
		await uploadArtifact({
			name: artifact,
			root,
			files,
			attempt
		});
		names.push(artifact);
	}
	return names;
}
function unreadable(error) {
	if (!(error instanceof UserError)) throw error;
}
function withoutSeed(folder, seed) {
	const end = `-seed-${seed}`;
	return folder.endsWith(end) ? folder.slice(0, -end.length) : folder;
}
const MOST = 1e3;
async function receiveBundles(stage, runId, models, folder) {
	const { github, context } = stage;
	const listed = {
		prefix: "reprise-",
		runId,
		most: MOST
	};
	const artifacts = await listArtifacts(github, context.repo, listed);
	const deliveries = [];
	for (const { model, newestFirst } of sortedOut(artifacts, models)) for (const artifact of newestFirst) {
		const delivery = await deliver(stage, artifact, model, folder);
		if (delivery === void 0) continue;
		deliveries.push(delivery);
		break;
	}
	return deliveries;
}
async function deliver({ github, context, config }, artifact, model, folder) {
	const delivery = {
		model,
		folder: join(folder, String(artifact.id))
	};
	try {
		await unpackArtifact(github, context.repo, artifact, delivery.folder);
	} catch (error) {
		if (!(error instanceof UserError && error.code === "artifact-invalid")) throw error;
		return {
			...delivery,
			invalid: error.message
		};
	}
	const bundle = await readBundle(delivery.folder).catch(unreadable);
	return bundle === void 0 || bundle.config === config ? delivery : void 0;
}
function sortedOut(artifacts, models) {
	const found = /* @__PURE__ */ new Map();
	for (const artifact of artifacts.toSorted((a, b) => b.id - a.id)) {
		const { name, expired } = artifact;
		const model = models.find((one) => isArtifactOf(one, name));
		if (model === void 0 || expired) continue;
		const seed = /-seed-\d+/.exec(name.slice(`reprise-${model}`.length))?.[0] ?? "";
		const known = found.get(`${model}${seed}`);
		if (known !== void 0) known.newestFirst.push(artifact);
		else found.set(`${model}${seed}`, {
			model,
			newestFirst: [artifact]
		});
	}
	return [...found.values()];
}
function ownBundles(folder, digest) {
	if (folder === "") return [];
	if (digest !== "" && bundleDigest(folder) !== digest) throw new UserError("bundle-changed", `the bundles in ${folder} are not those that retrain handed over`, "Run the job again; nothing else may write into the runner’s temporary folder meanwhile.");
	return bundlesIn(folder).map((name) => ({
		model: name,
		folder: join(folder, name)
	}));
}
function bundleDigest(folder) {
	const lines = bundlesIn(folder).flatMap((name) => [join(name, BUNDLE), join(name, KEPT)]).flatMap((name) => {
		const file = join(folder, name);
		return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? [`${sha256(readFileSync(file))} ${name}\n`] : [];
	});
	return sha256(lines.join(""));
}
function modelsOf({ models }) {
	return models.map(({ draft }) => draft.model.name);
}
function filesUnder(folder) {
	return readdirSync(folder, {
		recursive: true,
		withFileTypes: true
	}).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
function bundlesFolder(env, config) {
	return join(stageFolder(env, config), "bundles");
}
async function beginRetrain(options) {
	const { env, config, digest, handOver, node } = options;
	const folder = stageFolder(env, config);
	const plan = handOver === "artifact" ? await receivePlan(config, join(folder, "plan")) : options.plan;
	const read = readPlan(plan, digest);
	const brought = await bringDigests(read, plan, env["RUNNER_TEMP"]);
	const bundles = bundlesFolder(env, config);
	rmSync(bundles, {
		recursive: true,
		force: true
	});
	return {
		outputs: {
			node,
			entry: retrainEntry(),
			plan,
			"plan-digest": digest,
			bundles,
			digests: mayLeave(read) ? leftFile(plan) : ""
		},
		log: brought.join("\n")
	};
}
async function endRetrain(options) {
	const { env, config, bundles, digests, seed, handOver } = options;
	const folders = bundlesIn(bundles).map((name) => join(bundles, name));
	const kept = await keepDigests(digests, folders, env["RUNNER_TEMP"]);
	const names = handOver === "artifact" ? await sendBundles(bundles, sendingOf({
		env,
		config,
		seed
	})) : [];
	return {
		outputs: {
			bundles,
			"bundle-digest": bundleDigest(bundles)
		},
		log: [...kept, ...names.map((name) => `artifact: ${name}`)].join("\n")
	};
}
function sendingOf({ env, config, seed }) {
	return {
		config,
		...seed !== "" && { seed: Number(seed) },
		attempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? 1)
	};
}

export { endRetrain as a, receiveBundles as c, sendPlan as d, sendingOf as f, bundlesFolder as i, receivePlan as l, uploadArtifact as m, beginRetrain as n, modelsOf as o, keptDigests as p, bundleDigest as r, ownBundles as s, HAND_OVERS as t, sendBundles as u };