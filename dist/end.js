import { t as perform } from "./host.js";

// src/entry/action/end.ts
await perform(async (host) => {
	const { HAND_OVERS, endRetrain } = await import("./hand-over2.js");
	const { outputs, log } = await endRetrain({
		env: process.env,
		config: host.input("config") || "reprise.yml",
		bundles: host.input("bundles"),
		digests: host.input("digests"),
		seed: host.input("seed"),
		handOver: host.choice("hand-over", HAND_OVERS)
	});
	for (const [name, value] of Object.entries(outputs)) host.output(name, value);
	host.log(log);
	return 0;
});

export {  };