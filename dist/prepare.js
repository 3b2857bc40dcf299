import { t as perform } from "./host.js";
import { t as stageOf } from "./stage.js";

// src/entry/action/prepare.ts
await perform(async (host) => {
	const { CAUSES, MODES, planStage } = await import("./prepare3.js");
	const { HAND_OVERS } = await import("./hand-over2.js");
	const { outputs, log } = await planStage(await stageOf(host), {
		model: host.input("model") || void 0,
		against: host.choice("baseline", ["lock", "base"]),
		mode: host.choice("mode", ["", ...MODES]) || "check",
		because: host.input("because") || void 0,
		cause: host.choice("cause", ["", ...CAUSES]) || void 0,
		handOver: host.choice("hand-over", HAND_OVERS)
	});
	for (const [name, value] of Object.entries(outputs)) host.output(name, value);
	host.log(log);
	return 0;
});

export {  };