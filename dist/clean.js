// src/report/text/clean.ts
const BREAKS = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const LONGEST = 2e3;
function clean(text) {
	return clip(text, LONGEST).replace(BREAKS, " ").replace(UNSEEN, "");
}
function clip(text, most) {
	if (text.length <= most) return text;
	return `${text.slice(0, most - 1).toWellFormed().replace(/\uFFFD$/, "")}…`;
}

export { clip as n, clean as t };