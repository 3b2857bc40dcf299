import { s as sha256 } from "./digest.js";

// src/survey/workflow-name.ts
function nameOf(config) {
	if (config === "reprise.yml") return {
		title: "Reprise",
		file: "reprise",
		group: "reprise"
	};
	const folder = config.replace(/\/reprise\.yml$/, "").replace(/\.ya?ml$/, "");
	const words = folder.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== "").join("-").slice(0, 60);
	const slug = !folder.includes("-") && folder.replaceAll("/", "-") === words ? words : [words, sha256(config).slice(-6)].filter(Boolean).join("-");
	return {
		title: `Reprise ${slug}`,
		file: `reprise-${slug}`,
		group: `reprise-${slug}`
	};
}

export { nameOf as t };