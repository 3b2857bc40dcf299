import { t as perform } from "./host.js";
import { t as stageOf } from "./stage.js";

// src/entry/action/report.ts
await perform(async (host) => {
	const { reportStage } = await import("./conclude.js");
	const { COMMENTS } = await import("./publish2.js");
	const { HAND_OVERS } = await import("./hand-over2.js");
	const { log, summary, outputs, exitCode } = await reportStage(await stageOf(host), {
		comment: host.choice("comment", COMMENTS),
		fail: host.choice("fail", ["true", "false"]) === "true",
		plan: host.input("plan"),
		planDigest: host.input("plan-digest"),
		bundles: host.input("bundles"),
		bundleDigest: host.input("bundle-digest"),
		handOver: host.choice("hand-over", HAND_OVERS),
		workflow: host.input("workflow")
	});
	for (const [name, value] of Object.entries(outputs)) host.output(name, value);
	if (summary !== "") host.summary(summary);
	host.log(log);
	return exitCode;
});

export {  };