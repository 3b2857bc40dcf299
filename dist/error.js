// src/record/error.ts
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
function spellPlace(place) {
	return [
		place.file,
		place.line,
		place.column
	].filter((part) => part !== void 0).join(":");
}

export { spellPlace as n, UserError as t };