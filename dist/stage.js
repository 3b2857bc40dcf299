// src/entry/action/stage.ts
async function stageOf(host) {
	const { openStage } = await import("./stage3.js");
	return openStage({
		env: process.env,
		token: host.input("token"),
		config: host.input("config") || "reprise.yml",
		signal: host.signal,
		onWait: (why, seconds) => host.log(`waiting ${Math.ceil(seconds)} s: ${why}`)
	});
}

export { stageOf as t };