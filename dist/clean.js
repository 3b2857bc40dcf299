// src/report/text/clean.ts
/** Control characters that separate words; they become a space, so that words stay apart. */
const BREAKS = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;
/** All that is not seen, or changes how its neighbours are seen: control, bidi, zero-width, fillers, half surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const LONGEST = 2e3;
/**
* Data as one line that shows all it holds: no character of it is invisible, moves the cursor, or reorders text.
* Every output cleans before it escapes.
*/
function clean(text) {
	return clip(text, LONGEST).replace(BREAKS, " ").replace(UNSEEN, "");
}
/** The first `most` characters, with an ellipsis where some are left out. */
function clip(text, most) {
	if (text.length <= most) return text;
	return `${text.slice(0, most - 1).toWellFormed().replace(/\uFFFD$/, "")}…`;
}
export { clip as n, clean as t };
