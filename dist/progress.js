import { t as defuse } from "./command.js";
import { t as clean } from "./clean.js";

// src/flows/progress.ts
const PAUSE = 3e4;
function progressLines(log) {
	let last = {
		phase: "",
		at: 0
	};
	return (progress) => {
		if (progress.note !== void 0) log(defuse(`${progress.model}: ${clean(progress.note)}`));
		const phase = `${progress.model} ${progress.phase}`;
		const now = performance.now();
		if (phase === last.phase && now - last.at < PAUSE) return;
		last = {
			phase,
			at: now
		};
		log(defuse(progressLine(progress)));
	};
}
function progressLine({ model, phase, seconds, step, total, loss, left, waitingFor }) {
	return [
		`${model}: ${phase} ${clock(seconds)}`,
		waitingFor === void 0 ? void 0 : `for ${waitingFor}`,
		step === void 0 ? void 0 : `step ${step}${total === void 0 ? "" : `/${total}`}`,
		loss === void 0 ? void 0 : `loss ${loss}`,
		left === void 0 ? void 0 : `about ${clock(left)} left`
	].filter((part) => part !== void 0).join("  ");
}
function clock(seconds) {
	const whole = Math.floor(seconds);
	const two = (value) => String(value).padStart(2, "0");
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	return `${hours > 0 ? `${hours}:` : ""}${two(minutes)}:${two(whole % 60)}`;
}

export { progressLines as n, progressLine as t };