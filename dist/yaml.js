import { t as UserError } from "./error.js";
import { t as require_dist } from "./dist.js";
// src/readers/series/flatten.ts
/** The leaves of nested objects, in order. Lists are leaves. */
function leavesOf(value, keys = []) {
	if (!isObject(value)) return [{
		keys,
		value
	}];
	return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...keys, key]));
}
/** Whether a value is an object of keys, and not a list or a date. */
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
// node_modules/smol-toml/dist/error.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function getLineColFromPtr(string, ptr) {
	let lines = string.slice(0, ptr).split(/\r?\n/);
	return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
	let lines = string.split(/\r?\n/);
	let codeblock = "";
	let numberLen = (Math.log10(line + 1) | 0) + 1;
	for (let i = line - 1; i <= line + 1; i++) {
		let l = lines[i - 1];
		if (!l) continue;
		codeblock += i.toString().padEnd(numberLen, " ");
		codeblock += ":  ";
		codeblock += l;
		codeblock += "\n";
		if (i === line) {
			codeblock += " ".repeat(numberLen + column + 2);
			codeblock += "^\n";
		}
	}
	return codeblock;
}
var TomlError = class TomlError extends Error {
	line;
	column;
	codeblock;
	constructor(message, options) {
		const [line, column] = getLineColFromPtr(options.toml, options.ptr);
		const codeblock = makeCodeBlock(options.toml, line, column);
		super(`Invalid TOML document: ${message}\n\n${codeblock}`, options);
		this.line = line;
		this.column = column;
		this.codeblock = codeblock;
	}
	/** @internal */
	static x(message, ctx, ptr) {
		throw new TomlError(message, {
			toml: ctx.s,
			ptr: ptr ?? ctx.p
		});
	}
};
// node_modules/smol-toml/dist/primitive.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseString(ctx) {
	let startPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p++);
	let first = c;
	let isLiteral = c === 39;
	let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
	if (isMultiline) {
		if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10) ctx.p++;
		else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) ctx.p += 2;
	}
	let parsed = "";
	let sliceStart = ctx.p;
	let state = 0;
	for (; ctx.p < ctx.s.length; ctx.p++) {
		c = ctx.s.charCodeAt(ctx.p);
		if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) state = state && 3;
		else if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in strings", ctx);
		else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
			if (isMultiline) {
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
			}
			if (!state) {
				let s = ctx.s.slice(sliceStart, ctx.p);
				parsed = parsed ? parsed + s : s;
			}
			ctx.p += isMultiline ? 3 : 1;
			return parsed;
		} else if (!state) {
			if (!isLiteral && c === 92) {
				parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
				state = 1;
			}
		} else if (state === 1) {
			if (c === 120 || c === 117 || c === 85) {
				let errPtr = ctx.p++ - 1;
				let value = 0;
				let len = c === 120 ? 2 : c === 117 ? 4 : 8;
				for (let j = 0; j < len; j++, ctx.p++) {
					let hex = ctx.s.charCodeAt(ctx.p);
					let digit = hex >= 48 && hex <= 57 ? hex - 48 : hex >= 65 && hex <= 70 ? hex - 65 + 10 : hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1;
					if (digit < 0) TomlError.x("invalid non-hex character in unicode escape", ctx);
					value = value << 4 | digit;
				}
				if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) TomlError.x("invalid unicode escape", ctx, errPtr);
				parsed += String.fromCodePoint(value);
				sliceStart = ctx.p--;
				state = 0;
			} else if (isMultiline && (c === 32 || c === 9)) state = 2;
			else {
				if (c === 98) parsed += "\b";
				else if (c === 116) parsed += "	";
				else if (c === 110) parsed += "\n";
				else if (c === 102) parsed += "\f";
				else if (c === 114) parsed += "\r";
				else if (c === 101) parsed += "\x1B";
				else if (c === 34) parsed += "\"";
				else if (c === 92) parsed += "\\";
				else TomlError.x("unrecognised escape sequence", ctx);
				sliceStart = ctx.p + 1;
				state = 0;
			}
		} else if (c !== 32 && c !== 9) {
			if (state === 2) TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
			state = !isLiteral && c === 92 ? 1 : 0;
			sliceStart = ctx.p;
		}
	}
	TomlError.x("unfinished string", ctx, startPtr);
}
// node_modules/smol-toml/dist/date.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
let DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class TomlDate extends Date {
	#hasDate = false;
	#hasTime = false;
	#offset = null;
	constructor(date, fasttype, unsafeDelim) {
		let hasDate = true;
		let hasTime = true;
		let offset = "Z";
		let c;
		if (typeof date === "string") {
			if (fasttype) prep: {
				if (fasttype < 3) {
					if (+date.slice(11, 13) > 23) {
						date = "";
						break prep;
					}
					if (fasttype === 2) {
						offset = null;
						date += "Z";
					} else if ((c = date.charCodeAt(date.length - 1)) !== 90 && c !== 122) offset = date.slice(date.length - 6);
					if (unsafeDelim) date = date.slice(0, 10) + "T" + date.slice(11);
				} else if (fasttype === 4) date = +date.slice(0, 2) > 23 ? "" : `0000-01-01T${date}Z`;
				hasDate = fasttype !== 4;
				hasTime = fasttype !== 3;
			}
			else {
				let match = date.match(DATE_TIME_RE);
				if (match) {
					if (!match[1]) {
						hasDate = false;
						date = `0000-01-01T${date}`;
					}
					hasTime = !!match[2];
					hasTime && date[10] === " " && (date = date.replace(" ", "T"));
					if (match[2] && +match[2] > 23) date = "";
					else {
						offset = match[3] || null;
						if (!offset && hasTime) date += "Z";
					}
				} else date = "";
			}
		}
		super(date);
		if (!isNaN(this.getTime())) {
			this.#hasDate = hasDate;
			this.#hasTime = hasTime;
			this.#offset = offset;
		}
	}
	isDateTime() {
		return this.#hasDate && this.#hasTime;
	}
	isLocal() {
		return !this.#hasDate || !this.#hasTime || !this.#offset;
	}
	isDate() {
		return this.#hasDate && !this.#hasTime;
	}
	isTime() {
		return this.#hasTime && !this.#hasDate;
	}
	isValid() {
		return this.#hasDate || this.#hasTime;
	}
	toISOString() {
		let iso = super.toISOString();
		if (this.isDate()) return iso.slice(0, 10);
		if (this.isTime()) return iso.slice(11, 23);
		if (this.#offset === null) return iso.slice(0, -1);
		if (this.#offset === "Z" || this.#offset === "z") return iso;
		let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
		offset = this.#offset[0] === "-" ? offset : -offset;
		return (/* @__PURE__ */ new Date(this.getTime() - offset * 6e4)).toISOString().slice(0, -1) + this.#offset;
	}
	static wrapAsOffsetDateTime(jsDate, offset = "Z") {
		let date = new TomlDate(jsDate);
		date.#offset = offset;
		return date;
	}
	static wrapAsLocalDateTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#offset = null;
		return date;
	}
	static wrapAsLocalDate(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasTime = false;
		date.#offset = null;
		return date;
	}
	static wrapAsLocalTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasDate = false;
		date.#offset = null;
		return date;
	}
};
// node_modules/smol-toml/dist/extract.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function isDigit(char, base = 10) {
	return base === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base;
}
function isEndOfValue(char, delim) {
	return char === 32 || char === 9 || char === 10 || char === 13 || delim && (char === delim || char === 44) || char === 35;
}
/** @internal */
function extractValue(ctx, end) {
	let errPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p);
	if (c === 91 || c === 123) {
		ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
		let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
		ctx.d++;
		return value;
	}
	if (c === 34 || c === 39) return parseString(ctx);
	if (c === 116) {
		if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, true;
	}
	if (c === 102) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, false;
	}
	if (c === 43 || c === 45) return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
	if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) return parseDate(ctx, c, end);
	if (ctx.s.charCodeAt(ctx.p + 2) === 58) return parseTime(ctx, c, end);
	return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
	let c = startChr;
	let state = 0;
	let hasUnderscores = false;
	if (c === 105) {
		if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, (sign || 1) / 0;
	}
	if (c === 110) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, NaN;
	}
	if (c === 48) {
		if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr)) return ctx.bi === true ? 0n : 0;
		if (!sign) {
			if (c === 120) return parseIntegerBaseN(ctx, startPtr, 16, endChr);
			else if (c === 98) return parseIntegerBaseN(ctx, startPtr, 2, endChr);
			else if (c === 111) return parseIntegerBaseN(ctx, startPtr, 8, endChr);
		}
		if (c === 46) state = 2;
		else if (c === 101 || c === 69) state = 4;
		else TomlError.x("illegal leading zero", ctx, startPtr);
	} else if (!isDigit(c)) TomlError.x("invalid value", ctx, startPtr);
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
		if (!state) state = 1;
		if (c === 95) {
			if (!(state & 1)) TomlError.x("illegal underscore", ctx);
			state += 11;
			hasUnderscores = true;
		} else if (state === 1 && c === 46) state = 2;
		else if ((state === 1 || state === 3) && (c === 101 || c === 69)) state = 4;
		else if (state === 4 && (c === 43 || c === 45)) state = 6;
		else if (!isDigit(c)) TomlError.x(`illegal character in numeric literal`, ctx);
		else if (state > 9) state -= 11;
		else if (!(state & 1)) state++;
	}
	if (!state) {
		let val = (startChr - 48) * (sign || 1);
		return ctx.bi === true ? BigInt(val) : val;
	}
	if (!(state & 1)) TomlError.x("unfinished numeric value", ctx, startPtr);
	let str = ctx.s.slice(startPtr, ctx.p);
	if (hasUnderscores) str = str.replaceAll("_", "");
	return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
	let c, underscore = 1;
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) if (c === 95) {
		if (underscore & 1) TomlError.x("illegal underscore", ctx);
		underscore = 3;
	} else if (!isDigit(c, base)) TomlError.x(`illegal character in numeric literal`, ctx);
	else if (underscore & 1) underscore--;
	if (underscore & 1) TomlError.x("unfinished numeric value", ctx);
	let str = ctx.s.slice(startPtr + 2, ctx.p);
	if (underscore) str = str.replaceAll("_", "");
	return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
	if (ctx.bi !== true) int: {
		let val = parseInt(str, base);
		if (!Number.isSafeInteger(val)) {
			if (ctx.bi) break int;
			TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
		}
		return val;
	}
	return base === 10 ? BigInt(str) : BigInt((base === 2 ? "0b" : base === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
	let startPtr = ctx.p++, unsafeSeparator;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
	ctx.p += 5;
	if (!isDigit(ctx.s.charCodeAt(ctx.p++))) TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
	if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 3, false, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) !== 58) TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	if (c = ctx.s.charCodeAt(ctx.p)) {
		if (c === 90 || c === 122) return readDate(ctx, ctx.s.slice(startPtr, ++ctx.p), 1, unsafeSeparator, startPtr, "[+00:00]");
		if (c === 43 || c === 45) return readDate(ctx, ctx.s.slice(startPtr, ctx.p += 6), 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
	}
	return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
	let start = ctx.p;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) return parseNumber(ctx, --ctx.p, c, 0, endChr);
	if (ctx.s.charCodeAt(ctx.p += 4) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	return readDate(ctx, ctx.s.slice(start, ctx.p), 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
	if (ctx.ld) {
		let date = new TomlDate(str, type, unsafeDelim);
		if (!date.isValid()) TomlError.x("invalid date", ctx, errPtr);
		return date;
	}
	try {
		if (temporalSuffix) str += temporalSuffix;
		switch (type) {
			case 1: return Temporal.ZonedDateTime.from(str);
			case 2: return Temporal.PlainDateTime.from(str);
			case 3: return Temporal.PlainDate.from(str);
			case 4: return Temporal.PlainTime.from(str);
		}
	} catch (e) {
		TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
	}
}
// node_modules/smol-toml/dist/util.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function skipComment(ctx) {
	for (; ctx.p < ctx.s.length; ctx.p++) {
		let c = ctx.s.charCodeAt(ctx.p);
		if (c === 10) break;
		if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
			ctx.p++;
			break;
		}
		if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in comments", ctx);
	}
}
/** @internal */
function skipVoid(ctx, banNewLines, banComments) {
	let c;
	while (ctx.p < ctx.s.length) {
		while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10))) ctx.p++;
		if (banComments || c !== 35) break;
		skipComment(ctx);
	}
}
// node_modules/smol-toml/dist/struct.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseKey(ctx, end = 61) {
	let startPtr;
	let state = 0;
	let parsed = [];
	let sliceStart;
	let c = ctx.s.charCodeAt(startPtr = ctx.p);
	do
		if (c === end) {
			if (!state) TomlError.x("unexpected end of key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			return ctx.p++, parsed;
		} else if (c === 46) {
			if (!state) TomlError.x("illegal empty bare key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			state = 0;
		} else if (!state && (c === 34 || c === 39)) {
			if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2)) TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
			parsed.push(parseString(ctx));
			state = 2;
			ctx.p--;
		} else if (c === 32 || c === 9) {
			if (state === 1) {
				parsed.push(ctx.s.slice(sliceStart, ctx.p));
				state = 2;
			}
		} else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) TomlError.x("illegal character in key", ctx);
		else if (!state) {
			state = 1;
			sliceStart = ctx.p;
		}
	while (c = ctx.s.charCodeAt(++ctx.p));
	TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
