import { t as perform } from "./host.js";

// src/entry/action/begin.ts
await perform(async (host) => {
	const { HAND_OVERS, beginRetrain } = await import("./hand-over2.js");
	const { outputs, log } = await beginRetrain({
		env: process.env,
		config: host.input("config") || "reprise.yml",
		plan: host.input("plan"),
		digest: host.input("plan-digest"),
		handOver: host.choice("hand-over", HAND_OVERS),
		node: process.execPath
	});
	for (const [name, value] of Object.entries(outputs)) host.output(name, value);
	if (log !== "") host.log(log);
	return 0;
});

export {  };