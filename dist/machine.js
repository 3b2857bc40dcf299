import { c as findOwnProgram, d as ownFolders, u as foldersOfPath } from "./parse.js";
import { t as UserError } from "./error.js";
import { _ as spellAccelerator } from "./record.js";
import { execFile } from "node:child_process";
import { delimiter } from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";

// src/readers/hardware/key.ts
const UNKNOWN_MODEL = "unknown";
const PROCESSORS = /^(?:x86-64-v[1-4]|arm64)$/;
function hardwareKey(facts, declared) {
	const count = facts.accelerators.length;
	if (declared !== void 0) {
		const name = spelled(declared);
		return PROCESSORS.test(name) ? { accelerator: name } : {
			accelerator: name,
			count: Math.max(1, count)
		};
	}
	if (count === 0) return { accelerator: spelled(facts.cpu.level) };
	const names = facts.accelerators.map(({ model, mig }) => {
		if (model === "unknown" || mig === "unknown") throw unknown();
		return mig === void 0 ? model : `${model} ${mig}`;
	});
	return {
		accelerator: spelled([...new Set(names)].sort().join(" and ")),
		count
	};
}
function spelled(name) {
	const accelerator = spellAccelerator(name);
	if (/^[a-z0-9]/.test(accelerator) && accelerator.length <= 100) return accelerator;
	throw new UserError("accelerator-name", `“${name.slice(0, 200)}” gives no name for a comparison key: it needs a letter or digit and at most 100 characters`, "Declare a shorter one with `accelerator:` in reprise.yml, or choose devices with CUDA_VISIBLE_DEVICES.");
}
function unknown() {
	return new UserError("accelerator-unknown", "this machine has an accelerator, and its model could not be read", "Make `nvidia-smi` work here (set CUDA_DEVICE_ORDER=PCI_BUS_ID if GPUs differ), or declare `accelerator:` in reprise.yml.");
}

// src/readers/hardware/cpu.ts
const LEVELS = [
	["x86-64-v2", [
		"cx16",
		"lahf_lm",
		"popcnt",
		"pni",
		"sse4_1",
		"sse4_2",
		"ssse3"
	]],
	["x86-64-v3", [
		"avx",
		"avx2",
		"bmi1",
		"bmi2",
		"f16c",
		"fma",
		"abm",
		"movbe",
		"xsave"
	]],
	["x86-64-v4", [
		"avx512f",
		"avx512bw",
		"avx512cd",
		"avx512dq",
		"avx512vl"
	]]
];
function parseCpuInfo(text, arch) {
	const cores = text.split(/\n\s*\n/).map(fieldsOf).filter((fields) => fields.has("processor"));
	return {
		model: modelOf(cores[0] ?? /* @__PURE__ */ new Map()),
		level: levelOf(cores, arch),
		cores: Math.max(1, cores.length)
	};
}
function fieldsOf(block) {
	const fields = /* @__PURE__ */ new Map();
	for (const line of block.split("\n")) {
		const colon = line.indexOf(":");
		if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
	}
	return fields;
}
function modelOf(fields) {
	const name = fields.get("model name");
	if (name !== void 0 && name !== "") return name.replace(/\s+/g, " ").slice(0, 200);
	const [maker, part] = [fields.get("CPU implementer"), fields.get("CPU part")];
	return maker === void 0 || part === void 0 ? void 0 : `arm ${maker} ${part}`.slice(0, 200);
}
function levelOf(cores, arch) {
	if (arch !== "x64") return arch;
	const sets = cores.map((fields) => new Set(fields.get("flags")?.split(" ")));
	const missing = LEVELS.findIndex(([, flags]) => !flags.every((flag) => sets.every((set) => set.has(flag))));
	const reached = sets.length === 0 ? 0 : missing === -1 ? LEVELS.length : missing;
	return reached === 0 ? "x86-64-v1" : LEVELS[reached - 1]?.[0] ?? "x86-64-v1";
}