/** @internal */
function parseInlineTable(ctx) {
	let startPtr = ctx.p++;
	let res = Object.create(null);
	let seen = /* @__PURE__ */ new Set();
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
			ctx.p++;
			return res;
		}
		let k;
		let t = res;
		let hasOwn = false;
		let errPtr = ctx.p;
		let key = parseKey(ctx);
		for (let i = 0; i < key.length; i++) {
			if (i) t = hasOwn ? t[k] : t[k] = Object.create(null);
			k = key[i];
			if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) {
				t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
				break;
			}
			if (!hasOwn && unsafe) Object.defineProperty(t, k, {
				enumerable: true,
				configurable: true,
				writable: true
			});
		}
		if (hasOwn) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
		skipVoid(ctx, true, true);
		let value = extractValue(ctx, 125);
		if (t && typeof (t[k] = value) === "object") seen.add(value);
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished table", ctx, startPtr);
}
/** @internal */
function parseArray(ctx) {
	let startPtr = ctx.p++;
	let res = [];
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
			ctx.p++;
			return res;
		}
		res.push(extractValue(ctx, 93));
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished array", ctx, startPtr);
}
// node_modules/smol-toml/dist/parse.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function peekTable(ctx, key, table, meta, type) {
	let t = table;
	let m = meta;
	let k;
	let hasOwn = false;
	let state;
	for (let i = 0; i < key.length; i++) {
		if (i) {
			t = hasOwn ? t[k] : t[k] = Object.create(null);
			m = (state = m[k]).c;
			if (type === 0 && (state.t === 1 || state.t === 2)) return null;
			if (state.t === 2) {
				let l = t.length - 1;
				t = t[l];
				m = m[l].c;
			}
		}
		k = key[i];
		if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) return null;
		if (!hasOwn) {
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) return false;
			if (unsafe) {
				Object.defineProperty(t, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
				Object.defineProperty(m, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
			}
			m[k] = {
				t: i < key.length - 1 && type === 2 ? 3 : type,
				d: false,
				i: 0,
				c: Object.create(null)
			};
		}
	}
	state = m[k];
	if (state.t !== type && !(type === 1 && state.t === 3)) return null;
	if (type === 2) {
		if (!state.d) {
			state.d = true;
			t[k] = [];
		}
		t[k].push(t = Object.create(null));
		state.c[state.i++] = state = {
			t: 1,
			d: false,
			i: 0,
			c: Object.create(null)
		};
	}
	if (state.d) return null;
	state.d = true;
	if (type === 1) t = hasOwn ? t[k] : t[k] = Object.create(null);
	else if (type === 0 && hasOwn) return null;
	return [
		k,
		t,
		state.c
	];
}
function validateTablePeek(ctx, peek, ptr) {
	if (peek === null || ctx.uk === 2) TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse$1(toml, options = {}) {
	let ctx = {
		s: toml,
		p: 0,
		d: options.maxDepth ?? 1e3,
		bi: options.integersAsBigInt ?? false,
		ld: options.useLegacyDate ?? true,
		uk: options.unsafeKeyBehaviour === "throw" ? 2 : options.unsafeKeyBehaviour === "drop" ? 1 : 0
	};
	let res = Object.create(null);
	let meta = Object.create(null);
	let tmp;
	let skipping = false;
	let tbl = res;
	let m = meta;
	if (toml.charCodeAt(0) === 65279) ctx.p++;
	skipVoid(ctx);
	while (ctx.p < toml.length) {
		if (toml.charCodeAt(ctx.p) === 91) {
			let isTableArray = toml.charCodeAt(++ctx.p) === 91;
			tmp = ctx.p += +isTableArray;
			skipping = false;
			let k = parseKey(ctx, 93);
			if (isTableArray) {
				if (toml.charCodeAt(ctx.p) !== 93) TomlError.x("expected end of table array declaration", ctx);
				ctx.p++;
			}
			let p = peekTable(ctx, k, res, meta, isTableArray ? 2 : 1);
			if (!p) {
				validateTablePeek(ctx, p, tmp);
				skipping = true;
			} else {
				m = p[2];
				tbl = p[1];
			}
		} else {
			tmp = ctx.p;
			let p = peekTable(ctx, parseKey(ctx), tbl, m, 0);
			if (!p && !skipping) validateTablePeek(ctx, p, tmp);
			skipVoid(ctx, true, true);
			let v = extractValue(ctx, void 0);
			if (p && !skipping) p[1][p[0]] = v;
		}
		skipVoid(ctx, true);
		if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
		skipVoid(ctx);
	}
	return res;
}
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
"".isWellFormed;
// node_modules/smol-toml/dist/index.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
// src/readers/text.ts
/** Bytes asked for at once. */
const CHUNK = 1048576;
/** The longest line of a format that is read line by line, in UTF-16 units. */
const LONGEST_LINE = 4194304;
/**
* The whole text of a small file, without a byte order mark.
*
* @throws {UserError} `source-large`, `source-encoding` (not UTF-8) or `source-short` (fewer bytes than promised)
*/
function readText(source, most) {
	if (source.size > most) throw tooLarge(source, most);
	return [...decode(source)].join("");
}
/**
* The lines of a file that may be large; never more than a chunk and a line of it are held.
*
* @throws {UserError} as {@link readText}, and `source-line` for a line of more than 4 Mi characters
*/
function* readLines(source, most) {
	if (source.size > most) throw tooLarge(source, most);
	let number = 1;
	let rest = "";
	for (const chunk of decode(source)) {
		const parts = (rest + chunk).split("\n");
		rest = parts.pop() ?? "";
		for (const text of parts) yield {
			text: text.replace(/\r$/, ""),
			number: number++,
			ended: true
		};
		if (rest.length > LONGEST_LINE) throw longLine(source, number);
	}
	if (rest !== "") yield {
		text: rest,
		number,
		ended: false
	};
}
/** The first `length` bytes as text, for telling a format; what is not UTF-8 becomes U+FFFD. */
function readHead(source, length) {
	return new TextDecoder().decode(source.read(0, Math.min(length, source.size)));
}
/** A size in the largest binary unit that keeps it whole or short: `256 MiB`. */
function spellBytes(bytes) {
	return bytes >= 1048576 ? `${Math.round(bytes / 1024 / 1024)} MiB` : `${bytes} bytes`;
}
function* decode(source) {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	for (let offset = 0; offset < source.size;) {
		const bytes = source.read(offset, Math.min(CHUNK, source.size - offset));
		if (bytes.length === 0) throw tooShort(source, offset);
		offset += bytes.length;
		yield decoded(source, () => decoder.decode(bytes, { stream: offset < source.size }));
	}
}
function decoded(source, decode) {
	try {
		return decode();
	} catch {
		throw new UserError("source-encoding", `${source.name} is not UTF-8 text`, "Write the file as UTF-8.", { file: source.name });
	}
}
function tooLarge(source, most) {
	return new UserError("source-large", `${source.name} is larger than ${spellBytes(most)}`, "Write fewer rows, or name a smaller file.", { file: source.name });
}
function tooShort(source, offset) {
	return new UserError("source-short", `${source.name} ended at byte ${offset} of ${source.size}`, "Read it again when nothing writes to it.", { file: source.name });
}
function longLine(source, line) {
	return new UserError("source-line", `${source.name} has a line of more than ${LONGEST_LINE} characters`, "Write one row a line.", {
		file: source.name,
		line
	});
}
// src/readers/series/cell.ts
const GAP = { kind: "gap" };
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const NON_FINITE = {
	nan: NaN,
	inf: Number.POSITIVE_INFINITY,
	infinity: Number.POSITIVE_INFINITY
};
const MISSING = /* @__PURE__ */ new Set([
	"",
	"na",
	"n/a",
	"null",
	"none",
	"-"
]);
/** A cell of a table of text: `0.5`, `nan`, `-inf`; `1e400` is Infinity; empty and `NA` (Keras) are gaps. */
function cellOfText(raw) {
	const text = raw.trim();
	if (NUMBER.test(text)) return {
		kind: "number",
		value: Number(text),
		text
	};
	const special = nonFinite(text);
	if (special !== void 0) return {
		kind: "number",
		value: special,
		text
	};
	return MISSING.has(text.toLowerCase()) ? GAP : {
		kind: "other",
		shown: quote(text),
		word: text
	};
}
/**
* A value of a parsed document. The texts `"inf"` (dvclive), `"NaN"` and `"Infinity"` are numbers, other texts are
* none, even `"0.5"`; booleans are none either.
*
* @param textOf how the file spelled a number
*/
function cellOfValue(value, textOf) {
	if (typeof value === "number") return {
		kind: "number",
		value,
		text: textOf(value)
	};
	if (typeof value === "bigint") return {
		kind: "number",
		value: Number(value),
		text: String(value)
	};
	if (value === null || value === void 0) return GAP;
	if (typeof value === "string") {
		const special = nonFinite(value);
		if (special !== void 0) return {
			kind: "number",
			value: special,
			text: value
		};
		return {
			kind: "other",
			shown: `the text ${quote(value)}`,
			word: value
		};
	}
	if (typeof value === "boolean") return other(String(value));
	return other(Array.isArray(value) ? "a list" : `a ${typeof value}`);
}
function other(shown) {
	return {
		kind: "other",
		shown,
		word: void 0
	};
}
function nonFinite(text) {
	const [, sign, word = ""] = /^([-+]?)(nan|inf|infinity)$/i.exec(text) ?? [];
	const value = NON_FINITE[word.toLowerCase()];
	return value !== void 0 && sign === "-" ? -value : value;
}
function quote(text) {
	return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}
// src/readers/series/precision.ts
const DECIMAL = /^[-+]?(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;
/** More digits than a float32 needs to be told from its neighbours. */
const FLOAT32_DIGITS = 9;
const FLOAT64_DIGITS = 15;
/**
* The resolution of a decimal text (DESIGN §4), by the first rule that fits:
*
* 1. all integers → `exact`; unless one is beyond what float64 holds, then `decimal:0`
* 2. every value is a float32 and one is written with more than 9 digits → `float32`: Python writes a widened
*    float32 with up to 17 digits, so this rule stands before the next; a float64 passes it by chance once in 2²⁹
* 3. one value is written with at least 15 digits → `exact`
* 4. `decimal:k`, k the most decimals seen. A short number such as `0.5` proves nothing about its writer.
*/
function measurePrecision() {
	let count = 0;
	let integers = true;
	let safe = true;
	let narrow = true;
	let digits = 0;
	let decimals = 0;
	return {
		add(text, value) {
			const spelled = spell(text, value);
			count++;
			integers &&= spelled.integer;
			safe &&= !spelled.integer || Number.isSafeInteger(value);
			narrow &&= Math.fround(value) === value;
			digits = Math.max(digits, spelled.digits);
			decimals = Math.max(decimals, spelled.decimals);
		},
		resolution() {
			if (count > 0 && integers && safe) return "exact";
			if (!integers && narrow && digits > FLOAT32_DIGITS) return "float32";
			if (!integers && digits >= FLOAT64_DIGITS) return "exact";
			return `decimal:${Math.min(decimals, 400)}`;
		}
	};
}
/** {@link measurePrecision} of one number. */
function resolutionOf(text, value) {
	const precision = measurePrecision();
	if (Number.isFinite(value)) precision.add(text, value);
	return precision.resolution();
}
function spell(text, value) {
	const [, whole = "", fraction = "", exponent] = DECIMAL.exec(text) ?? DECIMAL.exec(String(value)) ?? [];
	return {
		integer: !text.includes(".") && exponent === void 0,
		digits: (whole + fraction).replace(/^0+/, "").length,
		decimals: Math.max(0, fraction.length - Number(exponent ?? 0))
	};
}
// src/readers/series/reading.ts
/** The largest file of a format that is read line by line, in bytes. */
const MOST_TABLE_BYTES = 268435456;
/** The largest file of a format that must be held whole, in bytes. */
const MOST_DOCUMENT_BYTES = 67108864;
/** The most metrics one file can give. */
const MOST_NAMES = 1e4;
/** Why a name cannot be a metric's, or undefined. A record's names have 1 to 500 well-formed characters. */
function nameProblem(name) {
	if (name === "") return "it has no name";
	if (name.length > 500) return "its name has more than 500 characters";
	return name.isWellFormed() ? void 0 : "its name holds half of a surrogate pair";
}
/** Text that fits a finding. */
function cut(text) {
	const whole = text.toWellFormed();
	return whole.length > 300 ? `${whole.slice(0, 299).toWellFormed()}…` : whole;
}
/** A file with more than {@link MOST_NAMES} names is data, or hostile. */
function tooManyMetrics(file) {
	return new UserError("metrics-many", `${file} names more than ${MOST_NAMES} metrics`, "Name the file that holds the metrics under `metrics:`.", { file });
}
// src/readers/naming.ts
/** Folders and files that are about one part of the data. */
const SPLITS$1 = /* @__PURE__ */ new Set([
	"train",
	"val",
	"valid",
	"validation",
	"dev",
	"test",
	"eval"
]);
const SPLIT_WORD = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|dev|test|eval(?:uation)?)$/;
const PLOT = /(?:^|\/)plots\/metrics\/(.+)\.tsv$/;
/**
* The metric that a file of dvclive's plots holds: its path under `plots/metrics/`, whatever its header says
* (`plots/metrics/train/loss.tsv` is `train/loss`, its column `loss`). Undefined for other files.
*/
function plotName(path) {
	return PLOT.exec(path)?.[1];
}
/**
* A metric's name from its file and its key there. It depends on nothing else, so that it stays the same from run to run
* whatever other files there are: never on a folder such as `version_0`, `checkpoint-20` or a date. Only a folder or a file that is itself
* named after a part of the data (`val/metrics.csv`, `val.csv`) counts: `loss` in it is `val/loss`. A key that
* already begins with such a word (`val_loss`, `train/loss`) stays as it is.
*/
function metricName(path, key) {
	const parts = path.toLowerCase().split("/");
	const [stem = ""] = (parts.at(-1) ?? "").split(".");
	const split = [stem, parts.at(-2) ?? ""].find((part) => SPLITS$1.has(part));
	const [first = ""] = key.toLowerCase().split(/[/_.\s-]/);
	return split === void 0 || SPLIT_WORD.test(first) || isProgress(key) ? key : `${split}/${key}`;
}
/** Names that say how far a run is, not how well it does. */
function isProgress(name) {
	return name === "epoch";
}
// src/readers/series/gaps.ts
/**
* Whether the gaps at a column's end stand for values that were lost. pandas writes NaN as an empty cell, others write
* `null`; but logs are also sparse by design (Lightning has a row for training and one for validation). It counts as lost
* where the column had two values or more and was never this long without one, and either a metric that stood beside its last
* value goes on without it, or the rows hold nothing else. The series then ends in NaN: its last number
* is not the run's.
*/
function lostAtEnd(column, others) {
	const last = column.rows.at(-1);
	if (last === void 0 || column.rows.length < 2 || column.trailing <= column.widest) return false;
	const later = others.filter((other) => other !== column && (other.rows.at(-1) ?? -1) > last);
	return later.length === 0 || later.some((other) => includes(other.rows, last));
}
function includes(ascending, wanted) {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((ascending[middle] ?? Infinity) < wanted) low = middle + 1;
		else high = middle;
	}
	return ascending[low] === wanted;
}
// src/readers/series/table.ts
/** Columns that say where a row stands; the first that a row has counts. None of them is a metric. */
const STEPS = [
	"global_step",
	"trainer/global_step",
	"_step",
	"step",
	"iteration",
	"iter"
];
const RANKS = [...STEPS, "epoch"];
/** Columns whose word says which part of the data a row is about: `val` makes `loss` into `val/loss`. */
const SPLITS = [
	"split",
	"mode",
	"phase",
	"subset"
];
/**
* A table without rows yet. `epoch` is a metric and, where no step is given, the coordinate. In a column with numbers,
* what is no number counts as NaN: the value is not there, and the one before it is not the last.
*
* @param file for messages
*/
function emptyTable(file) {
	const rows = {
		steps: [],
		units: []
	};
	const columns = /* @__PURE__ */ new Map();
	const rankOf = ranks();
	function column(name) {
		const known = columns.get(name);
		if (known !== void 0) return known;
		if (columns.size >= 1e4) throw tooManyMetrics(file);
		const fresh = emptyColumn(name);
		columns.set(name, fresh);
		return fresh;
	}
	return {
		add(cells, at) {
			const row = rows.steps.length;
			const { step, unit } = whereIs(cells, rankOf, row);
			rows.steps.push(step);
			rows.units.push(unit);
			const [splitKey, prefix] = splitOf(cells);
			for (const [key, cell] of cells) {
				const rank = rankOf(key);
				if (key === splitKey || rank >= 0 && rank < STEPS.length) continue;
				put(column(isProgress(key) ? key : prefix + key), row, cell, at);
			}
		},
		finish: () => finish([...columns.values()], rows)
	};
}
function finish(all, rows) {
	const lost = new Set(all.filter((one) => one.numbers > 0 && lostAtEnd(one, all)));
	for (const one of lost) {
		one.rows.push(one.lastGap);
		one.values.push(NaN);
	}
	return {
		series: all.filter(isMetric).map((one) => seriesOf(one, rows, lost.has(one))),
		skipped: all.flatMap((one) => skippedOf(one, lost.has(one)))
	};
}
/** Whether a column says where a row stands and is no metric. */
function isCoordinate(key) {
	return STEPS.includes(key.trim().toLowerCase());
}
function emptyColumn(name) {
	return {
		name,
		rows: [],
		values: [],
		precision: measurePrecision(),
		numbers: 0,
		problem: void 0,
		widest: 0,
		trailing: 0,
		lastGap: 0
	};
}
function put(column, row, cell, at) {
	if (cell.kind === "gap") {
		column.trailing++;
		column.lastGap = row;
		return;
	}
	column.widest = Math.max(column.widest, column.trailing);
	column.trailing = 0;
	column.rows.push(row);
	column.values.push(cell.kind === "number" ? cell.value : NaN);
	if (cell.kind === "other") column.problem ??= `${at}: ${cell.shown} is no number`;
	else column.numbers++;
	if (cell.kind === "number" && Number.isFinite(cell.value)) column.precision.add(cell.text, cell.value);
}
/** The step a row stands at; a fractional epoch is no step, then the row's own number counts. */
function whereIs(cells, rankOf, row) {
	let [step, best] = [row, RANKS.length];
	for (const [key, cell] of cells) {
		const rank = rankOf(key);
		if (rank < 0 || rank >= best || cell.kind !== "number") continue;
		if (Number.isSafeInteger(cell.value)) [step, best] = [cell.value + 0, rank];
	}
	return {
		step,
		unit: best < STEPS.length ? "step" : best < RANKS.length ? "epoch" : "row"
	};
}
/** A key's place among those that say where a row stands, −1 for any other; each key is looked at once. */
function ranks() {
	const known = /* @__PURE__ */ new Map();
	return (key) => {
		const rank = known.get(key) ?? RANKS.indexOf(key.trim().toLowerCase());
		known.set(key, rank);
		return rank;
	};
}
function splitOf(cells) {
	for (const [key, cell] of cells) {
		if (cell.kind !== "other" || !SPLITS.includes(key.trim().toLowerCase())) continue;
		if (/^[A-Za-z][\w-]{0,40}$/.test(cell.word ?? "")) return [key, `${cell.word}/`];
	}
	return [void 0, ""];
}
function isMetric(column) {
	return column.numbers > 0 && nameProblem(column.name) === void 0;
}
function skippedOf(column, endsInNaN) {
	const name = cut(column.name);
	const problem = nameProblem(column.name);
	if (problem !== void 0) return [{
		name,
		why: problem
	}];
	if (column.numbers === 0) return [{
		name,
		why: column.problem ?? "no value in it"
	}];
	if (column.problem !== void 0) return [{
		name,
		why: `${column.problem}; it counts as NaN`
	}];
	return endsInNaN ? [{
		name,
		why: "its last cells are empty; they count as NaN"
	}] : [];
}
/** Steps are the rows' where all of them count the same thing, else the numbers of the rows. */
function seriesOf(column, rows, endsInNaN) {
	const units = new Set(column.rows.map((row) => rows.units[row] ?? "row"));
	const [only = "row"] = units;
	const unit = units.size === 1 ? only : "row";
	return {
		name: column.name,
		steps: unit === "row" ? column.rows : column.rows.map((row) => rows.steps[row] ?? row),
		values: column.values,
		unit,
		resolution: column.precision.resolution(),
		nonfinite: endsInNaN ? "lost" : "kept"
	};
}
// src/readers/series/document.ts
/** Remembers how numbers were spelled; of two spellings of one number the coarser counts. */
function rememberTexts() {
	const texts = /* @__PURE__ */ new Map();
	return {
		add(text, value) {
			const known = texts.get(value);
			if (known === void 0 || coarser(text, known)) texts.set(value, text);
		},
		textOf: (value) => texts.get(value) ?? String(value)
	};
}
/** A whole number may be exact, so a spelling with a point is the more cautious one. */
function coarser(text, known) {
	const [point, knownPoint] = [text.includes("."), known.includes(".")];
	return point === knownPoint ? text.length < known.length : point;
}
/**
* What a document says, whatever its syntax. A list of objects is a log, one row each. An object of nothing but lists
* is a history as Keras keeps it (`{"loss": [3, 2, 1]}`). Any other object is a summary: nested names become `a/b`.
*/
function readDocument(file, { value, textOf }) {
	if (Array.isArray(value) && value.length > 0 && value.every(isObject)) return readRows(file, value, textOf);
	if (!isObject(value)) return nothing([{
		name: file,
		why: "no names in it: expected an object"
	}]);
	const lists = Object.values(value);
	if (lists.length > 0 && lists.every(isHistory)) return readRows(file, rowsOf(value), textOf);
	return readSummary(file, value, textOf);
}
/** Rows of a log: each an object whose nested names become `a/b`. */
function readRows(file, rows, textOf) {
	const table = emptyTable(file);
	rows.forEach((row, index) => {
		const cells = leavesOf(row).map(({ keys, value }) => [keys.join("/"), cellOfValue(value, textOf)]);
		table.add(cells, `entry ${index + 1}`);
	});
	return {
		...nothing([]),
		...table.finish()
	};
}
/** A list of at least one number, and nothing that is neither number, null nor text. */
function isHistory(value) {
	return Array.isArray(value) && value.some((item) => typeof item === "number") && value.every((item) => item === null || typeof item !== "object");
}
function rowsOf(lists) {
	const columns = Object.entries(lists);
	const length = columns.reduce((most, [, values]) => Math.max(most, values.length), 0);
	return Array.from({ length }, (_, row) => Object.fromEntries(columns.filter(([, values]) => row < values.length).map(([key, values]) => [key, values[row]])));
}
function readSummary(file, value, textOf) {
	const summary = [];
	const skipped = [];
	let position;
	for (const { keys, value: leaf } of leavesOf(value)) {
		const name = keys.join("/");
		const cell = cellOfValue(leaf, textOf);
		const problem = nameProblem(name);
		if (keys.length === 1 && isCoordinate(name)) {
			if (cell.kind === "number" && Number.isSafeInteger(cell.value)) position ??= cell.value + 0;
		} else if (problem !== void 0) skipped.push({
			name: cut(name),
			why: problem
		});
		else if (cell.kind === "other") skipped.push({
			name,
			why: `${cell.shown} is no number`
		});
		else if (summary.push(summaryOf(name, cell)) > 1e4) throw tooManyMetrics(file);
	}
	return {
		...nothing(skipped),
		summary,
		position
	};
}
function summaryOf(name, cell) {
	if (cell.kind === "gap") return {
		name,
		value: NaN,
		resolution: "decimal:0",
		empty: true
	};
	return {
		name,
		value: cell.value,
		resolution: resolutionOf(cell.text, cell.value),
		empty: false
	};
}
function nothing(skipped) {
	return {
		series: [],
		summary: [],
		position: void 0,
		skipped,
		findings: []
	};
}
// src/readers/series/last-cell.ts
const PLAIN = /^[-+]?\d*\.(\d+)$/;
/** Fewer decimals, or fewer rows, may be alike by chance. */
const LEAST_DECIMALS = 3;
const LEAST_ROWS = 3;
/**
* The rule for a last row without a line end. csv.writer, pandas, numpy, Keras, Lightning and dvclive end every row, so
* such a row counts as cut: `0.2` may be the begin of `0.2512`. The one exception is for programs that join rows with
* line ends and always write as many decimals (`%.4f`): where all rows before, 3 or more, have the same number of them,
* 3 or more, a cell with as many has lost nothing.
*/
function lastCells() {
	let decimals;
	let rows = 0;
	let alike = true;
	return {
		add(cell) {
			if (!alike) return;
			const own = decimalsOf(cell);
			decimals ??= own;
			alike = own === decimals && own >= LEAST_DECIMALS;
			rows++;
		},
		isWhole: (cell) => alike && rows >= LEAST_ROWS && decimalsOf(cell) === decimals
	};
}
/** A file that ends in a value, with no line end to say that all of it was written. */
function endsInValue(path, line) {
	return {
		kind: "source-truncated",
		path,
		where: `line ${line}, which has no line end: its last value may be cut`
	};
}
/** −1 for what is no decimal without an exponent. */
function decimalsOf(cell) {
	return PLAIN.exec(cell.trim())?.[1]?.length ?? -1;
}
// src/readers/series/toml.ts
const MOST_BYTES = 4194304;
const NUMBERS = /[-+]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?/g;
/** A value without quotes or brackets at the end of a text. */
const OPEN = /=[ \t]*[-+.\w:]+$/;
/** A TOML 1.0 file; `nan` and `inf` are numbers. As in YAML, a last value without a line end may be cut. @throws {UserError} */
function readToml(source) {
	const text = readText(source, MOST_BYTES);
	const value = parseToml(text, source.name);
	const texts = rememberTexts();
	for (const [spelled] of text.matchAll(NUMBERS)) {
		const plain = spelled.replaceAll("_", "");
		texts.add(plain, Number(plain));
	}
	const reading = readDocument(source.name, {
		value,
		textOf: texts.textOf
	});
	const line = text.split("\n").length;
	return OPEN.test(text) ? {
		...reading,
		findings: [endsInValue(source.name, line)]
	} : reading;
}
/** Integers beyond 2⁵³ are bigint. @throws {UserError} `toml-syntax` with line and column */
function parseToml(text, file) {
	try {
		return parse$1(text, { integersAsBigInt: "asNeeded" });
	} catch (error) {
		const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
		const place = error instanceof TomlError ? {
			file,
			line: error.line,
			column: error.column
		} : { file };
		throw new UserError("toml-syntax", `${file} is not valid TOML: ${why}`, "Mend the file or remove it.", place);
	}
}
// src/readers/yaml.ts
var import_dist = require_dist();
/** Files of parameters and summaries are small; the parser needs many seconds for a hostile megabyte. */
const MOST_CHARACTERS = 262144;
const DEEPEST = 64;
const MOST_VALUES = 1e5;
/**
* Reads YAML 1.2 that somebody else wrote: one document, at most 64 levels and 100 000 values, aliases and merge keys
* resolved. Keys are texts.
*
* @param most longest text, in UTF-16 units
* @throws {UserError} `yaml-syntax`, `yaml-duplicate-key`, `yaml-key` (a list as a key) or `yaml-large`, with line and column
*/
function parseYaml(text, file, most = MOST_CHARACTERS) {
	const lines = new import_dist.LineCounter();
	const fail = (code, why, offset = 0) => {
		const { line, col } = lines.linePos(offset);
		const place = {
			file,
			line: Math.max(line, 1),
			column: Math.max(col, 1)
		};
		throw new UserError(code, `${file} is not valid YAML: ${why}`, "Mend the file or remove it.", place);
	};
	if (text.length > most) fail("yaml-large", `more than ${most} characters`);
	const document = parse(text, lines) ?? fail("yaml-syntax", "nested too deep");
	const [error] = document.errors;
	if (error !== void 0) fail("yaml-syntax", error.message.split("\n")[0] ?? "", error.pos[0]);
	const walk = {
		fail,
		anchors: /* @__PURE__ */ new Map(),
		numbers: [],
		offsets: /* @__PURE__ */ new Map(),
		length: text.length,
		open: void 0,
		left: MOST_VALUES
	};
	return {
		value: plain(document.contents, [], walk),
		numbers: walk.numbers,
		openLine: walk.open === void 0 ? void 0 : lines.linePos(walk.open).line,
		lineOf: (keys) => {
			const offset = walk.offsets.get(JSON.stringify(keys));
			return offset === void 0 ? void 0 : lines.linePos(offset).line;
		}
	};
}
/** Undefined where the parser's stack does not suffice. */
function parse(text, lineCounter) {
	const options = {
		uniqueKeys: false,
		prettyErrors: false,
		intAsBigInt: true,
		logLevel: "error"
	};
	try {
		return (0, import_dist.parseDocument)(text, {
			...options,
			lineCounter
		});
	} catch {
		return;
	}
}
/** `keys` is undefined below an alias: what it brings stands elsewhere. */
function plain(node, keys, walk, level = 0) {
	if (level > DEEPEST) walk.fail("yaml-large", `nested more than ${DEEPEST} deep`);
	if (walk.left-- <= 0) walk.fail("yaml-large", `more than ${MOST_VALUES} values`);
	if ((0, import_dist.isAlias)(node)) return plain(target(node, walk), void 0, walk, level + 1);
	if (((0, import_dist.isScalar)(node) || (0, import_dist.isMap)(node) || (0, import_dist.isSeq)(node)) && node.anchor !== void 0) walk.anchors.set(node.anchor, node);
	if ((0, import_dist.isMap)(node)) return plainMap(node.items, keys, walk, level);
	if ((0, import_dist.isSeq)(node)) return node.items.map((item, at) => plain(item, under(keys, String(at)), walk, level + 1));
	if (!(0, import_dist.isScalar)(node)) return null;
	if (typeof node.value === "number") walk.numbers.push([node.source ?? "", node.value]);
	if (typeof node.value === "bigint") walk.numbers.push([node.source ?? "", Number(node.value)]);
	if (node.type === "PLAIN" && node.range?.[1] === walk.length) walk.open = node.range[0];
	if (keys !== void 0 && node.range) walk.offsets.set(JSON.stringify(keys), node.range[0]);
	return node.value;
}
function plainMap(items, keys, walk, level) {
	const own = Object.create(null);
	let merged = {};
	for (const { key, value } of items) {
		if (!(0, import_dist.isScalar)(key)) return walk.fail("yaml-key", "a key that is no scalar");
		if (key.source === "<<" && key.type === "PLAIN") {
			merged = mergedFrom(plain(value, void 0, walk, level + 1));
			continue;
		}
		const name = String(key.value);
		if (Object.hasOwn(own, name)) walk.fail("yaml-duplicate-key", `the key ${JSON.stringify(name)} stands twice`, key.range?.[0]);
		own[name] = plain(value, under(keys, name), walk, level + 1);
	}
	return Object.assign(Object.create(null), merged, own);
}
/** `<<: *base` or `<<: [*a, *b]`, the first of which wins (YAML 1.1 merge keys, as PyYAML reads them). */
function mergedFrom(value) {
	const parts = (Array.isArray(value) ? value : [value]).filter((part) => typeof part === "object" && part !== null);
	return Object.assign(Object.create(null), ...parts.toReversed());
}
function under(keys, key) {
	return keys === void 0 ? void 0 : [...keys, key];
}
function target({ source, range }, walk) {
	return walk.anchors.get(source) ?? walk.fail("yaml-syntax", `the alias *${source} has no anchor before it`, range?.[0]);
}
export { readText as C, readLines as S, leavesOf as T, cut as _, lastCells as a, cellOfValue as b, rememberTexts as c, isProgress as d, metricName as f, MOST_TABLE_BYTES as g, MOST_NAMES as h, endsInValue as i, emptyTable as l, MOST_DOCUMENT_BYTES as m, parseToml as n, readDocument as o, plotName as p, readToml as r, readRows as s, parseYaml as t, isCoordinate as u, tooManyMetrics as v, isObject as w, readHead as x, cellOfText as y };
