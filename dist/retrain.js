import { t as perform } from "./host.js";

// src/entry/action/retrain.ts
await perform(async (host) => {
	const { retrainStage } = await import("./retrain2.js");
	await retrainStage({
		env: process.env,
		signal: host.signal,
		log: host.log
	});
	return 0;
}, 6e4);

export {  };