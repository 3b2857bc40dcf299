import { t as perform } from "./host.js";

// src/entry/action/cancelled.ts
await perform(async (host) => {
	const { keepCancelled } = await import("./cancelled2.js");
	const config = host.input("config") || "reprise.yml";
	host.log(await keepCancelled({
		env: process.env,
		config,
		seed: host.input("seed")
	}));
	return 0;
});
process.exit();

export {  };