// src/readers/hardware/xml.ts
const TOKEN = /<(?:\?[^>]*\?|![^>]*|(\/?)([A-Za-z_][\w.-]*)[^<>]*?(\/?))>|([^<]+)/gy;
const MOST_DEPTH = 32;
function parseElements(text) {
	const stack = [{
		name: "",
		text: "",
		children: []
	}];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.length) {
		const token = TOKEN.exec(text);
		const top = stack.at(-1);
		if (token === null || top === void 0) return void 0;
		const [, closing, name, empty, words] = token;
		if (words !== void 0) top.text += words;
		else if (name !== void 0 && !step(stack, name, closing === "/", empty === "/")) return void 0;
	}
	return stack.length === 1 ? stack[0]?.children[0] : void 0;
}
function step(stack, name, closing, empty) {
	if (!closing) stack.push({
		name,
		text: "",
		children: []
	});
	if (!closing && !empty) return stack.length <= MOST_DEPTH;
	const done = stack.pop();
	if (done === void 0 || done.name !== name) return false;
	stack.at(-1)?.children.push({
		...done,
		text: done.text.trim()
	});
	return stack.length > 0;
}
function childAt(element, ...path) {
	return path.reduce((from, name) => from?.children.find((child) => child.name === name), element);
}

// src/readers/hardware/nvidia.ts
const NO_DEVICES = /No devices were found/i;
const SILENT = /* @__PURE__ */ new Set([
	"",
	"n/a",
	"[n/a]",
	"unknown error",
	"[unknown error]",
	"err!",
	"not supported"
]);
function parseNvidiaSmi(text) {
	if (NO_DEVICES.test(text)) return { state: "none" };
	const body = /<nvidia_smi_log>[\s\S]*<\/nvidia_smi_log>/.exec(text)?.[0];
	const root = body === void 0 ? void 0 : parseElements(body);
	if (root === void 0) return {
		state: "unreadable",
		why: firstWords(text)
	};
	const gpus = root.children.filter(({ name }) => name === "gpu").map(gpuOf);
	if (gpus.length === 0) return { state: "none" };
	return {
		state: "found",
		driver: said(root, "driver_version"),
		cuda: said(root, "cuda_version"),
		gpus
	};
}
function gpuOf(element) {
	const split = said(element, "mig_mode", "current_mig") === "Enabled";
	return {
		model: said(element, "product_name"),
		uuid: said(element, "uuid"),
		memory: bytesOf(said(element, "fb_memory_usage", "total")),
		ecc: said(element, "ecc_mode", "current_ecc")?.toLowerCase(),
		computeCapability: void 0,
		instances: split ? instancesOf(element) : void 0
	};
}
function instancesOf(element) {
	return (childAt(element, "mig_devices")?.children ?? []).filter(({ name }) => name === "mig_device").map((device) => ({
		index: Number(said(device, "index") ?? NaN),
		memory: bytesOf(said(device, "fb_memory_usage", "total")),
		profile: void 0,
		uuid: void 0
	}));
}
function said(element, ...path) {
	const text = childAt(element, ...path)?.text ?? "";
	return SILENT.has(text.toLowerCase()) ? void 0 : text.slice(0, 200);
}
function bytesOf(text) {
	const mebibytes = /^(\d{1,9}) MiB$/.exec(text ?? "")?.[1];
	return mebibytes === void 0 ? void 0 : Number(mebibytes) * 1024 * 1024;
}
function firstWords(text) {
	return (text.split("\n").find((candidate) => candidate.trim() !== "") ?? "no output").trim().slice(0, 300);
}

