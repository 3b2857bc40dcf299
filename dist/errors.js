import { n as spellPlace, t as UserError } from "./error.js";
import { t as clean } from "./clean.js";
import { n as spellCommand } from "./command.js";

// src/flows/errors.ts
function explainError(error) {
	if (!(error instanceof UserError)) return void 0;
	const place = error.place === void 0 ? void 0 : spellPlace(error.place);
	return {
		error,
		message: cleanLines(`${place === void 0 || error.message.includes(place) ? "" : `${place}: `}${error.message}`),
		hint: clean(error.hint)
	};
}
function explainBug(error) {
	return cleanLines(error instanceof Error ? error.stack ?? error.message : String(error));
}
function errorCommand({ error, message, hint }) {
	const { file, line, column } = error.place ?? {};
	const inside = file === void 0 || file.startsWith("/") ? void 0 : file;
	return spellCommand({
		level: "error",
		title: "Reprise",
		message: [...message, hint].filter((one) => one !== "").join("\n"),
		...inside !== void 0 && {
			file: inside,
			line,
			column
		}
	});
}
function bugCommand(error) {
	const lines = ["this is a bug of Reprise, not of your training.", ...explainBug(error)];
	return spellCommand({
		level: "error",
		title: "Reprise",
		message: lines.join("\n")
	});
}
function wrongInput(name, value, values) {
	return new UserError("input-invalid", `${name}: ${JSON.stringify(value)} is none of ${values.filter((one) => one !== "").join(", ")}`, "Mend it under `with:` of the workflow.");
}
function notInAJob(variable) {
	return new UserError("not-in-a-job", `${variable} is not set`, "This is a step of a GitHub Actions job; on your own machine use `reprise check`.");
}
function cleanLines(text) {
	return text.split("\n").map((line) => clean(line));
}

export { notInAJob as a, explainError as i, errorCommand as n, wrongInput as o, explainBug as r, bugCommand as t };