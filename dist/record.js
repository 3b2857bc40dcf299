import { n as spellPlace, t as UserError } from "./error.js";
import { n as parseJson, t as require_dist } from "./dist.js";
import { n as isVolatile } from "./measures.js";
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
	if (isObject(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
const primitiveTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"bigint",
	"boolean",
	"symbol",
	"undefined"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
// node_modules/zod/v4/core/core.js
var _a$1;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}
// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodRealError = /* @__PURE__ */ $constructor("$ZodError", initializer, void 0, { Parent: Error });
// node_modules/zod/v4/core/parse.js
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parse$1 = /* @__PURE__*/ _parse($ZodRealError);
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const parseAsync = /* @__PURE__*/ _parseAsync($ZodRealError);
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParse = /* @__PURE__*/ _safeParse($ZodRealError);
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const safeParseAsync = /* @__PURE__*/ _safeParseAsync($ZodRealError);
// node_modules/zod/v4/core/regexes.js
const anyString = /^[\s\S]{0,}$/;
const string$1 = (params) => {
	const regex = params ? `[\\s\\S]{${params?.minimum ?? 0},${params?.maximum ?? ""}}` : `[\\s\\S]*`;
	return new RegExp(`^${regex}$`);
};
const integer = /^-?\d+$/;
const number$1 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
const _null$2 = /^null$/i;
// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
// node_modules/zod/v4/core/versions.js
const version = {
	major: 4,
	minor: 6,
	patch: 7
};
// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodNull = /*@__PURE__*/ $constructor("$ZodNull", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = _null$2;
	inst._zod.values = /* @__PURE__ */ new Set([null]);
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (input === null) return payload;
		payload.issues.push({
			expected: "null",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject$1 = isObject;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject$1(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
function discriminatorMap(def) {
	const map = /* @__PURE__ */ new Map();
	for (const option of def.options) {
		const values = option._zod.propValues?.[def.discriminator];
		if (!values || values.size === 0) throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
		for (const value of values) if (map.has(value)) {
			if (value !== void 0) throw new Error(`Duplicate discriminator value "${String(value)}"`);
			map.set(value, null);
		} else map.set(value, option);
	}
	return map;
}
const $ZodDiscriminatedUnion = /*@__PURE__*/ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
	def.inclusive = false;
	$ZodUnion.init(inst, def);
	const _super = inst._zod.parse;
	defineLazyInternal(inst, "propValues", (zod) => {
		const propValues = {};
		let undefinedCount = 0;
		for (const option of zod.def.options) {
			const pv = option._zod.propValues;
			if (!pv || Object.keys(pv).length === 0) throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
			if (pv[zod.def.discriminator]?.has(void 0)) undefinedCount++;
			for (const [k, v] of Object.entries(pv)) {
				if (!Object.prototype.hasOwnProperty.call(propValues, k)) assignProp(propValues, k, /* @__PURE__ */ new Set());
				for (const val of v) propValues[k].add(val);
			}
		}
		if (!zod.def.unionFallback && undefinedCount > 1) propValues[zod.def.discriminator]?.delete(void 0);
		return propValues;
	});
	def.options.forEach((option, i) => {
		const propShape = rawShape(option._zod.def);
		if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) throw new Error(`Invalid discriminated union option at index "${i}"`);
	});
	const disc = cached(() => discriminatorMap(def));
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				code: "invalid_type",
				expected: "object",
				input,
				inst
			});
			return payload;
		}
		const value = input?.[def.discriminator];
		const opt = disc.value.get(value);
		if (opt && (value !== void 0 || ctx.direction !== "backward")) return opt._zod.run(payload, ctx);
		if (def.unionFallback || ctx.direction === "backward") return _super(payload, ctx);
		payload.issues.push({
			code: "invalid_union",
			errors: [],
			note: "No matching discriminator",
			discriminator: def.discriminator,
			options: Array.from(disc.value.keys()).filter((value) => disc.value.get(value) !== null),
			input,
			path: [def.discriminator],
			inst
		});
		return payload;
	};
});
const $ZodTuple = /*@__PURE__*/ $constructor("$ZodTuple", (inst, def) => {
	$ZodType.init(inst, def);
	const items = def.items;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				input,
				inst,
				expected: "tuple",
				code: "invalid_type"
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
		const proms = [];
		const optinStart = getTupleOptStart(items, "optin");
		const optoutStart = getTupleOptStart(items, "optout");
		if (!def.rest) {
			if (input.length < optinStart) {
				payload.issues.push({
					code: "too_small",
					minimum: optinStart,
					inclusive: true,
					input,
					inst,
					origin: "array"
				});
				return payload;
			}
			if (input.length > items.length) payload.issues.push({
				code: "too_big",
				maximum: items.length,
				inclusive: true,
				input,
				inst,
				origin: "array"
			});
		}
		const itemResults = new Array(items.length);
		const abortEarly = def.rest ? ctx?.abortEarly : void 0;
		let itemAborted = false;
		for (let i = 0; i < items.length; i++) {
			const r = items[i]._zod.run({
				value: input[i],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((rr) => {
				itemResults[i] = rr;
			}));
			else {
				itemResults[i] = r;
				if (abortEarly && !itemAborted && r.issues.length) itemAborted = aborted(r);
			}
		}
		if (def.rest && !itemAborted) {
			let i = items.length - 1;
			const rest = input.slice(items.length);
			let seen = payload.issues.length;
			for (const el of rest) {
				if (abortEarly && payload.issues.length !== seen) {
					if (aborted(payload, seen)) break;
					seen = payload.issues.length;
				}
				i++;
				const result = def.rest._zod.run({
					value: el,
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((r) => handleTupleResult(r, payload, i)));
				else handleTupleResult(result, payload, i);
			}
		}
		if (proms.length) return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
		return handleTupleResults(itemResults, payload, items, input, optoutStart);
	};
});
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function handleTupleResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
	for (let i = 0; i < items.length; i++) {
		const r = itemResults[i];
		const isPresent = i < input.length;
		if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
			final.value.length = i;
			break;
		}
		if (r.issues.length) {
			if (!isPresent && i >= optoutStart) {
				final.value.length = i;
				break;
			}
			final.issues.push(...prefixIssues(i, r.issues));
		}
		final.value[i] = r.value;
	}
	for (let i = final.value.length - 1; i >= input.length; i--) if (items[i]._zod.optout === "optional" && final.value[i] === void 0) final.value.length = i;
	else break;
	return final;
}
const $ZodRecord = /*@__PURE__*/ $constructor("$ZodRecord", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isPlainObject(input)) {
			payload.issues.push({
				expected: "record",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		const proms = [];
		const values = def.keyType._zod.values;
		if (values && !def.partial) {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const recordKeys = /* @__PURE__ */ new Set();
			for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
				recordKeys.add(typeof key === "number" ? key.toString() : key);
				if (key === "__proto__") continue;
				const keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (keyResult.issues.length) {
					payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			let unrecognized;
			for (const key in input) if (!recordKeys.has(key)) {
				if (def.mode === "loose") {
					if (key === "__proto__") continue;
					payload.value[key] = input[key];
				} else {
					unrecognized = unrecognized ?? [];
					unrecognized.push(key);
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		} else {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			let unrecognized;
			for (const key of Reflect.ownKeys(input)) {
				if (key === "__proto__") continue;
				if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
				let keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (typeof key === "string" && number$1.test(key) && keyResult.issues.length) {
					const retryResult = def.keyType._zod.run({
						value: Number(key),
						issues: []
					}, ctx);
					if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
					if (retryResult.issues.length === 0) keyResult = retryResult;
				}
				if (keyResult.issues.length) {
					if (def.mode === "loose") payload.value[key] = input[key];
					else if (values) {
						unrecognized = unrecognized ?? [];
						unrecognized.push(key);
					} else payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) payload.value = def.defaultValue;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
function leafPattern(schema) {
	const def = schema._zod.def;
	let pattern = def.pattern;
	let isInt = !!def.format?.includes("int");
	let minimum;
	let maximum;
	for (const ch of def.checks ?? []) {
		const d = ch._zod.def;
		if (d.pattern) pattern = d.pattern;
		isInt || (isInt = !!d.format?.includes("int"));
		const lo = d.minimum ?? d.length;
		const hi = d.maximum ?? d.length;
		if (lo !== void 0 && (minimum === void 0 || lo > minimum)) minimum = lo;
		if (hi !== void 0 && (maximum === void 0 || hi < maximum)) maximum = hi;
	}
	if (pattern) return pattern.source;
	if (minimum !== void 0 && maximum !== void 0 && minimum > maximum) return "(?!)";
	if (minimum !== void 0 || maximum !== void 0) return string$1({
		minimum,
		maximum
	}).source;
	const own = schema._zod.pattern;
	return (isInt && own === number$1 ? integer : own)?.source;
}
function partPattern(schema) {
	const def = schema._zod.def;
	const own = schema._zod.pattern?.source;
	const inner = def.innerType ?? schema._zod.innerType;
	if (inner) {
		const before = inner._zod.pattern?.source;
		const after = partPattern(inner);
		if (own && before && after && after !== before) return own.replace(cleanRegex(before), () => cleanRegex(after));
		return own;
	}
	if (def.options) {
		const sources = def.options.map(partPattern);
		if (sources.every(Boolean)) return `^(${sources.map((s) => cleanRegex(s)).join("|")})$`;
	}
	return leafPattern(schema);
}
const $ZodTemplateLiteral = /*@__PURE__*/ $constructor("$ZodTemplateLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const regexParts = [];
	for (const part of def.parts) if (typeof part === "object" && part !== null) {
		const source = partPattern(part);
		if (!source) throw new Error(`Invalid template literal part, no pattern found: ${[...part._zod.traits].shift()}`);
		regexParts.push(cleanRegex(source));
	} else if (part === null || primitiveTypes.has(typeof part)) regexParts.push(escapeRegex(`${part}`));
	else throw new Error(`Invalid template literal part: ${part}`);
	inst._zod.pattern = new RegExp(`^${regexParts.join("")}$`);
	inst._zod.parse = (payload, _ctx) => {
		if (typeof payload.value !== "string") {
			payload.issues.push({
				input: payload.value,
				inst,
				expected: "string",
				code: "invalid_type"
			});
			return payload;
		}
		inst._zod.pattern.lastIndex = 0;
		if (!inst._zod.pattern.test(payload.value)) {
			payload.issues.push({
				input: payload.value,
				inst,
				code: "invalid_format",
				format: def.format ?? "template_literal",
				pattern: inst._zod.pattern.source
			});
			return payload;
		}
		return payload;
	};
});
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}
// node_modules/zod/v4/locales/en.js
const error = () => {
	const Sizable = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function getSizing(origin) {
		return Sizable[origin] ?? null;
	}
	const FormatDictionary = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	};
	const TypeDictionary = { nan: "NaN" };
	function getTypeName(type, input) {
		if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
		return TypeDictionary[type] ?? type;
	}
	return (issue) => {
		switch (issue.code) {
			case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
			case "invalid_value":
				if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
				return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
			case "too_big": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
				return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
			}
			case "too_small": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
				return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
			}
			case "invalid_format": {
				const _issue = issue;
				if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
				if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
				if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
				if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
				return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${issue.origin}`;
			case "invalid_union":
				if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
				if (issue.inclusive === false) return "Invalid input: more than one option matched";
				return "Invalid input";
			case "invalid_element": return `Invalid value in ${issue.origin}`;
			default: return `Invalid input`;
		}
	};
};
function en_default() {
	return { localeError: error() };
}
// node_modules/zod/v4/core/registries.js
var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _null$1(Class, params) {
	return new Class({
		type: "null",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _positive(params) {
	return /* @__PURE__ */ _gt(0, params);
}
// @__NO_SIDE_EFFECTS__
function _nonnegative(params) {
	return /* @__PURE__ */ _gte(0, params);
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$1) => {
			if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, ch._zod.def));
			else {
				const _issue = issue$1;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}
// @__NO_SIDE_EFFECTS__
function describe$1(description) {
	const ch = new $ZodCheck({ check: "describe" });
	ch._zod.onattach = [(inst) => {
		const existing = globalRegistry.get(inst) ?? {};
		globalRegistry.add(inst, {
			...existing,
			description
		});
	}];
	ch._zod.check = () => {};
	return ch;
}
// @__NO_SIDE_EFFECTS__
function meta$1(metadata) {
	const ch = new $ZodCheck({ check: "meta" });
	ch._zod.onattach = [(inst) => {
		const existing = globalRegistry.get(inst) ?? {};
		globalRegistry.add(inst, {
			...existing,
			...metadata
		});
	}];
	ch._zod.check = () => {};
	return ch;
}
// node_modules/zod/v4/mini/schemas.js
const ZodMiniType = /*@__PURE__*/ $constructor("ZodMiniType", (inst, def) => {
	if (!inst._zod) throw new Error("Uninitialized schema in ZodMiniType.");
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
}, {
	get with() {
		return this.check;
	},
	set with(value) {
		own(this, "with", value);
	},
	parse(data, params) {
		return parse$1(this, data, params, { callee: this.parse });
	},
	parseAsync(data, params) {
		return parseAsync(this, data, params, { callee: this.parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	check(...checks) {
		const def = this.def;
		return this.clone({
			...def,
			checks: [...def.checks ?? [], ...checks.map((ch) => typeof ch === "function" ? { _zod: {
				check: ch,
				def: { check: "custom" },
				onattach: []
			} } : ch)]
		}, { parent: true });
	},
	clone(_def, params) {
		return clone(this, _def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	}
});
const ZodMiniString = /*@__PURE__*/ $constructor("ZodMiniString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function string(params) {
	return /* @__PURE__ */ _string(ZodMiniString, params);
}
const ZodMiniNumber = /*@__PURE__*/ $constructor("ZodMiniNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function number(params) {
	return /* @__PURE__ */ _number(ZodMiniNumber, params);
}
const ZodMiniNumberFormat = /*@__PURE__*/ $constructor("ZodMiniNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodMiniNumber.init(inst, def);
});
function int(params) {
	return /* @__PURE__ */ _int(ZodMiniNumberFormat, params);
}
const ZodMiniBoolean = /*@__PURE__*/ $constructor("ZodMiniBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function boolean(params) {
	return /* @__PURE__ */ _boolean(ZodMiniBoolean, params);
}
const ZodMiniNull = /*@__PURE__*/ $constructor("ZodMiniNull", (inst, def) => {
	$ZodNull.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function _null(params) {
	return /* @__PURE__ */ _null$1(ZodMiniNull, params);
}
const ZodMiniNever = /*@__PURE__*/ $constructor("ZodMiniNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function never(params) {
	return /* @__PURE__ */ _never(ZodMiniNever, params);
}
const ZodMiniArray = /*@__PURE__*/ $constructor("ZodMiniArray", (inst, def) => {
	$ZodArray.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function array(element, params) {
	return new ZodMiniArray({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
const ZodMiniObject = /*@__PURE__*/ $constructor("ZodMiniObject", (inst, def) => {
	$ZodObject.init(inst, def);
	ZodMiniType.init(inst, def);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
});
// @__NO_SIDE_EFFECTS__
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodMiniObject(def);
}
// @__NO_SIDE_EFFECTS__
function strictObject(shape, params) {
	return new ZodMiniObject({
		type: "object",
		shape,
		catchall: /* @__PURE__ */ never(),
		...normalizeParams(params)
	});
}
const ZodMiniUnion = /*@__PURE__*/ $constructor("ZodMiniUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function union(options, params) {
	return new ZodMiniUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodMiniDiscriminatedUnion = /*@__PURE__*/ $constructor("ZodMiniDiscriminatedUnion", (inst, def) => {
	$ZodDiscriminatedUnion.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function discriminatedUnion(discriminator, options, params) {
	return new ZodMiniDiscriminatedUnion({
		type: "union",
		options,
		discriminator,
		...normalizeParams(params)
	});
}
const ZodMiniTuple = /*@__PURE__*/ $constructor("ZodMiniTuple", (inst, def) => {
	$ZodTuple.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function tuple(items, _paramsOrRest, _params) {
	const hasRest = _paramsOrRest instanceof $ZodType;
	return new ZodMiniTuple({
		type: "tuple",
		items,
		rest: hasRest ? _paramsOrRest : null,
		...normalizeParams(hasRest ? _params : _paramsOrRest)
	});
}
const ZodMiniRecord = /*@__PURE__*/ $constructor("ZodMiniRecord", (inst, def) => {
	$ZodRecord.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function record(keyType, valueType, params) {
	if (!valueType || !valueType._zod) return new ZodMiniRecord({
		type: "record",
		keyType: /* @__PURE__ */ string(),
		valueType: keyType,
		...normalizeParams(valueType)
	});
	return new ZodMiniRecord({
		type: "record",
		keyType,
		valueType,
		...normalizeParams(params)
	});
}
const ZodMiniEnum = /*@__PURE__*/ $constructor("ZodMiniEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodMiniType.init(inst, def);
	inst.options = [...inst._zod.values];
});
// @__NO_SIDE_EFFECTS__
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodMiniEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodMiniLiteral = /*@__PURE__*/ $constructor("ZodMiniLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function literal(value, params) {
	return new ZodMiniLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodMiniTransform = /*@__PURE__*/ $constructor("ZodMiniTransform", (inst, def) => {
	$ZodTransform.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function transform(fn) {
	return new ZodMiniTransform({
		type: "transform",
		transform: fn
	});
}
const ZodMiniOptional = /*@__PURE__*/ $constructor("ZodMiniOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function optional(innerType) {
	return new ZodMiniOptional({
		type: "optional",
		innerType
	});
}
const ZodMiniNullable = /*@__PURE__*/ $constructor("ZodMiniNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function nullable(innerType) {
	return new ZodMiniNullable({
		type: "nullable",
		innerType
	});
}
const ZodMiniPrefault = /*@__PURE__*/ $constructor("ZodMiniPrefault", (inst, def) => {
	$ZodPrefault.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function prefault(innerType, defaultValue) {
	return new ZodMiniPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodMiniPipe = /*@__PURE__*/ $constructor("ZodMiniPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function pipe(in_, out) {
	return new ZodMiniPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodMiniTemplateLiteral = /*@__PURE__*/ $constructor("ZodMiniTemplateLiteral", (inst, def) => {
	$ZodTemplateLiteral.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function templateLiteral(parts, params) {
	return new ZodMiniTemplateLiteral({
		type: "template_literal",
		parts,
		...normalizeParams(params)
	});
}
const ZodMiniCustom = /*@__PURE__*/ $constructor("ZodMiniCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodMiniType.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function refine(fn, _params = {}) {
	return /* @__PURE__ */ _refine(ZodMiniCustom, fn, _params);
}
// @__NO_SIDE_EFFECTS__
function superRefine(fn, params) {
	return /* @__PURE__ */ _superRefine(fn, params);
}
const describe = describe$1;
const meta = meta$1;
// src/record/key.ts
/**
* What makes two runs comparable beside the model's name: the accelerator's model and how many.
* A CPU (`x86-64-v1` … `x86-64-v4`, `arm64`) has no count. Framework, driver and threads are factors, not key.
*/
const Hardware = /* @__PURE__ */ strictObject({
	accelerator: (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^[a-z0-9][a-z0-9.-]*$/), /* @__PURE__ */ _maxLength(100)),
	count: /* @__PURE__ */ optional(int().check(/* @__PURE__ */ _positive()))
});
/** The accelerator's name as keys spell it: lower case, anything else a hyphen (`NVIDIA A100-SXM4` → `nvidia-a100-sxm4`). */
function spellAccelerator(name) {
	return name.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/^[-.]+|-+$/g, "");
}
/** `<model> @ <accelerator> x<count>`: how `reprise.lock` and reports name a key. */
function spellKey(key) {
	return `${key.model} @ ${key.accelerator}${key.count === void 0 ? "" : ` x${key.count}`}`;
}
/** The key that {@link spellKey} wrote, or undefined. */
function parseKey(text) {
	const parts = /^(\S.*) @ ([a-z0-9][a-z0-9.-]*)(?: x([1-9]\d{0,5}))?$/.exec(text);
	if (parts === null) return void 0;
	const [, model = "", accelerator = "", count] = parts;
	return count === void 0 ? {
		model,
		accelerator
	} : {
		model,
		accelerator,
		count: Number(count)
	};
}
// src/record/number.ts
/**
* A float64 or an integer as a record carries it. What JSON has no spelling for is a string:
* `"NaN"`, `"Infinity"`, `"-Infinity"`, `"-0"`, and integers above 2⁵³ in decimal digits.
*/
const Num = /* @__PURE__ */ union([
	(/* @__PURE__ */ number()).check(/* @__PURE__ */ refine((value) => !Object.is(value, -0))),
	/* @__PURE__ */ _enum([
		"NaN",
		"Infinity",
		"-Infinity",
		"-0"
	]),
	(/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^-?[1-9]\d{15,38}$/))
]);
/** The spelling of a float64 in a record; every value and the sign of zero survive. */
function encodeNumber(value) {
	if (typeof value === "bigint") {
		const small = Number(value);
		return Number.isSafeInteger(small) ? small : value.toString();
	}
	if (Object.is(value, -0)) return "-0";
	return Number.isFinite(value) ? value : String(value);
}
/** The float64 that a {@link Num} stands for; integers above 2⁵³ are rounded to the nearest float64. */
function decodeNumber(value) {
	return typeof value === "number" ? value : Number(value);
}
/** Whether two numbers have the same bits: NaN equals NaN, and 0 differs from −0. */
function sameNumber(a, b) {
	return a === b;
}
// src/record/canonical.ts
/**
* Canonical JSON: one spelling for each value, so that equal values have equal digests.
* Keys are sorted by UTF-16 code units, numbers are ECMAScript's shortest round-trip form.
* Source: RFC 8785 (JSON Canonicalization Scheme).
*
* @throws {TypeError} for what JSON cannot carry: NaN, infinities, −0 (spell them with `encodeNumber`),
*   `undefined`, lone surrogates
*/
function canonicalJson(value) {
	if (value === null || typeof value === "boolean") return String(value);
	if (typeof value === "number") return canonicalNumber(value);
	if (typeof value === "string") return canonicalString(value);
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	if (typeof value !== "object") throw new TypeError(`${typeof value} has no canonical JSON`);
	return `{${Object.entries(value).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, item]) => `${canonicalString(key)}:${canonicalJson(item)}`).join(",")}}`;
}
function canonicalNumber(value) {
	if (!Number.isFinite(value) || Object.is(value, -0)) throw new TypeError(`${value} has no canonical JSON`);
	return String(value);
}
function canonicalString(value) {
	if (!value.isWellFormed()) throw new TypeError("half of a surrogate pair has no canonical JSON");
	return JSON.stringify(value);
}
// src/record/digest.ts
/** `sha256:` and 64 lower-case hexadecimal digits. */
const Digest = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^sha256:[0-9a-f]{64}$/)).brand();
/** The id of a RunRecord: the digest of its canonical JSON, the id itself left out. */
const RecordId = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^sha256:[0-9a-f]{64}$/)).brand();
/** What the training could tell apart, seed aside: see {@link inputDigest}. */
const InputDigest = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^sha256:[0-9a-f]{64}$/)).brand();
/** Digest of bytes, or of a text's UTF-8. */
function sha256(content) {
	return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
/** Digest of a value's canonical JSON. */
function digestOf(value) {
	return sha256(canonicalJson(value));
}
/** The 64 hexadecimal digits alone: what a file is named by. */
function hexOf(digest) {
	return digest.slice(7);
}
// src/record/series.ts
/**
* How fine a source's numbers are. `exact`: float64; `float32`: every value is a widened float32;
* `decimal:k`: written with at most k decimals; `sampled`: points are missing. (FORMATS 2.9)
*/
const Resolution = /* @__PURE__ */ union([/* @__PURE__ */ _enum([
	"exact",
	"float32",
	"sampled"
]), (/* @__PURE__ */ templateLiteral(["decimal:", int()])).check(/* @__PURE__ */ _regex(/^decimal:(?:\d{1,2}|[1-3]\d\d|400)$/))]);
/** What a record says of one series; the points themselves are an attachment. */
const SeriesSummary = /* @__PURE__ */ strictObject({
	name: (/* @__PURE__ */ string()).check(/* @__PURE__ */ _minLength(1), /* @__PURE__ */ _maxLength(500)),
	n: int().check(/* @__PURE__ */ _positive()),
	/** Digest of canonical JSON `{name, steps, values}`. */
	digest: Digest,
	first: int(),
	last: int(),
	final: Num,
	/** Whether `final` is the run's own summary or the last point. */
	finalFrom: /* @__PURE__ */ _enum(["summary", "last"]),
	/** Whether all values have the same bits: such a series proves nothing about identity. */
	constant: /* @__PURE__ */ boolean(),
	/** How many different values need at least 15 digits: see {@link isFine}. Absent: none. */
	fine: /* @__PURE__ */ optional(int().check(/* @__PURE__ */ _positive())),
	/** How many points are NaN or infinite. Absent: none. */
	notFinite: /* @__PURE__ */ optional(int().check(/* @__PURE__ */ _positive())),
	source: /* @__PURE__ */ string(),
	resolution: Resolution,
	nonfinite: /* @__PURE__ */ _enum(["kept", "lost"]),
	/** Volatile: measures speed or memory; shown apart, never gated by default. */
	role: /* @__PURE__ */ _enum(["metric", "volatile"])
});
/** The summary that goes into a record. @throws {RangeError} for a series without points */
function summarise(series) {
	const { name, steps, values, source, resolution, nonfinite } = series;
	const first = steps[0];
	const last = steps.at(-1);
	const lastValue = values.at(-1);
	if (first === void 0 || last === void 0 || lastValue === void 0) throw new RangeError(`series ${name} has no points`);
	return {
		name,
		n: steps.length,
		digest: digestOf(pointsOf(series)),
		first,
		last,
		final: encodeNumber(series.summary ?? lastValue),
		finalFrom: series.summary === void 0 ? "last" : "summary",
		constant: values.every((value) => Object.is(value, values[0])),
		...atLeastOne("fine", new Set(values.filter(isFine)).size),
		...atLeastOne("notFinite", values.filter((value) => !Number.isFinite(value)).length),
		source,
		resolution,
		nonfinite,
		role: isVolatile(name) ? "volatile" : "metric"
	};
}
/**
* Whether a value's shortest decimal has at least 15 significant digits and it is no integer: what a float64 that was
* computed looks like in 98 of 100 cases or more (of the 1.1·10¹⁵ float64 from 8 to 10, 2·10¹³ have 14 digits or fewer;
* elsewhere there are fewer still). Counts, rounded numbers and most that follows from a short setting do not.
*/
function isFine(value) {
	if (!Number.isFinite(value) || Number.isInteger(value)) return false;
	const [digits = ""] = value.toExponential().split("e");
	return digits.replace(/\D/g, "").length >= FINE_DIGITS;
}
const FINE_DIGITS = 15;
function atLeastOne(key, count) {
	return count === 0 ? {} : { [key]: count };
}
function pointsOf(series) {
	return {
		name: series.name,
		steps: series.steps.map((step) => step + 0),
		values: series.values.map(encodeNumber)
	};
}
/** One digest over all exact, non-volatile series, in the order of their names: `series` of a lock entry. */
function exactSeriesDigest(series) {
	const exact = series.filter((one) => one.resolution === "exact" && one.role === "metric");
	if (exact.length === 0) return void 0;
	return digestOf(exact.map((one) => [one.name, one.digest]).sort(([a = ""], [b = ""]) => a < b ? -1 : 1));
}
/** All series of a run as one attachment: a line of canonical JSON each, gzipped. */
function encodeSeries(series) {
	return gzipSync(series.map((one) => `${canonicalJson(pointsOf(one))}\n`).join(""));
}
const PointsSchema = /* @__PURE__ */ strictObject({
	name: /* @__PURE__ */ string(),
	steps: /* @__PURE__ */ array(int()),
	values: /* @__PURE__ */ array(Num)
});
const MOST_BYTES = 268435456;
/** The points of all series, by name. @throws {UserError} `series-invalid`, or a code of {@link parseJson} */
function decodeSeries(bytes, file) {
	const lines = unzip(bytes, file).split("\n").filter((line) => line !== "");
	return new Map(lines.map((line) => readPoints(line, file)).map(({ name, steps, values }) => [name, {
		steps,
		values: values.map(decodeNumber)
	}]));
}
function readPoints(line, file) {
	const parsed = PointsSchema.safeParse(parseJson(line, file, { length: MOST_BYTES }));
	if (parsed.success && parsed.data.steps.length === parsed.data.values.length) return parsed.data;
	throw new UserError("series-invalid", `${file} holds a line that is no series`, "Fetch the attachment again.", { file });
}
function unzip(bytes, file) {
	try {
		return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8");
	} catch {
		throw new UserError("series-invalid", `${file} is not gzip, or unpacks to more than 256 MiB`, "Fetch the attachment again.", { file });
	}
}
// src/record/issue.ts
/** For `safeParse`: messages that say what was expected and what stood there. */
const PLAIN_MESSAGES = { error: en_default().localeError };
/** `series.0.final: Invalid input: expected …` */
function spellIssue(issue) {
	const where = issue.path.map(String).join(".");
	return where === "" ? issue.message : `${where}: ${issue.message}`;
}
// src/spec/texts.ts
var import_dist = require_dist();
/** What each field is for: shown by editors, and as the hint where its value is wrong. */
const FIELDS = {
	models: "Several models, each with its own fields, by name. With one model its fields may stand alone; it is then called `main`.",
	train: "The shell command that trains the model.",
	directory: "The folder in which it is run, relative to the repository.",
	setup: "A shell command run once before the trainings, with the network and without credentials.",
	env: "Environment variables: a value in quotes is set, no value passes the caller's through.",
	seed: "How the seed reaches the program: {env: NAME} sets a variable, {arg: --seed} adds a flag.",
	seedEnv: "The environment variable that carries the seed.",
	seedArg: "The command-line flag that carries the seed.",
	values: "The seeds of the first, second, … run. Without it the run's index is the seed.",
	require: "What counts as reproduced: `reproduced` (equal within tolerance or noise) or `identical` (bit for bit).",
	timeout: "The longest time one training may take, such as 90s, 15m or 2h.",
	idle: "A training that prints nothing for so long is killed.",
	network: "Whether the training may use the network: auto (by how far its code is trusted), on or off.",
	ignore: "Files that the training never sees, so they cannot matter.",
	data: "Files that the training reads: bound read-only and digested before and after.",
	path: "A path or glob: relative to the repository, absolute, or under ~.",
	mode: "`bind` (read-only, the default) or `copy`, for loaders that write beside their data.",
	caches: "Folders shown read-only, absolute or under ~. Default: the data folders of the known caches.",
	params: "Parameter files, compared key by key. Default: the files named on the command line.",
	packages: "Package locks. Default: uv.lock, poetry.lock, requirements*.txt, … where they exist.",
	metrics: "Files in which the training writes its metrics. Default: found among the files that it wrote.",
	weights: "Files in which the training writes its weights; their digests are evidence of identity.",
	expect: "The metrics that decide, by name. Default: the first of eval_loss, val_loss, …, loss that the training writes.",
	better: "Which way is better, `lower` or `higher`. Without it every difference beyond the tolerance is `changed`.",
	within: "How far the final value may lie from the baseline: a number in the metric's unit, a percentage of the baseline, or auto (measured noise).",
	required: "Whether a run without this metric has failed even where the baseline lacks it too.",
	steps: "`same` (the default) or `any`: whether the final value may stand at another step (early stopping).",
	accelerator: "auto, or a name such as example-npu-2 for hardware that no tool describes.",
	policy: "What is green and how much may be spent. Always taken from the base branch.",
	green: "The verdicts that pass: identical and reproduced, and improved if you add it.",
	budget: "The most that one pull request may spend.",
	runs: "The most trainings.",
	minutes: "The most minutes of training."
};
/** What a value must be; follows the field's name in a message. */
const MUST = {
	text: "must be text",
	shortText: "must be text of 1 to 10 000 characters",
	mapping: "must be a mapping",
	models: "must be a mapping from model names to their fields, at least one",
	model: "must be a mapping of fields, at least `train`",
	modelName: "is no model name: up to 100 letters, digits and - _ . are, the first a letter or digit",
	treePath: "must be a path inside the repository, without a leading /, ~ or ! and without ..",
	list: "must be a list",
	duration: "must be a duration such as 90s, 15m or 2h, at most 7 days",
	variable: "must be the name of an environment variable",
	variableName: "is no name of an environment variable",
	secretVariable: "is never passed through: variables of the runner may carry credentials",
	variableValue: "must be text in quotes, or nothing to pass the caller's value through",
	seed: "must be {env: NAME} or {arg: --flag}, with optional `values`",
	flag: "must be a flag such as --seed",
	seeds: "must be a list of different whole numbers, none negative",
	require: "must be reproduced or identical",
	network: "must be auto, on or off",
	dataRule: "must be a path or {path, mode}",
	outerPath: "must be a path or glob: relative to the repository without .. or a leading !, absolute, or under ~",
	cachePath: "must be a folder given as an absolute path or under ~, and no whole home or disk",
	shownPath: "is never shown to a training: the system’s /proc, /sys, /dev, /run and /etc, .git, .reprise, and what covers them",
	mode: "must be bind or copy",
	once: "names the same path twice",
	expectation: "must be a mapping: {better, within, required, steps}, or {} for the defaults",
	better: "must be lower or higher",
	within: "must be auto, a number that is not negative, or a percentage such as 1%",
	yesNo: "must be true or false",
	steps: "must be same or any",
	metricName: "is no metric name: 1 to 500 characters",
	accelerator: "must be auto or a name of lower-case letters, digits, - and . such as example-npu-2",
	green: "must list identical and reproduced, and may add improved",
	runs: "must be a whole number from 1 to 1000",
	minutes: "must be a number above 0, at most 100 000"
};
/** Fields that are agreed but have no effect in this version. */
const NOT_YET = /* @__PURE__ */ new Set([
	"deterministic",
	"ledger",
	"runner",
	"fetch",
	"launcher",
	"claim",
	"search",
	"matrix",
	"policy.smallest-change",
	"policy.false-alarms",
	"policy.gate"
]);
function notYet(what) {
	return {
		message: `not yet: ${what} has no effect in this version`,
		hint: "Remove it for now."
	};
}
const BESIDE_MODELS = (field) => ({
	message: `${field} stands beside "models"`,
	hint: "Move it into a model, or remove `models:` and keep one model."
});
const CONFLICT = "The file holds the marks of a merge conflict: keep one side.";
/** What is wrong with the file as YAML. */
const SYNTAX = {
	long: (length, most) => ({
		message: `the file has ${length} characters; at most ${most} are read`,
		hint: "Shorten the file."
	}),
	deep: {
		message: "nested too deep",
		hint: "At most 64 levels are read."
	},
	many: (most) => ({
		message: `more than ${most} values, with its aliases expanded`,
		hint: "Shorten the file, or use fewer aliases."
	}),
	yaml: (message, conflict) => ({
		message: `not valid YAML: ${message}`,
		hint: conflict ? CONFLICT : "Mend the syntax here."
	}),
	version: {
		message: "only YAML 1.2 is read",
		hint: "Remove the %YAML line."
	},
	alias: (name) => ({
		message: `the alias *${name} has no anchor before it`,
		hint: `Write &${name} at an earlier value.`
	}),
	unclean: {
		message: "a NUL character or half of a surrogate pair",
		hint: "Remove it."
	},
	tag: {
		message: "a tag that has no meaning here",
		hint: "Remove the tag."
	},
	key: {
		message: "a key must be plain text",
		hint: "Write the key as text, without anchor, alias, list or mapping."
	},
	proto: {
		message: "the key __proto__ is refused",
		hint: "Choose another name."
	},
	twice: (key, line) => ({
		message: `the key ${quote(key)} stands twice (first in line ${line})`,
		hint: "Remove one of the two."
	}),
	empty: {
		message: "the file is empty",
		hint: "One line is enough: `train: python train.py`."
	}
};
/** What is said of `reprise.lock`, and in it. */
const LOCK = {
	header: "Written by `reprise accept`; reviewed and merged like code.",
	key: { message: "is no comparison key such as `main @ x86-64-v3` or `main @ nvidia-h200 x1`" },
	version: (version) => ({
		message: `reprise.lock has version ${version}; this Reprise reads version 1`,
		hint: "Update Reprise, or accept the baseline again with this one."
	}),
	conflict: CONFLICT,
	restore: "Restore the file with git, or accept the baseline again.",
	limits: "Give a reason of 1 to 500 characters; numbers and digests come from the record."
};
/** A text from a file, in quotes, cut where it is long. */
function quote(text) {
	return JSON.stringify(clip(text));
}
/** A value as a message shows it. */
function show(value) {
	if (value === null) return "nothing";
	return typeof value === "number" ? String(value) : clip(JSON.stringify(value));
}
function clip(text) {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
// src/spec/yaml-nodes.ts
/** How a path through mappings and lists is looked up among the spots. */
function pathKey(path) {
	return JSON.stringify(path.map(String));
}
const MOST_DEPTH = 64;
const MOST_VALUES = 1e5;
/** Turns parsed YAML into plain values: aliases expanded within bounds, every spot kept, first of two equal keys. */
function readNodes(root, place) {
	const spots = /* @__PURE__ */ new Map();
	const problems = [];
	const anchors = /* @__PURE__ */ new Map();
	let left = MOST_VALUES;
	return {
		value: read(root, [], void 0),
		spots,
		problems
	};
	function report(node, words) {
		problems.push({
			place: placeOf(node),
			...words
		});
	}
	function placeOf(node) {
		return place(node?.range?.[0] ?? 0);
	}
	/** `key`: the node that stands for this value where it has no text of its own. */
	function read(node, path, key) {
		if (--left < 0) return left === -1 ? report(node, SYNTAX.many(MOST_VALUES)) : void 0;
		if (path.length > MOST_DEPTH) return report(node, SYNTAX.deep);
		const bare = (0, import_dist.isScalar)(node) && node.value === null && node.source === "";
		spots.set(pathKey(path), {
			key: placeOf(key ?? node),
			value: placeOf(bare ? key ?? node : node)
		});
		if ((0, import_dist.isAlias)(node)) {
			const target = anchors.get(node.source);
			return target === void 0 ? report(node, SYNTAX.alias(node.source)) : read(target, path, key);
		}
		if ((0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node)) {
			if (node.anchor !== void 0) anchors.set(node.anchor, node);
		}
		if ((0, import_dist.isMap)(node)) return readMap(node, path);
		if ((0, import_dist.isSeq)(node)) return node.items.map((item, index) => read(item, [...path, String(index)], void 0));
		return (0, import_dist.isScalar)(node) ? readScalar(node.value, node) : null;
	}
	function readScalar(value, node) {
		if (typeof value === "string") return isClean(value) ? value : report(node, SYNTAX.unclean);
		if (value === null || typeof value === "number" || typeof value === "boolean") return value;
		return report(node, SYNTAX.tag);
	}
	function readMap(map, path) {
		const object = Object.create(null);
		for (const pair of map.items) {
			if (left < 0) break;
			const key = readKey(pair);
			if (key === void 0) continue;
			if (Object.hasOwn(object, key)) {
				const first = spots.get(pathKey([...path, key]))?.key.line ?? 0;
				report(pair.key, SYNTAX.twice(key, first));
			} else object[key] = read(pair.value, [...path, key], pair.key);
		}
		return object;
	}
	/** A key as it was written: `2:` and `null:` are the texts "2" and "null". */
	function readKey({ key }) {
		if (!(0, import_dist.isScalar)(key) || key.anchor !== void 0) return report(key, SYNTAX.key);
		const text = typeof key.value === "string" ? key.value : key.source ?? "";
		if (!isClean(text)) return report(key, SYNTAX.unclean);
		return text === "__proto__" ? report(key, SYNTAX.proto) : text;
	}
}
/** What neither a process nor a record can carry: NUL, and halves of surrogate pairs. */
function isClean(text) {
	return !text.includes("\0") && text.isWellFormed();
}
// src/spec/faults.ts
/** What a schema found, one fault a key or value, unions resolved to the branch that the author meant. */
function faultsOf(issues, outer = []) {
	return issues.flatMap((issue) => {
		const path = [...outer, ...issue.path];
		if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({
			kind: "unknown",
			path: [...path, key],
			message: issue.message
		}));
		if (issue.code === "invalid_key") return [{
			kind: "name",
			path,
			message: issue.issues[0]?.message ?? issue.message
		}];
		const branch = issue.code === "invalid_union" ? meantBranch(issue.errors) : void 0;
		return branch === void 0 ? [{
			kind: "value",
			path,
			message: issue.message
		}] : faultsOf(branch, path);
	});
}
/** The branch of a union that the author meant: the right kind of value, with the fewest faults; none in a tie. */
function meantBranch(branches) {
	const [best, second] = branches.filter((issues) => !issues.some(({ code, path }) => path.length === 0 && /^invalid_(?:type|value)$/.test(code))).map((issues) => ({
		issues,
		faults: issues.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 1), 0)
	})).sort((a, b) => a.faults - b.faults);
	return best !== void 0 && best.faults !== second?.faults ? best.issues : void 0;
}
/** Whether anything stands at a path. */
function isWritten(path, file) {
	return file.spots.has(pathKey(path));
}
/** Whether a value stands at a path to which YAML itself gives no meaning: that is told already. */
function isRefused(path, file) {
	return isWritten(path, file) && valueAt(file.value, path) === void 0;
}
function valueAt(value, path) {
	return path.reduce((inner, part) => inner?.[part], value);
}
/** Where a path stands; what is missing is sought where its mapping begins. */
function spotOf(path, file) {
	const spot = file.spots.get(pathKey(path));
	if (spot !== void 0) return spot;
	const outer = spotOf(path.slice(0, -1), file);
	return {
		key: outer.key,
		value: outer.key
	};
}
/** `models.main.data[0].path`; the whole file has no name of its own. */
function spellPath(path) {
	if (path.length === 0) return "the file";
	return path.map((part, index) => typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join("");
}
// src/spec/lock.ts
/** Why a baseline was replaced; `first` is written by us for the first one. */
const Cause = /* @__PURE__ */ _enum([
	"first",
	"code",
	"data",
	"configuration",
	"environment",
	"hardware",
	"bad-baseline"
]);
/** A gated metric's final value over the accepted runs. */
const BaselineMetric = /* @__PURE__ */ strictObject({
	mean: Num,
	/** Sample standard deviation; absent with one run. */
	sd: /* @__PURE__ */ optional((/* @__PURE__ */ number()).check(/* @__PURE__ */ _nonnegative())),
	better: /* @__PURE__ */ optional(/* @__PURE__ */ _enum(["lower", "higher"])),
	/** The step at which the final stands. */
	step: int(),
	/** Absent where the source was exact. */
	resolution: /* @__PURE__ */ optional(Resolution)
});
/** What a pull request is judged against: one block of `reprise.lock` (SPEC.md). */
const Baseline = /* @__PURE__ */ strictObject({
	record: RecordId,
	input: InputDigest,
	seed: int().check(/* @__PURE__ */ _nonnegative()),
	runs: int().check(/* @__PURE__ */ _positive()),
	/** Whether the same seed twice on the machine that accepted it gave equal bits. */
	repeats: /* @__PURE__ */ _enum([
		"yes",
		"no",
		"unknown"
	]),
	metrics: /* @__PURE__ */ record(/* @__PURE__ */ string(), BaselineMetric),
	series: /* @__PURE__ */ optional(Digest),
	weights: /* @__PURE__ */ optional(Digest),
	trace: /* @__PURE__ */ optional(Digest),
	cause: Cause,
	because: (/* @__PURE__ */ string()).check(/* @__PURE__ */ _minLength(1), /* @__PURE__ */ _maxLength(500)),
	"noise-from": /* @__PURE__ */ optional(RecordId)
});
// src/spec/problem.ts
const MOST_LINES = 100;
/** All that is wrong with a `reprise.yml` (`spec-invalid`) or `reprise.lock` (`lock-invalid`), in the order of the file. */
var SpecError = class extends UserError {
	problems;
	/** @param problems at least one */
	constructor(code, problems, hint) {
		const sorted = onceEach(problems).sort(byPlace);
		super(code, listed(sorted), hint ?? sorted[0]?.hint ?? "", sorted[0]?.place);
		this.name = "SpecError";
		this.problems = sorted;
	}
};
/** An alias can bring the same lines to many places. */
function onceEach(problems) {
	return [...new Map(problems.map((one) => [`${spellPlace(one.place)} ${one.message}`, one])).values()];
}
function byPlace({ place: a }, { place: b }) {
	return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
function listed(problems) {
	const lines = problems.slice(0, MOST_LINES).map(({ place, message }) => `${spellPlace(place)}  ${message}`);
	const more = problems.length - lines.length;
	return [...lines, ...more > 0 ? [`… and ${more} more`] : []].join("\n");
}
// src/spec/write-lock.ts
/**
* The text of `reprise.lock`: sorted, one metric a line, every number at full precision, so that a change of one
* metric is a diff of one line. Equal locks give equal texts.
*/
function writeLock(lock) {
	const blocks = sorted(lock.baselines).flatMap(([key, baseline]) => [`  ${spellText(key)}:`, ...blockOf(baseline)]);
	const baselines = blocks.length === 0 ? ["baselines: {}"] : ["baselines:", ...blocks];
	return [
		`# ${LOCK.header}`,
		`version: ${lock.version}`,
		...baselines,
		""
	].join("\n");
}
/** The order in which a reader asks: which run, of what, how sure, what came out, why. */
function blockOf(baseline) {
	const { metrics, cause, because } = baseline;
	return [
		...[
			"record",
			"input",
			"seed",
			"runs",
			"repeats"
		].map((field) => `    ${field}: ${baseline[field]}`),
		...metricLines(metrics),
		...[
			"series",
			"weights",
			"trace",
			"noise-from"
		].flatMap((field) => baseline[field] === void 0 ? [] : [`    ${field}: ${baseline[field]}`]),
		`    cause: ${cause}`,
		`    because: ${spellText(because)}`
	];
}
function metricLines(metrics) {
	const lines = sorted(metrics).map(([name, metric]) => `      ${spellText(name)}: ${metricLine(metric)}`);
	return lines.length === 0 ? ["    metrics: {}"] : ["    metrics:", ...lines];
}
function metricLine({ mean, sd, better, step, resolution }) {
	const parts = [
		`mean: ${spellNumber(mean)}`,
		...sd === void 0 ? [] : [`sd: ${spellNumber(sd)}`],
		...better === void 0 ? [] : [`better: ${better}`],
		`step: ${step}`,
		...resolution === void 0 ? [] : [`resolution: ${spellText(resolution)}`]
	];
	const comment = rounded(mean, sd);
	return `{${parts.join(", ")}}${comment === void 0 ? "" : ` # ${comment}`}`;
}
/** What JSON has no number for is a text in quotes, as in records. */
function spellNumber(value) {
	return typeof value === "number" ? String(value) : JSON.stringify(value);
}
/** Six digits of a long number, so that a diff can be read; `undefined` where it is short already. */
function rounded(mean, sd) {
	if (typeof mean !== "number") return void 0;
	const [short, spread] = [mean, sd ?? 0].map((value) => String(Number(value.toPrecision(6))));
	if (short === String(mean) && spread === String(sd ?? 0)) return void 0;
	return sd === void 0 ? short : `${short} ± ${spread}`;
}
const PLAIN = /^[A-Za-z](?:[\w./@()+ -]*[\w./@()+-])?$/;
/** Words that YAML 1.2 or an older YAML reads as something else. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
/** What no reviewer sees: controls, formats, private characters, every space but the plain one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/gu;
/** Bare where every YAML reader sees the same text, else in quotes with nothing invisible in it. */
function spellText(text) {
	if (PLAIN.test(text) && !WORDS.test(text)) return text;
	return JSON.stringify(text).replace(INVISIBLE, (character) => {
		const point = (character.codePointAt(0) ?? 0).toString(16);
		return point.length > 4 ? `\\U${point.padStart(8, "0")}` : `\\u${point.padStart(4, "0")}`;
	});
}
function sorted(table) {
	return Object.entries(table).sort(([a], [b]) => a < b ? -1 : 1);
}
// src/spec/written.ts
const LONGEST_DURATION = 604800;
const UNITS = {
	s: 1,
	m: 60,
	h: 3600
};
/** Gives a field its description. */
function about(field, schema) {
	return schema.check(describe(FIELDS[field]));
}
const text$1 = (/* @__PURE__ */ string(MUST.text)).check(/* @__PURE__ */ _minLength(1, MUST.shortText), /* @__PURE__ */ _maxLength(1e4, MUST.shortText));
/** Control characters would make one path look like another in a report. */
const treePath = (/* @__PURE__ */ string(MUST.treePath)).check(/* @__PURE__ */ _regex(/^(?![/~!])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.treePath));
/** What never holds data; real paths are looked at again where they are mounted. */
const shownPath = /* @__PURE__ */ _regex(/^(?!\/(?:\.?\/)*(?:(?:proc|sys|dev|run|etc|boot|var\/+run)(?:\/|$)|(?:var|tmp|home)\/*$))(?!(?:.*\/)?\.(?:git|reprise)(?:\/|$))/, MUST.shownPath);
const outerPath = (/* @__PURE__ */ string(MUST.outerPath)).check(/* @__PURE__ */ _regex(/^(?!!|\/+$)(?!~(?!\/[^/]))(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.outerPath), shownPath);
const cachePath = (/* @__PURE__ */ string(MUST.cachePath)).check(/* @__PURE__ */ _regex(/^(?=~?\/[^/])(?!(?:.*\/)?\.\.(?:\/|$))\P{Cc}{1,4096}$/u, MUST.cachePath), shownPath);
const treePaths = (/* @__PURE__ */ array(treePath, MUST.list)).check(/* @__PURE__ */ _maxLength(1e3, MUST.list));
const duration = /* @__PURE__ */ pipe((/* @__PURE__ */ string(MUST.duration)).check(/* @__PURE__ */ _regex(/^[1-9]\d{0,5}[smh]$/, MUST.duration)).check(/* @__PURE__ */ refine((written) => secondsOf(written) <= LONGEST_DURATION, MUST.duration)), /* @__PURE__ */ transform(secondsOf));
function secondsOf(written) {
	return Number.parseInt(written, 10) * (UNITS[written.at(-1) ?? ""] ?? 1);
}
const modelName = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, MUST.modelName));
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,199}$/;
const RUNNER_VARIABLE = /^(?:GITHUB|ACTIONS|RUNNER|INPUT)_/;
const env = (/* @__PURE__ */ record((/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(VARIABLE, MUST.variableName)), /* @__PURE__ */ nullable(/* @__PURE__ */ string(MUST.variableValue)), MUST.mapping)).check(/* @__PURE__ */ superRefine((values, context) => {
	for (const [name, value] of Object.entries(values)) {
		if (value !== null || !RUNNER_VARIABLE.test(name)) continue;
		context.addIssue({
			code: "custom",
			path: [name],
			message: MUST.secretVariable
		});
	}
}, { when: ({ value }) => typeof value === "object" && value !== null }), meta({ patternProperties: { [RUNNER_VARIABLE.source]: { type: "string" } } }));
const seeds = (/* @__PURE__ */ array(int(MUST.seeds).check(/* @__PURE__ */ _nonnegative(MUST.seeds)), MUST.seeds)).check(/* @__PURE__ */ _minLength(1, MUST.seeds), /* @__PURE__ */ refine((values) => new Set(values).size === values.length, MUST.seeds)).check(meta({
	uniqueItems: true,
	description: FIELDS.values
}));
const flag = (/* @__PURE__ */ string(MUST.flag)).check(/* @__PURE__ */ _regex(/^--?[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/, MUST.flag));
const seed = /* @__PURE__ */ union([/* @__PURE__ */ strictObject({
	env: about("seedEnv", (/* @__PURE__ */ string(MUST.variable)).check(/* @__PURE__ */ _regex(VARIABLE, MUST.variable))),
	values: /* @__PURE__ */ optional(seeds)
}, MUST.seed), /* @__PURE__ */ strictObject({
	arg: about("seedArg", flag),
	values: /* @__PURE__ */ optional(seeds)
}, MUST.seed)], MUST.seed);
const data = (/* @__PURE__ */ array(/* @__PURE__ */ pipe(/* @__PURE__ */ union([outerPath, /* @__PURE__ */ strictObject({
	path: about("path", outerPath),
	mode: about("mode", /* @__PURE__ */ prefault(/* @__PURE__ */ _enum(["bind", "copy"], MUST.mode), "bind"))
}, MUST.dataRule)], MUST.dataRule), /* @__PURE__ */ transform((rule) => typeof rule === "string" ? {
	path: rule,
	mode: "bind"
} : rule)), MUST.list)).check(/* @__PURE__ */ _maxLength(1e3, MUST.list)).check(/* @__PURE__ */ refine((rules) => new Set(rules.map(({ path }) => path)).size === rules.length, MUST.once));
const within = /* @__PURE__ */ pipe(/* @__PURE__ */ union([
	/* @__PURE__ */ literal("auto", MUST.within),
	(/* @__PURE__ */ number(MUST.within)).check(/* @__PURE__ */ _nonnegative(MUST.within)),
	(/* @__PURE__ */ string(MUST.within)).check(/* @__PURE__ */ _regex(/^(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})%$/, MUST.within))
], MUST.within), /* @__PURE__ */ transform(withinOf));
function withinOf(written) {
	if (typeof written === "number") return {
		kind: "absolute",
		value: written
	};
	if (written === "auto") return { kind: "auto" };
	return {
		kind: "relative",
		value: Number(`${written.slice(0, -1)}e-2`)
	};
}
const expectation = /* @__PURE__ */ strictObject({
	better: about("better", /* @__PURE__ */ optional(/* @__PURE__ */ _enum(["lower", "higher"], MUST.better))),
	within: about("within", /* @__PURE__ */ prefault(within, "auto")),
	required: about("required", /* @__PURE__ */ prefault(/* @__PURE__ */ boolean(MUST.yesNo), false)),
	steps: about("steps", /* @__PURE__ */ prefault(/* @__PURE__ */ _enum(["same", "any"], MUST.steps), "same"))
}, MUST.expectation);
const metricName = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _minLength(1, MUST.metricName), /* @__PURE__ */ _maxLength(500, MUST.metricName));
const accelerator = (/* @__PURE__ */ string(MUST.accelerator)).check(/* @__PURE__ */ _regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, MUST.accelerator));
const modelFields = {
	train: about("train", text$1),
	directory: about("directory", /* @__PURE__ */ prefault(treePath, ".")),
	setup: about("setup", /* @__PURE__ */ optional(text$1)),
	env: about("env", /* @__PURE__ */ prefault(env, {})),
	seed: about("seed", /* @__PURE__ */ optional(seed)),
	require: about("require", /* @__PURE__ */ prefault(/* @__PURE__ */ _enum(["reproduced", "identical"], MUST.require), "reproduced")),
	timeout: about("timeout", /* @__PURE__ */ prefault(duration, "60m")),
	idle: about("idle", /* @__PURE__ */ prefault(duration, "15m")),
	network: about("network", /* @__PURE__ */ prefault(/* @__PURE__ */ _enum([
		"auto",
		"on",
		"off"
	], MUST.network), "auto")),
	ignore: about("ignore", /* @__PURE__ */ prefault(treePaths, [
		"docs/**",
		".github/**",
		"CHANGELOG.md"
	])),
	data: about("data", /* @__PURE__ */ prefault(data, [])),
	caches: about("caches", /* @__PURE__ */ optional((/* @__PURE__ */ array(cachePath, MUST.list)).check(/* @__PURE__ */ _maxLength(1e3, MUST.list)))),
	params: about("params", /* @__PURE__ */ optional(treePaths)),
	packages: about("packages", /* @__PURE__ */ optional(treePaths)),
	metrics: about("metrics", /* @__PURE__ */ optional(treePaths)),
	weights: about("weights", /* @__PURE__ */ prefault(treePaths, [])),
	expect: about("expect", /* @__PURE__ */ prefault(/* @__PURE__ */ record(metricName, expectation, MUST.mapping), {})),
	accelerator: about("accelerator", /* @__PURE__ */ prefault(accelerator, "auto"))
};
const green = (/* @__PURE__ */ array(/* @__PURE__ */ _enum([
	"identical",
	"reproduced",
	"improved"
], MUST.green), MUST.green)).check(/* @__PURE__ */ refine((kinds) => kinds.includes("identical") && kinds.includes("reproduced"), MUST.green), /* @__PURE__ */ refine((kinds) => new Set(kinds).size === kinds.length, MUST.green)).check(meta({
	uniqueItems: true,
	allOf: [{ contains: { const: "identical" } }, { contains: { const: "reproduced" } }]
}));
const budget = /* @__PURE__ */ strictObject({
	runs: about("runs", /* @__PURE__ */ prefault(int(MUST.runs).check(/* @__PURE__ */ _gte(1, MUST.runs), /* @__PURE__ */ _lte(1e3, MUST.runs)), 8)),
	minutes: about("minutes", /* @__PURE__ */ prefault((/* @__PURE__ */ number(MUST.minutes)).check(/* @__PURE__ */ _gt(0, MUST.minutes), /* @__PURE__ */ _lte(1e5, MUST.minutes)), 120))
}, MUST.mapping);
const policy = /* @__PURE__ */ strictObject({
	green: about("green", /* @__PURE__ */ prefault(green, ["identical", "reproduced"])),
	budget: about("budget", /* @__PURE__ */ prefault(budget, {}))
}, MUST.mapping);
const models = (/* @__PURE__ */ record(modelName, /* @__PURE__ */ strictObject(modelFields, MUST.model), MUST.models)).check(/* @__PURE__ */ refine((all) => Object.keys(all).length > 0, MUST.models)).check(meta({ minProperties: 1 }));
const shared = { policy: about("policy", /* @__PURE__ */ prefault(policy, {})) };
/** A file with `models:`. */
const ManyForm = /* @__PURE__ */ strictObject({
	models: about("models", models),
	...shared
});
/** A file that is one model. */
const OneForm = /* @__PURE__ */ strictObject({
	...modelFields,
	...shared
}, MUST.model);
/** Both at once, for editors and for the nearest known key: the fields of a model, or `models`, never both. */
const AnyForm = (/* @__PURE__ */ strictObject({
	...modelFields,
	train: /* @__PURE__ */ optional(modelFields.train),
	models: /* @__PURE__ */ optional(about("models", models)),
	...shared
})).check(meta({
	title: "reprise.yml",
	if: { required: ["models"] },
	then: { properties: Object.fromEntries(Object.keys(modelFields).map((field) => [field, false])) },
	else: { required: ["train"] }
}));
// src/spec/yaml.ts
/**
* Reads YAML 1.2 that may be hostile: at most `length` UTF-16 units, 64 levels and 100 000 values,
* aliases expanded. Never throws.
*/
function readYaml(text, file, length) {
	const top = {
		file,
		line: 1,
		column: 1
	};
	if (text.length > length) return unreadable([{
		place: top,
		...SYNTAX.long(text.length, length)
	}]);
	const lines = new import_dist.LineCounter();
	const place = (offset) => {
		const { line, col } = lines.linePos(offset);
		return {
			file,
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
	};
	const document = parse(text.replace(/^\uFEFF/, ""), lines);
	if (document === void 0) return unreadable([{
		place: top,
		...SYNTAX.deep
	}]);
	const broken = [...document.errors, ...document.warnings];
	if (broken.length > 0) {
		const conflict = /^(?:<{7}|>{7}) /m.test(text);
		return unreadable(broken.map(({ message, pos }) => ({
			place: place(pos[0]),
			...SYNTAX.yaml(message.replace(/; please use YAML.*/, ""), conflict)
		})));
	}
	if (document.directives?.yaml.version !== "1.2") return unreadable([{
		place: top,
		...SYNTAX.version
	}]);
	return {
		...readNodes(document.contents, place),
		readable: true
	};
}
function unreadable(problems) {
	return {
		value: void 0,
		spots: /* @__PURE__ */ new Map(),
		problems,
		readable: false
	};
}
/** `undefined` where the text is nested beyond what the parser can follow. */
function parse(text, lineCounter) {
	try {
		return (0, import_dist.parseDocument)(text, {
			version: "1.2",
			schema: "core",
			uniqueKeys: false,
			prettyErrors: false,
			logLevel: "error",
			lineCounter
		});
	} catch {
		return;
	}
}
// src/spec/lock-file.ts
/** The longest `reprise.lock`, in UTF-16 units. */
const MOST_LENGTH = 1048576;
const key = (/* @__PURE__ */ string()).check(/* @__PURE__ */ refine(isKey, LOCK.key.message));
/** `reprise.lock` as it is written. */
const LockFile = /* @__PURE__ */ strictObject({
	version: /* @__PURE__ */ literal(1),
	baselines: /* @__PURE__ */ record(key, Baseline)
});
/** Whether a text is a comparison key as `spellKey` writes it, of a model that `reprise.yml` could name. */
function isKey(text) {
	const parsed = parseKey(text);
	return parsed !== void 0 && spellKey(parsed) === text && modelName.safeParse(parsed.model).success;
}
/**
* Reads `reprise.lock`, which may be hostile.
*
* @throws {SpecError} `lock-invalid` with every problem, or {UserError} `lock-version` where a newer Reprise wrote it
*/
function parseLock(text, file) {
	const yaml = readYaml(text, file, MOST_LENGTH);
	if (yaml.readable) refuseVersion(yaml, file);
	const parsed = LockFile.safeParse(yaml.value, PLAIN_MESSAGES);
	const faults = yaml.readable ? faultsOf(parsed.error?.issues ?? []) : [];
	const problems = [...yaml.problems, ...faults.filter(({ path }) => !isRefused(path, yaml)).map((fault) => problemOf(fault, yaml))];
	if (!parsed.success || problems.length > 0) throw new SpecError("lock-invalid", problems, hintOf(problems));
	return {
		version: 1,
		baselines: Object.assign(Object.create(null), parsed.data.baselines)
	};
}
function refuseVersion({ value, spots }, file) {
	const version = value?.version;
	if (typeof version !== "number" || version === 1) return;
	const words = LOCK.version(version);
	throw new UserError("lock-version", words.message, words.hint, spots.get(pathKey(["version"]))?.value ?? { file });
}
/** What YAML says of a merge conflict helps more than the general way out. */
function hintOf(problems) {
	return problems.find(({ hint }) => hint === LOCK.conflict)?.hint ?? LOCK.restore;
}
function problemOf({ kind, path, message }, yaml) {
	const spot = spotOf(path, yaml);
	const key = quote(String(path.at(-1)));
	if (kind === "unknown") return {
		place: spot.key,
		message: `unknown key ${key}`,
		hint: LOCK.restore
	};
	if (kind === "name") return {
		place: spot.key,
		message: `${key} ${message}`,
		hint: LOCK.restore
	};
	const what = isWritten(path, yaml) ? `: ${message}` : " is missing";
	return {
		place: spot.value,
		message: `${spellPath(path)}${what}`,
		hint: LOCK.restore
	};
}
/**
* The lock with one baseline set: what `accept` writes.
*
* @param key as `spellKey` writes it
* @throws {UserError} `baseline-invalid` for what a lock cannot hold, such as a reason of more than 500 characters
*/
function setBaseline(lock, key, baseline) {
	const parsed = LockFile.safeParse({
		version: 1,
		baselines: { [key]: baseline }
	}, PLAIN_MESSAGES);
	if (!parsed.success) throw unfit(parsed.error.issues.map(spellIssue).join("\n"));
	const next = {
		version: 1,
		baselines: {
			...lock?.baselines,
			...parsed.data.baselines
		}
	};
	try {
		parseLock(writeLock(next), "reprise.lock");
	} catch (error) {
		throw error instanceof UserError ? unfit(error.message) : error;
	}
	return next;
}
function unfit(why) {
	return new UserError("baseline-invalid", `reprise.lock cannot hold this baseline: ${why}`, LOCK.limits);
}
// src/record/finding.ts
const text = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _maxLength(2e3));
/**
* Something that a person should know, as data: a kind with its facts. Titles, texts and pages stand in
* `report/`, in a table that the compiler keeps exhaustive.
*/
const Finding = /* @__PURE__ */ discriminatedUnion("kind", [
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("not-hermetic"),
		addresses: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("left-out"),
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("data-changed"),
		name: text,
		paths: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("weak-isolation"),
		level: int(),
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("foreign-module"),
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("probe-absent"),
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("processes-left"),
		count: int()
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("sources-disagree"),
		metric: text,
		values: /* @__PURE__ */ array(/* @__PURE__ */ tuple([text, text]))
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("source-truncated"),
		path: text,
		where: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("source-unreadable"),
		path: text,
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("metrics-unwritten"),
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-metrics"),
		looked: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("series-rewound"),
		metric: text,
		source: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("hardware-unknown"),
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("pin-mismatch"),
		name: text,
		pinned: text,
		installed: text,
		file: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("crashed-once"),
		record: text
	}),
	/* @__PURE__ */ strictObject({ kind: /* @__PURE__ */ literal("repeats-unknown") }),
	/* @__PURE__ */ strictObject({ kind: /* @__PURE__ */ literal("repeats-not") }),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("varies-by-itself"),
		metrics: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("nonfinite-inside"),
		metric: text,
		count: int()
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("tolerance-below-resolution"),
		metric: text,
		within: /* @__PURE__ */ number(),
		resolution: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-git"),
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-config"),
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-baseline"),
		model: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-sandbox"),
		why: text,
		mend: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("dirty-tree"),
		paths: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({ kind: /* @__PURE__ */ literal("no-pins") }),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("loose-pins"),
		file: text,
		names: /* @__PURE__ */ array(text)
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("data-missing"),
		name: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("data-floating"),
		name: text,
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("lfs-pointer"),
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("driver-unknown"),
		why: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("no-interpreter"),
		command: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("directory-missing"),
		model: text,
		path: text
	}),
	/* @__PURE__ */ strictObject({
		kind: /* @__PURE__ */ literal("low-disk"),
		free: int()
	})
]);
// src/record/record.ts
const GitId = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const count = int().check(/* @__PURE__ */ _nonnegative());
/** A path relative to the work tree, or under `~` or an absolute system path: never with a user's name. */
const path = (/* @__PURE__ */ string()).check(/* @__PURE__ */ _maxLength(4096));
/** The factors that an explanation compares side by side. */
const Factor = /* @__PURE__ */ _enum([
	"code",
	"config",
	"data",
	"environment",
	"hardware",
	"seed",
	"determinism"
]);
/** How far a factor is known, and who says so: `probe`, `launcher`, `git`, `reader:pins uv.lock`, `declared`. */
const Fact = /* @__PURE__ */ strictObject({
	state: /* @__PURE__ */ _enum([
		"recorded",
		"declared",
		"unknown"
	]),
	source: /* @__PURE__ */ string()
});
const Code = /* @__PURE__ */ strictObject({
	/** The commit checked out, and the branch heads that a pull request's merge commit joins, as far as known. */
	commit: /* @__PURE__ */ optional(GitId),
	head: /* @__PURE__ */ optional(GitId),
	base: /* @__PURE__ */ optional(GitId),
	/** Git's tree id of exactly the files that the training saw. */
	tree: /* @__PURE__ */ optional(GitId),
	/** Whether those files differ from the commit's. */
	dirty: /* @__PURE__ */ boolean(),
	/** Manifest of those files. */
	manifest: Digest,
	/** Manifest of the files of the tree that the training imported; absent without the probe. */
	sources: /* @__PURE__ */ optional(Digest)
});
const Seed = /* @__PURE__ */ strictObject({
	index: count,
	how: /* @__PURE__ */ _enum([
		"program",
		"env",
		"arg"
	]),
	name: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	value: /* @__PURE__ */ optional(int())
});
/** A scalar of a parameter file; numbers as {@link Num}, so `1e400` or `.nan` survive. */
const Scalar = /* @__PURE__ */ union([
	/* @__PURE__ */ _null(),
	/* @__PURE__ */ boolean(),
	Num,
	/* @__PURE__ */ string()
]);
const Config = /* @__PURE__ */ strictObject({
	train: /* @__PURE__ */ string(),
	directory: path,
	setup: /* @__PURE__ */ nullable(/* @__PURE__ */ string()),
	env: /* @__PURE__ */ record(/* @__PURE__ */ string(), /* @__PURE__ */ string()),
	/** File → dotted key → value, of the files that `params` names or the command line mentions. */
	params: /* @__PURE__ */ record(path, /* @__PURE__ */ record(/* @__PURE__ */ string(), Scalar)),
	seed: Seed,
	network: /* @__PURE__ */ _enum(["on", "off"])
});
const DataSet = /* @__PURE__ */ strictObject({
	/** As declared: a path or glob. */
	name: /* @__PURE__ */ string(),
	mode: /* @__PURE__ */ _enum(["bind", "copy"]),
	/** Manifest of its files before the run; `after` differs if the training wrote into it. */
	manifest: Digest,
	after: /* @__PURE__ */ optional(Digest),
	files: count,
	bytes: count
});
const Environment = /* @__PURE__ */ strictObject({
	python: /* @__PURE__ */ optional(/* @__PURE__ */ strictObject({
		implementation: /* @__PURE__ */ string(),
		version: /* @__PURE__ */ string(),
		executable: path
	})),
	platform: /* @__PURE__ */ string(),
	os: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	kernel: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	libc: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	framework: /* @__PURE__ */ optional(/* @__PURE__ */ strictObject({
		name: /* @__PURE__ */ string(),
		version: /* @__PURE__ */ string(),
		flags: /* @__PURE__ */ record(/* @__PURE__ */ string(), Scalar)
	})),
	/** Manifest of installed packages, name → version; absent where it could not be read. */
	packages: /* @__PURE__ */ optional(Digest),
	packageCount: /* @__PURE__ */ optional(count),
	/** Package locks in force: path → digest. */
	pins: /* @__PURE__ */ record(path, Digest),
	/** Variables outside `env:` that change numbers (`OMP_NUM_THREADS`, `CUDA_VISIBLE_DEVICES`, …), where set. */
	variables: /* @__PURE__ */ record(/* @__PURE__ */ string(), /* @__PURE__ */ string())
});
const HardwareFacts = /* @__PURE__ */ strictObject({
	cpu: /* @__PURE__ */ strictObject({
		model: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		level: /* @__PURE__ */ string(),
		cores: count
	}),
	/** Bytes. */
	memory: /* @__PURE__ */ optional(count),
	accelerators: /* @__PURE__ */ array(/* @__PURE__ */ strictObject({
		model: /* @__PURE__ */ string(),
		memory: /* @__PURE__ */ optional(count),
		computeCapability: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		mig: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
		ecc: /* @__PURE__ */ optional(/* @__PURE__ */ string())
	})),
	driver: /* @__PURE__ */ optional(/* @__PURE__ */ string()),
	cuda: /* @__PURE__ */ optional(/* @__PURE__ */ string())
});
/** How the training ended. `killed`: from outside, neither by our limits nor by the user. */
const Exit = /* @__PURE__ */ strictObject({
	how: /* @__PURE__ */ _enum([
		"finished",
		"crashed",
		"timeout",
		"idle",
		"killed"
	]),
	code: /* @__PURE__ */ optional(int()),
	signal: /* @__PURE__ */ optional(/* @__PURE__ */ string())
});
const Run = /* @__PURE__ */ strictObject({
	segments: /* @__PURE__ */ array(/* @__PURE__ */ strictObject({
		started: /* @__PURE__ */ string(),
		seconds: (/* @__PURE__ */ number()).check(/* @__PURE__ */ _nonnegative())
	})),
	/** Seconds of `setup`, made once for a plan; absent where there was none. */
	setupSeconds: /* @__PURE__ */ optional((/* @__PURE__ */ number()).check(/* @__PURE__ */ _nonnegative())),
	exit: Exit,
	isolation: int().check(/* @__PURE__ */ _gte(1), /* @__PURE__ */ _lte(4)),
	/** Attachment: the last 60 lines of standard error of a run that did not finish. */
	tail: /* @__PURE__ */ optional(Digest)
});
/** The declared weights: digest over their manifest of files. */
const Weights = /* @__PURE__ */ strictObject({
	digest: Digest,
	files: count,
	bytes: count
});
const Attachment = /* @__PURE__ */ strictObject({
	digest: Digest,
	kind: /* @__PURE__ */ _enum([
		"manifest",
		"series",
		"trace",
		"log"
	]),
	bytes: count
});
/**
* One retraining: what went in, what happened, what came out (DESIGN §4). At most 64 KiB; anything long is an
* attachment. It says nothing about how far it is to be trusted.
*/
const RunRecord = /* @__PURE__ */ strictObject({
	schema: /* @__PURE__ */ literal("reprise/record/v1"),
	id: RecordId,
	model: (/* @__PURE__ */ string()).check(/* @__PURE__ */ _minLength(1), /* @__PURE__ */ _maxLength(200)),
	key: Hardware,
	input: InputDigest,
	code: Code,
	config: Config,
	data: /* @__PURE__ */ array(DataSet),
	environment: Environment,
	hardware: HardwareFacts,
	run: Run,
	series: /* @__PURE__ */ array(SeriesSummary),
	weights: /* @__PURE__ */ optional(Weights),
	/** Digest of the probe's trace, where one was taken. */
	trace: /* @__PURE__ */ optional(Digest),
	attachments: /* @__PURE__ */ array(Attachment),
	parents: /* @__PURE__ */ array(RecordId),
	findings: /* @__PURE__ */ array(Finding),
	facts: /* @__PURE__ */ record(Factor, Fact)
});
/** The largest record, in bytes of its canonical JSON. */
const RECORD_BYTES = 65536;
/** The id that a record must carry. */
function recordId(record) {
	const { id: _, ...rest } = record;
	return digestOf(plain(rest));
}
/**
* A record with its id, as whoever reads it will see it: what cannot be read back is not sealed.
*
* @throws {UserError} `record-large`, or `record-invalid` for a value that the schema does not hold
*/
function seal(record) {
	const name = `the record of ${record.model}`;
	try {
		return parseRecord(JSON.stringify({
			...record,
			id: recordId(record)
		}), name);
	} catch (error) {
		throw error instanceof TypeError ? invalid(name, {
			path: [],
			message: error.message
		}) : error;
	}
}
/**
* Reads a record that may be hostile.
*
* @throws {UserError} `record-large`, `record-invalid`, `record-id` (its id is not its digest), or a code of `parseJson`
*/
function parseRecord(bytes, file) {
	const length = typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.length;
	if (length > 131072) throw tooLarge(file, length);
	const json = parseJson(Buffer.from(bytes).toString("utf8"), file);
	const parsed = RunRecord.safeParse(json, PLAIN_MESSAGES);
	if (!parsed.success) throw invalid(file, parsed.error.issues[0]);
	const canonical = Buffer.byteLength(JSON.stringify(json));
	if (canonical > 65536) throw tooLarge(file, canonical);
	if (recordId(parsed.data) !== parsed.data.id) throw new UserError("record-id", `${file}: the record's id is not the digest of its content`, "It was edited or damaged; use the original.", { file });
	return parsed.data;
}
function invalid(file, issue) {
	const what = issue === void 0 ? "" : spellIssue(issue);
	return new UserError("record-invalid", `${file} is no record of schema reprise/record/v1: ${what}`, "Use a record that this version of Reprise wrote.", { file });
}
function tooLarge(file, bytes) {
	return new UserError("record-large", `${file} has ${bytes} bytes; a record has at most ${RECORD_BYTES}`, "Name fewer metrics or parameter files in reprise.yml.", { file });
}
/** The same value with absent fields dropped, as JSON has them. */
function plain(value) {
	return JSON.parse(JSON.stringify(value));
}
export { nullable as $, spellIssue as A, decodeNumber as B, MUST as C, quote as D, notYet as E, Digest as F, spellKey as G, sameNumber as H, digestOf as I, array as J, _enum as K, hexOf as L, encodeSeries as M, exactSeriesDigest as N, show as O, summarise as P, literal as Q, sha256 as R, FIELDS as S, SYNTAX as T, parseKey as U, encodeNumber as V, spellAccelerator as W, discriminatedUnion as X, boolean as Y, int as Z, spellPath as _, parseLock as a, strictObject as at, pathKey as b, AnyForm as c, union as ct, modelFields as d, number as et, writeLock as f, isWritten as g, isRefused as h, seal as i, refine as it, decodeSeries as j, PLAIN_MESSAGES as k, ManyForm as l, _maxLength as lt, faultsOf as m, RECORD_BYTES as n, optional as nt, setBaseline as o, string as ot, SpecError as p, _null as q, parseRecord as r, record as rt, readYaml as s, tuple as st, Factor as t, object as tt, OneForm as u, _nonnegative as ut, spotOf as v, NOT_YET as w, BESIDE_MODELS as x, valueAt as y, canonicalJson as z };
