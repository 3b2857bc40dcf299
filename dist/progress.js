// src/entry/cli/progress.ts
/** Shows a retraining as one live line: `main: training 00:12  step 120/1000  loss 0.41  about 01:30 left`. */
function showProgress(terminal) {
	return (progress) => terminal.progress(progressLine(progress), `${progress.model} ${progress.phase}`);
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
/** `01:30`, or `1:02:03` from an hour on. */
function clock(seconds) {
	const whole = Math.floor(seconds);
	const two = (value) => String(value).padStart(2, "0");
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	return `${hours > 0 ? `${hours}:` : ""}${two(minutes)}:${two(whole % 60)}`;
}
export { showProgress };