// src/readers/hardware/nvidia-more.ts
function complete(gpus, list, capabilities) {
	const instances = parseList(list);
	const known = parseCapabilities(capabilities);
	return gpus.map((gpu) => ({
		...gpu,
		computeCapability: known.get(gpu.uuid ?? ""),
		instances: gpu.instances?.map((instance) => named(instance, instances.get(gpu.uuid ?? "")))
	}));
}
function named(instance, found) {
	return {
		...instance,
		...found?.get(instance.index)
	};
}
const GPU = /^GPU \d+: .*\(UUID: (GPU-[\w-]+)\)\s*$/;
const INSTANCE = /^\s+MIG (\S+)\s+Device\s+(\d+): \(UUID: (MIG-[\w/-]+)\)\s*$/;
function parseList(text) {
	const found = /* @__PURE__ */ new Map();
	let current = /* @__PURE__ */ new Map();
	for (const line of text.split("\n")) {
		const gpu = GPU.exec(line)?.[1];
		if (gpu !== void 0) found.set(gpu, current = /* @__PURE__ */ new Map());
		const [, profile, index, uuid] = INSTANCE.exec(line) ?? [];
		if (profile !== void 0 && uuid !== void 0) current.set(Number(index), {
			profile,
			uuid
		});
	}
	return found;
}
function parseCapabilities(text) {
	const lines = text.split("\n").map((line) => /^(GPU-[\w-]+),\s*(\d+\.\d+)\s*$/.exec(line));
	return new Map(lines.flatMap((match) => match?.[1] === void 0 ? [] : [[match[1], match[2] ?? ""]]));
}

// src/readers/hardware/visible.ts
function visibleAccelerators(gpus, choice) {
	const all = gpus.map(unitsOf);
	const words = choice.CUDA_VISIBLE_DEVICES;
	if (words === void 0) return firstIfSplit(all.flat()).map(({ accelerator }) => accelerator);
	const chosen = [];
	for (const word of words.split(",").map((part) => part.trim())) {
		const unit = find(all, word);
		if (unit === void 0) break;
		if (!chosen.includes(unit)) chosen.push(unit);
	}
	const certain = sameModel(gpus) || choice.CUDA_DEVICE_ORDER === "PCI_BUS_ID" || !/^\s*\d/.test(words);
	return firstIfSplit(chosen).map(({ accelerator }) => certain ? accelerator : { model: UNKNOWN_MODEL });
}
function unitsOf(gpu) {
	const { model = UNKNOWN_MODEL, memory, computeCapability, ecc, uuid } = gpu;
	const whole = {
		model,
		...present({
			memory,
			computeCapability,
			ecc
		})
	};
	if (gpu.instances === void 0) return [{
		ids: uuid === void 0 ? [] : [uuid],
		accelerator: whole,
		split: false
	}];
	return gpu.instances.map((instance) => ({
		ids: instance.uuid === void 0 ? [] : [instance.uuid],
		accelerator: {
			...whole,
			...present({ memory: instance.memory }),
			mig: instance.profile ?? "unknown"
		},
		split: true
	}));
}
function find(all, word) {
	if (/^\d{1,4}$/.test(word)) return all[Number(word)]?.[0];
	const matches = /^(GPU|MIG)-./.test(word) ? all.flat().filter(({ ids }) => ids.some((id) => id.startsWith(word))) : [];
	return matches.length === 1 ? matches[0] : void 0;
}
function firstIfSplit(units) {
	return units.every(({ split }) => split) ? units.slice(0, 1) : units;
}
function sameModel(gpus) {
	return gpus.every(({ model }) => model !== void 0 && model === gpus[0]?.model);
}
function present(value) {
	const kept = Object.entries(value).filter(([, field]) => field !== void 0);
	return Object.fromEntries(kept);
}

