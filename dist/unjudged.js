// src/flows/unjudged.ts
function unjudged(model, reason, verdict = "incomparable") {
	return {
		verdict: {
			model,
			key: {
				model,
				accelerator: "unknown"
			},
			verdict,
			basis: void 0,
			reasons: [reason],
			metrics: [],
			findings: [],
			run: void 0,
			baseline: void 0
		},
		explanation: void 0,
		run: void 0,
		baseline: void 0,
		curves: [],
		cost: {
			runs: 0,
			seconds: 0,
			setupSeconds: 0,
			runsSaved: 0
		},
		crash: void 0,
		reproduce: "reprise check",
		baselineRuns: void 0,
		lockPatch: void 0,
		accepts: void 0,
		settings: []
	};
}

export { unjudged as t };