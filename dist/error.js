// src/record/error.ts
/**
* Something a person can mend. Shown as one message and one hint, without a stack.
* `code` is stable and kebab-case, so that tests and scripts can rely on it.
*/
var UserError = class extends Error {
	code;
	hint;
	place;
	constructor(code, message, hint, place) {
		super(message);
		this.name = "UserError";
		this.code = code;
		this.hint = hint;
		this.place = place;
	}
};
/** `file:line:column`, as far as it is known: the form that editors and terminals make clickable. */
function spellPlace(place) {
	return [
		place.file,
		place.line,
		place.column
	].filter((part) => part !== void 0).join(":");
}
export { spellPlace as n, UserError as t };