// src/retrain/machine.ts
function machineEnv(caller, env) {
	return {
		PATH: caller.PATH,
		CUDA_VISIBLE_DEVICES: env["CUDA_VISIBLE_DEVICES"] ?? caller.CUDA_VISIBLE_DEVICES,
		CUDA_DEVICE_ORDER: env["CUDA_DEVICE_ORDER"] ?? caller.CUDA_DEVICE_ORDER
	};
}
async function readMachine(env = process.env) {
	const { cpu, findings } = readCpu();
	const devices = await readDevices(env);
	return {
		hardware: {
			cpu: {
				...cpu.model === void 0 ? {} : { model: cpu.model },
				level: cpu.level,
				cores: cpu.cores
			},
			memory: totalmem(),
			...devices.facts
		},
		findings: [...findings, ...devices.findings]
	};
}
function readCpu() {
	const text = textOf("/proc/cpuinfo");
	if (text !== void 0) return {
		cpu: {
			...parseCpuInfo(text, process.arch),
			cores: availableParallelism()
		},
		findings: []
	};
	const level = process.arch === "x64" ? "x86-64-v1" : process.arch;
	return {
		cpu: {
			model: cpus()[0]?.model,
			level,
			cores: availableParallelism()
		},
		findings: process.arch === "x64" ? [{
			kind: "hardware-unknown",
			why: "there is no /proc/cpuinfo: the processor’s instruction sets are not known"
		}] : []
	};
}
const UNSURE = "nvidia-smi did not say which model a visible device is, or CUDA_VISIBLE_DEVICES counts among different GPUs";
async function readDevices(env) {
	const ask = (...words) => run("nvidia-smi", words, env.PATH);
	const answer = await ask("-q", "-x");
	if (answer === void 0) return withoutTool();
	const nvidia = parseNvidiaSmi(answer);
	if (nvidia.state === "none") return {
		facts: { accelerators: [] },
		findings: []
	};
	if (nvidia.state === "unreadable") return unknownDevice(`nvidia-smi: ${nvidia.why}`);
	const list = await ask("-L");
	const capabilities = await ask("--query-gpu=uuid,compute_cap", "--format=csv,noheader");
	const accelerators = visibleAccelerators(complete(nvidia.gpus, list ?? "", capabilities ?? ""), env);
	const { driver, cuda } = nvidia;
	const unsure = accelerators.some(({ model, mig }) => model === "unknown" || mig === "unknown");
	return {
		facts: {
			accelerators,
			...driver === void 0 ? {} : { driver },
			...cuda === void 0 ? {} : { cuda }
		},
		findings: unsure ? [{
			kind: "hardware-unknown",
			why: UNSURE
		}] : []
	};
}
function withoutTool() {
	if (existsSync("/dev/nvidia0") || existsSync("/dev/nvhost-gpu")) return unknownDevice("an NVIDIA device is present, and nvidia-smi is not on PATH");
	return {
		facts: { accelerators: [] },
		findings: existsSync("/dev/kfd") ? [{
			kind: "hardware-unknown",
			why: "an AMD device is present (/dev/kfd), and no tool here describes it: declare it if the training uses it"
		}] : []
	};
}
function unknownDevice(why) {
	return {
		facts: { accelerators: [{ model: UNKNOWN_MODEL }] },
		findings: [{
			kind: "hardware-unknown",
			why
		}]
	};
}
const ANSWER_BYTES = 16777216;
const ANSWER_MS = 3e4;
function run(tool, words, path = process.env.PATH) {
	const folders = ownFolders(foldersOfPath(path));
	const options = {
		encoding: "utf8",
		timeout: ANSWER_MS,
		maxBuffer: ANSWER_BYTES,
		env: {
			PATH: folders.join(delimiter),
			LC_ALL: "C"
		}
	};
	const program = findOwnProgram(tool, folders);
	if (program === void 0) return Promise.resolve(void 0);
	return new Promise((resolve) => {
		execFile(program, words, options, (error, stdout, stderr) => {
			if (error !== null && (error.code === "ENOENT" || error.code === "EACCES")) resolve(void 0);
			else if (error?.killed === true) resolve(`it did not answer within ${ANSWER_MS / 1e3} s`);
			else resolve(`${stdout}\n${stderr}`);
		});
	});
}
function textOf(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return;
	}
}

export { readMachine as n, hardwareKey as r, machineEnv as t };