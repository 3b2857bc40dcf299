import { n as fileManifest, t as dataManifest } from "./manifests.js";
import { t as expandPaths } from "./expand.js";
import { n as readMachine, r as hardwareKey } from "./machine.js";
import { o as manifestOf, t as readParams } from "./params.js";
import { t as readMetrics } from "./read.js";
import { i as digestOf } from "./digest.js";
import { t as UserError } from "./error.js";
import { n as inputDigest, t as makeShelf } from "./shelf.js";
import { _ as spellAccelerator, a as seal, d as summarise, g as parseKey, l as encodeSeries } from "./record.js";
import { i as openLedger } from "./records2.js";
import { n as sourcesOf } from "./read3.js";
import { realpathSync } from "node:fs";

// src/flows/record.ts
const UNKNOWN = {
	state: "unknown",
	source: "files of a run made elsewhere"
};
async function recordFromFiles(cwd, files) {
	const root = realpathSync(cwd);
	const shelf = makeShelf();
	const { series, findings } = readMetrics(sourcesOf(root, files.metrics), { declared: true });
	if (series.length === 0) throw new UserError("no-metrics", `no metric can be read in ${files.metrics.join(", ")}`, `See why: reprise read ${files.metrics.join(" ")}`);
	shelf.put("series", encodeSeries(series));
	const { key, hardware, fact } = await hardwareOf(files.accelerator);
	const params = Object.fromEntries(sourcesOf(root, files.params ?? []).map((source) => [source.name, valuesOf(readParams(source))]));
	const data = await dataOf(root, files.data ?? [], shelf);
	const weights = await weightsOf(root, files.weights ?? [], shelf);
	const summaries = series.map(summarise);
	const known = digestOf({
		series: summaries.map(({ digest }) => digest),
		params: JSON.stringify(params)
	});
	const record = seal({
		schema: "reprise/record/v1",
		model: files.model,
		key,
		input: inputDigest({
			...NOTHING_KNOWN,
			tree: known,
			data: Object.fromEntries(data.map(({ name, manifest }) => [name, manifest]))
		}),
		code: {
			dirty: true,
			manifest: shelf.putManifest(manifestOf("code", []))
		},
		config: {
			train: "",
			directory: ".",
			setup: null,
			env: {},
			params,
			seed: {
				index: 0,
				how: "program"
			},
			deterministic: false,
			network: "on"
		},
		data,
		environment: {
			platform: "unknown",
			pins: {},
			variables: {}
		},
		hardware,
		run: {
			segments: [],
			exit: { how: "finished" },
			isolation: 1
		},
		series: summaries,
		...weights === void 0 ? {} : { weights },
		attachments: shelf.list(),
		parents: [],
		findings: [...findings],
		facts: factsOf(files, fact)
	});
	await (await openLedger({
		cwd,
		config: files.config
	})).append(record, shelf.contents());
	return record;
}
const NOTHING_KNOWN = {
	train: "",
	directory: ".",
	setup: null,
	env: {},
	deterministic: false,
	network: "on",
	packages: {}
};
function factsOf({ params, data }, hardware) {
	const declared = (paths) => paths === void 0 ? UNKNOWN : {
		state: "declared",
		source: "command line"
	};
	return {
		code: UNKNOWN,
		config: declared(params),
		data: declared(data),
		environment: UNKNOWN,
		hardware,
		seed: UNKNOWN,
		determinism: UNKNOWN
	};
}
function valuesOf(params) {
	return Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value]));
}
async function hardwareOf(accelerator) {
	if (accelerator === "here") {
		const { hardware } = await readMachine();
		return {
			key: hardwareKey(hardware),
			hardware,
			fact: {
				state: "recorded",
				source: "this machine"
			}
		};
	}
	const [name = "", count] = accelerator.split(/ x(?=\d+$)/);
	const spelled = parseKey(`m @ ${spellAccelerator(name)}${count === void 0 ? "" : ` x${count}`}`);
	if (spelled === void 0) throw new UserError("accelerator-invalid", `${JSON.stringify(accelerator)} names no accelerator`, "Write it as in reprise.lock, for example \"nvidia-h200 x1\", or \"here\".");
	const { model: _, ...key } = spelled;
	return {
		key,
		hardware: {
			cpu: {
				level: "unknown",
				cores: 0
			},
			accelerators: []
		},
		fact: {
			state: "declared",
			source: "command line"
		}
	};
}
async function dataOf(root, paths, shelf) {
	const sets = [];
	for (const name of paths) {
		const { manifest, files, bytes } = await dataManifest(root, name);
		sets.push({
			name,
			mode: "bind",
			manifest: shelf.putManifest(manifest),
			files,
			bytes
		});
	}
	return sets;
}
async function weightsOf(root, paths, shelf) {
	if (paths.length === 0) return void 0;
	const { manifest, files, bytes } = await fileManifest("weights", root, paths.flatMap((path) => expandPaths(root, path)));
	return {
		digest: shelf.putManifest(manifest),
		files,
		bytes
	};
}

export { recordFromFiles };