// src/spec/spec.ts
const VERDICTS = [
	"identical",
	"reproduced",
	"improved",
	"inconclusive",
	"incomparable",
	"nondeterministic",
	"changed",
	"failed",
	"invalid"
];

export { VERDICTS as t };