import { t as __commonJSMin } from "./rolldown-runtime.js";
import { t as findRepository } from "./repository.js";
import { C as MUST, D as quote, E as notYet, L as hexOf, O as show, R as sha256, S as FIELDS, T as SYNTAX, _ as spellPath, a as parseLock, b as pathKey, c as AnyForm, d as modelFields, g as isWritten, h as isRefused, l as ManyForm, m as faultsOf, n as RECORD_BYTES, p as SpecError, r as parseRecord, s as readYaml, u as OneForm, v as spotOf, w as NOT_YET, x as BESIDE_MODELS, y as valueAt, z as canonicalJson } from "./record.js";
import { t as UserError } from "./error.js";
import { basename, dirname, join, relative, resolve } from "node:path";
import { constants, existsSync, lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
// src/ledger/store.ts
/** Where half-written files lie until they are whole. */
const SCRATCH = "scratch";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Milliseconds after which a half-written file belongs to a process that is dead. */
const DEAD = 864e5;
/** A file's bytes. Never waits for a pipe that lies in its place, and reads no file beyond `most` bytes. */
async function readStored(path, most) {
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const stats = await file.stat();
			if (!stats.isFile()) return {
				state: "unreadable",
				why: `${path} is not a regular file`
			};
			if (stats.size <= most) return {
				state: "found",
				value: await file.readFile()
			};
			return {
				state: "unreadable",
				why: `${path} has ${stats.size} bytes, more than ${most}`
			};
		} finally {
			await file.close();
		}
	} catch (error) {
		if (codeOf(error) === "ENOENT") return { state: "absent" };
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
/**
* Stores bytes under `<folder>/<path>` so that a reader sees all of them or none, also after a power failure.
* What was there is replaced.
*/
async function store(folder, path, bytes) {
	const target = join(folder, path);
	const scratch = join(folder, SCRATCH, randomUUID());
	await mkdir(dirname(target), { recursive: true });
	await mkdir(dirname(scratch), { recursive: true });
	try {
		const file = await open(scratch, "wx");
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(scratch, target);
	} catch (error) {
		await rm(scratch, { force: true });
		throw error;
	}
	await syncFolder(dirname(target));
}
/** A new name lasts only when its folder does; some network file systems cannot promise that, and say so. */
async function syncFolder(folder) {
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} catch (error) {
		if (!["EINVAL", "ENOTSUP"].includes(codeOf(error) ?? "")) throw error;
	} finally {
		await handle.close();
	}
}
/** Removes what processes left that were killed while they wrote. */
async function sweep(folder) {
	const scratch = join(folder, SCRATCH);
	const names = await readdir(scratch).catch(() => []);
	for (const name of names) {
		const stats = await lstat(join(scratch, name)).catch(() => void 0);
		if (stats?.isFile() === true && UUID.test(name) && Date.now() - stats.mtimeMs > DEAD) await rm(join(scratch, name), { force: true });
	}
}
function codeOf(error) {
	return error?.code;
}
function messageOf(error) {
	return error?.message ?? String(error);
}
// src/ledger/folder.ts
/** The largest attachment that is read back. */
const ATTACHMENT_BYTES = 1073741824;
const RECORD_NAME = /^([0-9a-f]{64})\.json$/;
/**
* A ledger in a folder (`.reprise/`), which need not exist yet and which git ignores by itself:
* `records/<id>.json` and `attachments/<digest>`. Any number of processes may append at once; a record is
* there only when its attachments are. What is read is checked against its name; appending again what was
* damaged mends it.
*
* `append` and `ids` throw {@link UserError} `ledger-unwritable` and `ledger-unreadable`.
*/
function folderLedger(folder) {
	const record = (id) => readRecord(folder, id);
	const attachment = (digest) => readAttachment(folder, digest);
	return {
		record,
		attachment,
		ids: () => listIds(folder),
		async append(one, attachments) {
			await checkWhole(one, attachments, attachment);
			try {
				await prepare(folder);
				for (const [digest, bytes] of attachments) {
					if ((await attachment(digest)).state === "found") continue;
					await store(folder, attachmentPath(digest), bytes);
				}
				if ((await record(one.id)).state === "found") return;
				await store(folder, recordPath(one.id), Buffer.from(`${spell(one)}\n`));
			} catch (error) {
				throw unwritable(folder, error);
			}
		}
	};
}
function recordPath(id) {
	return `records/${hexOf(id)}.json`;
}
function attachmentPath(digest) {
	return `attachments/${hexOf(digest)}`;
}
async function readRecord(folder, id) {
	const path = join(folder, recordPath(id));
	const found = await readStored(path, 2 * RECORD_BYTES);
	if (found.state !== "found") return found;
	try {
		const value = parseRecord(found.value, path);
		if (value.id === id) return {
			state: "found",
			value
		};
		return {
			state: "unreadable",
			why: `${path} holds the record ${value.id}`
		};
	} catch (error) {
		return {
			state: "unreadable",
			why: messageOf(error)
		};
	}
}
async function readAttachment(folder, digest) {
	const path = join(folder, attachmentPath(digest));
	const found = await readStored(path, ATTACHMENT_BYTES);
	if (found.state !== "found" || sha256(found.value) === digest) return found;
	return {
		state: "unreadable",
		why: `${path} was changed: its content has another digest`
	};
}
async function listIds(folder) {
	try {
		return (await readdir(join(folder, "records"))).flatMap((name) => {
			const hex = RECORD_NAME.exec(name)?.[1];
			return hex === void 0 ? [] : [`sha256:${hex}`];
		});
	} catch (error) {
		if (codeOf(error) === "ENOENT") return [];
		throw unreadable(folder, error);
	}
}
/** A record that names what is neither handed over nor there would be a hole in the project's memory: our mistake. */
async function checkWhole(record, attachments, read) {
	for (const [digest, bytes] of attachments) if (sha256(bytes) !== digest) throw new Error(`the attachment ${digest} has another digest`);
	for (const { digest } of record.attachments) if (!attachments.has(digest) && (await read(digest)).state !== "found") throw new Error(`the record ${record.id} lacks its attachment ${digest}`);
}
async function prepare(folder) {
	if ((await readStored(join(folder, ".gitignore"), 1024)).state === "absent") await store(folder, ".gitignore", Buffer.from("*\n"));
	await sweep(folder);
}
function spell(record) {
	return canonicalJson(JSON.parse(JSON.stringify(record)));
}
function unreadable(folder, error) {
	return new UserError("ledger-unreadable", `the ledger ${folder} cannot be read: ${messageOf(error)}`, "Mend the permissions of the folder.");
}
function unwritable(folder, error) {
	return new UserError("ledger-unwritable", `the ledger ${folder} cannot be written: ${messageOf(error)}`, "Mend the permissions of the folder, or make room on the disk; the record was not stored.");
}
// src/spec/known.ts
var import_fastest_levenshtein = (/* @__PURE__ */ __commonJSMin(((exports) => {
	exports.__esModule = true;
	exports.distance = exports.closest = void 0;
	var peq = /* @__PURE__ */ new Uint32Array(65536);
	var myers_32 = function(a, b) {
		var n = a.length;
		var m = b.length;
		var lst = 1 << n - 1;
		var pv = -1;
		var mv = 0;
		var sc = n;
		var i = n;
		while (i--) peq[a.charCodeAt(i)] |= 1 << i;
		for (i = 0; i < m; i++) {
			var eq = peq[b.charCodeAt(i)];
			var xv = eq | mv;
			eq |= (eq & pv) + pv ^ pv;
			mv |= ~(eq | pv);
			pv &= eq;
			if (mv & lst) sc++;
			if (pv & lst) sc--;
			mv = mv << 1 | 1;
			pv = pv << 1 | ~(xv | mv);
			mv &= xv;
		}
		i = n;
		while (i--) peq[a.charCodeAt(i)] = 0;
		return sc;
	};
	var myers_x = function(b, a) {
		var n = a.length;
		var m = b.length;
		var mhc = [];
		var phc = [];
		var hsize = Math.ceil(n / 32);
		var vsize = Math.ceil(m / 32);
		for (var i = 0; i < hsize; i++) {
			phc[i] = -1;
			mhc[i] = 0;
		}
		var j = 0;
		for (; j < vsize - 1; j++) {
			var mv_1 = 0;
			var pv_1 = -1;
			var start_1 = j * 32;
			var vlen_1 = Math.min(32, m) + start_1;
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] |= 1 << k;
			for (var i = 0; i < n; i++) {
				var eq = peq[a.charCodeAt(i)];
				var pb = phc[i / 32 | 0] >>> i & 1;
				var mb = mhc[i / 32 | 0] >>> i & 1;
				var xv = eq | mv_1;
				var xh = ((eq | mb) & pv_1) + pv_1 ^ pv_1 | eq | mb;
				var ph = mv_1 | ~(xh | pv_1);
				var mh = pv_1 & xh;
				if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
				if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
				ph = ph << 1 | pb;
				mh = mh << 1 | mb;
				pv_1 = mh | ~(xv | ph);
				mv_1 = ph & xv;
			}
			for (var k = start_1; k < vlen_1; k++) peq[b.charCodeAt(k)] = 0;
		}
		var mv = 0;
		var pv = -1;
		var start = j * 32;
		var vlen = Math.min(32, m - start) + start;
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		var score = m;
		for (var i = 0; i < n; i++) {
			var eq = peq[a.charCodeAt(i)];
			var pb = phc[i / 32 | 0] >>> i & 1;
			var mb = mhc[i / 32 | 0] >>> i & 1;
			var xv = eq | mv;
			var xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			var ph = mv | ~(xh | pv);
			var mh = pv & xh;
			score += ph >>> m - 1 & 1;
			score -= mh >>> m - 1 & 1;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (var k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
		return score;
	};
	var distance = function(a, b) {
		if (a.length < b.length) {
			var tmp = b;
			b = a;
			a = tmp;
		}
		if (b.length === 0) return a.length;
		if (a.length <= 32) return myers_32(a, b);
		return myers_x(a, b);
	};
	exports.distance = distance;
	var closest = function(str, arr) {
		var min_distance = Infinity;
		var min_index = 0;
		for (var i = 0; i < arr.length; i++) {
			var dist = distance(str, arr[i]);
			if (dist < min_distance) {
				min_distance = dist;
				min_index = i;
			}
		}
		return arr[min_index];
	};
	exports.closest = closest;
})))();
/** The keys that a schema knows at a path, in the order in which it names them. */
function knownKeys(schema, path) {
	const definition = schema._zod.def;
	const inner = definition.innerType ?? definition.in;
	if (inner !== void 0) return knownKeys(inner, path);
	if (definition.options !== void 0) return [...new Set(definition.options.flatMap((option) => knownKeys(option, path)))];
	const [head, ...rest] = path;
	if (head === void 0) return Object.keys(definition.shape ?? {});
	const next = definition.shape?.[String(head)] ?? definition.valueType ?? definition.element;
	return next === void 0 ? [] : knownKeys(next, rest);
}
/** The known key that a mistyped one probably stands for, by edit distance. */
function nearestKey(key, known) {
	if (key.length > 50) return void 0;
	const typed = key.toLowerCase().replaceAll("_", "-");
	const best = known.map((name) => ({
		name,
		edits: (0, import_fastest_levenshtein.distance)(typed, name)
	})).sort((a, b) => a.edits - b.edits)[0];
	return best !== void 0 && best.edits <= Math.max(1, Math.floor(best.name.length * .4)) ? best.name : void 0;
}
// src/spec/issues.ts
/** All problems of a `reprise.yml` that a schema does not accept, each at its place. `schema` may know more keys than it accepts. */
function problemsOf(issues, schema, file) {
	const context = {
		schema,
		file
	};
	const faults = faultsOf(issues);
	const meant = new Set(faults.map((fault) => meantPath(fault, context)));
	return faults.filter(({ kind, path }) => kind !== "value" || isOwnFault(path, meant, file)).map((fault) => explain(fault, context));
}
/** Whether a value's fault is not told already: as a mistyped key, or as a value that YAML itself gives no meaning. */
function isOwnFault(path, meant, file) {
	return isWritten(path, file) ? !isRefused(path, file) : !meant.has(pathKey(path));
}
function explain({ kind, path, message }, context) {
	const spot = spotOf(path, context.file);
	if (kind === "unknown") return {
		place: spot.key,
		...unknownKey(path, context)
	};
	if (kind === "value") return {
		place: spot.value,
		...wrongValue(message, path, context)
	};
	return {
		place: spot.key,
		message: `${quote(String(path.at(-1)))} ${message}`,
		hint: hintFor(path)
	};
}
function unknownKey(path, context) {
	const key = String(path.at(-1));
	const field = path.at(-2) === "policy" ? `policy.${key}` : key;
	if (NOT_YET.has(field)) return notYet(field);
	const near = nearest(path, context);
	const known = knownKeys(context.schema, path.slice(0, -1));
	return {
		message: `unknown key ${quote(key)}${near === void 0 ? "" : `: did you mean "${near}"?`}`,
		hint: known.length === 0 ? "Remove it." : `Known here: ${known.join(", ")}.`
	};
}
function nearest(path, { schema }) {
	return nearestKey(String(path.at(-1)), knownKeys(schema, path.slice(0, -1)));
}
/** The key that an unknown one stands for: it is not missing, only mistyped. With `models` no `train` is missing. */
function meantPath({ kind, path }, context) {
	const near = kind === "unknown" ? nearest(path, context) : void 0;
	return near === void 0 ? void 0 : pathKey([...path.slice(0, -1), near === "models" ? "train" : near]);
}
function wrongValue(must, path, { file }) {
	const written = valueAt(file.value, path);
	const name = spellPath(path);
	if (!isWritten(path, file)) return {
		message: `${name} is missing`,
		hint: hintFor(path)
	};
	if (path.at(-1) === "seed" && written === "auto") return notYet("seed: auto");
	return {
		message: `${name} ${must}${must.startsWith("must") ? `, not ${show(written)}` : ""}`,
		hint: hintFor(path, written, must)
	};
}
/** How to write what stood there, where that can be said; else what the field is for. */
function hintFor(path, written, must) {
	if (must === MUST.list && typeof written === "string") return `Write it as a list: [${quote(written)}].`;
	if (must === MUST.variableValue && typeof written !== "object") return `Write it in quotes: "${String(written)}".`;
	const named = path.findLast((part) => typeof part === "string" && Object.hasOwn(FIELDS, part));
	return named === void 0 ? SYNTAX.empty.hint : FIELDS[named];
}
// src/spec/parse.ts
/** The longest `reprise.yml`, in UTF-16 units. */
const MOST_LENGTH = 262144;
/** What a model is called that stands alone in its file. */
const ONLY = "main";
/**
* Reads `reprise.yml`, which may be hostile: written form, rules, defaults.
*
* @param file its path relative to the repository's root, for messages and places
* @throws {SpecError} `spec-invalid` with every problem of the file
*/
function parseSpec(text, file) {
	const yaml = readYaml(text, file, MOST_LENGTH);
	const { value } = yaml;
	if (!yaml.readable) throw new SpecError("spec-invalid", yaml.problems);
	if (value === null) throw new SpecError("spec-invalid", [{
		place: {
			file,
			line: 1,
			column: 1
		},
		...SYNTAX.empty
	}]);
	return isMapping(value) && Object.hasOwn(value, "models") ? parseMany(yaml, value, file) : parseOne(yaml, file);
}
function parseOne(yaml, file) {
	const parsed = OneForm.safeParse(yaml.value);
	const problems = [...yaml.problems, ...problemsOf(parsed.error?.issues ?? [], AnyForm, yaml)];
	if (!parsed.success || problems.length > 0) throw new SpecError("spec-invalid", problems);
	const { policy, ...model } = parsed.data;
	return {
		file,
		models: table([[ONLY, modelOf(ONLY, model)]]),
		policy,
		places: placesOf(yaml, true)
	};
}
function parseMany(yaml, value, file) {
	const beside = Object.keys(value).filter((key) => Object.hasOwn(modelFields, key));
	const rest = Object.entries(value).filter(([key]) => !beside.includes(key));
	const parsed = ManyForm.safeParse(table(rest));
	const problems = [
		...yaml.problems,
		...problemsOf(parsed.error?.issues ?? [], ManyForm, yaml),
		...beside.map((key) => besideModels(key, yaml, file))
	];
	if (!parsed.success || problems.length > 0) throw new SpecError("spec-invalid", problems);
	return {
		file,
		models: table(Object.entries(parsed.data.models).map(([name, model]) => [name, modelOf(name, model)])),
		policy: parsed.data.policy,
		places: placesOf(yaml, false)
	};
}
function besideModels(key, yaml, file) {
	return {
		place: yaml.spots.get(pathKey([key]))?.key ?? { file },
		...BESIDE_MODELS(quote(key))
	};
}
function modelOf(name, written) {
	const expect = Object.entries(written.expect).map(([metric, rule]) => [metric, {
		...rule,
		better: rule.better
	}]);
	return {
		...written,
		name,
		directory: plainFolder(written.directory),
		setup: written.setup,
		env: table(Object.entries(written.env)),
		seed: seedOf(written.seed),
		caches: written.caches,
		params: written.params,
		packages: written.packages,
		metrics: written.metrics,
		expect: table(expect),
		accelerator: written.accelerator === "auto" ? void 0 : written.accelerator
	};
}
function seedOf(written) {
	if (written === void 0) return { how: "program" };
	if ("env" in written) return {
		how: "env",
		name: written.env,
		values: written.values
	};
	return {
		how: "arg",
		name: written.arg,
		values: written.values
	};
}
/** `./a//b/` is `a/b`. */
function plainFolder(path) {
	const parts = path.split("/").filter((part) => part !== "" && part !== ".");
	return parts.length === 0 ? "." : parts.join("/");
}
/** Dotted path → place of the key. A model that stands alone is found under `models.main`. */
function placesOf(yaml, alone) {
	return table([...yaml.spots].map(([path, spot]) => {
		const parts = JSON.parse(path);
		return [[...alone && parts[0] !== void 0 && Object.hasOwn(modelFields, parts[0]) ? ["models", ONLY] : [], ...parts].join("."), spot.key];
	}).filter(([path]) => path !== ""));
}
/** An object without prototype, so that a metric called `constructor` is found only where it was written. */
function table(entries) {
	return Object.assign(Object.create(null), Object.fromEntries(entries));
}
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/spec/rebase.ts
/**
* A model of a `reprise.yml` that lies in `folder` (`''`: the work tree's root), with its paths relative to the work
* tree's root: in a monorepo each project writes paths as they look from its own folder.
*/
function rebase(model, folder) {
	if (folder === "") return model;
	const move = (path) => /^[/~]/.test(path) ? path : `${folder}/${path.replace(/^\.\/+/, "")}`;
	const all = (paths) => paths?.map(move);
	return {
		...model,
		directory: model.directory === "." ? folder : move(model.directory),
		ignore: [...model.ignore, ...model.ignore.map(move)],
		data: model.data.map((rule) => ({
			...rule,
			path: move(rule.path)
		})),
		params: all(model.params),
		packages: all(model.packages),
		metrics: all(model.metrics),
		weights: model.weights.map(move)
	};
}
// src/flows/project.ts
/** @throws {UserError} those of findPlace, `config-unreadable`, or what parsing `reprise.yml` finds */
async function openProject(cwd, config) {
	const place = await findPlace(cwd, config);
	const { root, folder, file } = place;
	const spec = rebaseSpec(parseSpec(readConfig(join(root, file)), file), folder);
	return {
		...place,
		spec,
		lock: readLock(join(root, folder))
	};
}
/**
* The project around a folder: the nearest `reprise.yml` upwards, or the one that is named.
*
* @throws {UserError} `config-absent`, `config-outside`, `config-name`, `ledger-unsafe`, `not-a-repository`
*/
async function findPlace(cwd, config) {
	const repository = await findRepository(cwd);
	const root = realpathSync(repository.root);
	const named = config === void 0 ? nearestConfig(realpathSync(cwd), root) : resolve(cwd, config);
	if (!existsSync(named)) throw new UserError("config-absent", `${named} does not exist`, "Name a reprise.yml, or make one with `reprise init`.");
	if (basename(named) !== "reprise.yml") throw new UserError("config-name", `${named} is not named reprise.yml`, "Give each project of a monorepo a folder with a reprise.yml of its own.");
	const folder = relative(root, realpathSync(dirname(named)));
	if (folder === ".." || folder.startsWith("../")) throw new UserError("config-outside", `${named} lies outside the work tree ${root}`, "Start in the repository that it belongs to.");
	refuseLinks(join(root, folder, ".reprise"));
	return {
		root,
		repository,
		folder,
		file: join(folder, "reprise.yml"),
		ledger: folderLedger(join(root, folder, ".reprise"))
	};
}
/** A change may commit `.reprise` as a link: what we write, and sweep away, would then be anywhere. */
function refuseLinks(ledger) {
	for (const path of [ledger, ...[
		"records",
		"attachments",
		"scratch"
	].map((name) => join(ledger, name))]) {
		const stats = lstatSync(path, { throwIfNoEntry: false });
		if (stats === void 0 || stats.isDirectory()) continue;
		throw new UserError("ledger-unsafe", `${path} is no folder but a file or a link`, "Remove it; records are kept there from the next run on.");
	}
}
/** Our own files: they are never in the training's tree, so a change of them alone leaves nothing to compare. */
function ownFiles({ folder, file }) {
	return [file, join(folder, "reprise.lock")];
}
/** Every model's paths made relative to the work tree's root. */
function rebaseSpec(spec, folder) {
	const models = Object.entries(spec.models).map(([name, model]) => [name, rebase(model, folder)]);
	return {
		...spec,
		models: Object.assign(Object.create(null), Object.fromEntries(models))
	};
}
function nearestConfig(from, root) {
	for (let folder = from;; folder = dirname(folder)) {
		const file = join(folder, "reprise.yml");
		if (existsSync(file)) return file;
		if (folder === root || folder === dirname(folder)) break;
	}
	throw new UserError("config-absent", `no reprise.yml between ${from} and ${root}`, "Make one with `reprise init`.");
}
function readConfig(file) {
	try {
		if (!statSync(file).isFile()) throw new Error("it is no regular file");
		return readFileSync(file, "utf8");
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new UserError("config-unreadable", `${file} cannot be read: ${why}`, "Make it a file that you can read.");
	}
}
function readLock(folder) {
	const file = join(folder, "reprise.lock");
	if (lstatSync(file, { throwIfNoEntry: false }) === void 0) return { state: "absent" };
	if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return {
		state: "unreadable",
		why: "reprise.lock is no regular file"
	};
	try {
		return parseLockText(readFileSync(file, "utf8"));
	} catch (error) {
		return {
			state: "unreadable",
			why: error instanceof Error ? error.message : String(error)
		};
	}
}
/** A lock's text as a state: what does not parse is unreadable, never absent. */
function parseLockText(text) {
	try {
		return {
			state: "found",
			lock: parseLock(text, "reprise.lock")
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			state: "unreadable",
			why: `${(error instanceof SpecError ? error.message.split("\n")[0] : error.message) ?? ""} (${error.hint})`
		};
	}
}
export { rebaseSpec as a, folderLedger as c, codeOf as d, parseLockText as i, recordPath as l, openProject as n, parseSpec as o, ownFiles as r, attachmentPath as s, findPlace as t, unreadable as u };
