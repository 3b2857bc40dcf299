// src/report/log/command.ts
function spellCommand({ level, message, ...place }) {
	const { title, file, line, endLine, column } = place;
	const properties = Object.entries({
		file,
		line,
		endLine,
		col: column,
		title
	}).filter(([, value]) => value !== void 0 && value !== "").map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
	return `::${properties.length === 0 ? level : `${level} ${properties.join(",")}`}::${escapeData(message)}`;
}
function spellGroup(title, lines) {
	return [
		`::group::${escapeData(title)}`,
		...lines,
		"::endgroup::"
	];
}
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}`;
const within = (characters) => String.raw`(?:(?![\r\n])[${characters}])*`;
const BEGINS = new RegExp(String.raw`^(${within(String.raw`\s${UNSEEN}`)}:)(${within(UNSEEN)}:)`, "gmu");
const HOLDS = new RegExp(String.raw`(#${within(UNSEEN)}#)(${within(UNSEEN)}\[)`, "gu");
function defuse(text) {
	return text.replace(HOLDS, "$1 $2").replace(BEGINS, "$1 $2");
}
function escapeData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function escapeProperty(text) {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

export { spellCommand as n, spellGroup as r, defuse as t };