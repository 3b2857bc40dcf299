// src/record/measures.ts
const MEASURES = new Set("loss losses nll bce mse mae rmse mape smape err error errors acc accuracy precision recall f1 auc auroc auprc roc ap map iou miou dice top1 top5 bleu rouge chrf meteor wer cer perplexity ppl bpb bpc bpd likelihood loglikelihood logprob elbo kl kld divergence entropy reward rewards return returns score scores norm r2 psnr ssim lpips fid kid kappa mcc correlation pearson spearman ndcg mrr logloss metric".split(" "));
/** Words that say of what or how a measure was taken, behind it: `train_loss_epoch`, `Loss/test`. */
const QUALIFIERS = new Set("train training val valid validation dev test eval step epoch mean avg average sum total ema median min max best final raw smooth smoothed".split(" "));
/**
* Whether a metric's name says that it measures how well a training went: `eval/loss`, `valAccuracy`, `grad_norm`, not
* `loss_scale`, `kl_weight`, `tokens_seen` or `temperature`. What else a program writes beside its metrics follows from the
* configuration alone (schedules, counts), or from the clock: it says nothing about the training, whether it is equal
* or not.
*/
function isMeasured(name) {
	const last = wordsOf(name).findLast((word) => !QUALIFIERS.has(word)) ?? "";
	return MEASURES.has(last) || MEASURES.has(last.replace(/\d+$/, ""));
}
/** The words of a name, in lower case: `train/Loss_Epoch` and `trainLossEpoch` are the same. Numbers are none. */
function wordsOf(name) {
	return inWords(name).split(/[^a-z0-9]+/).filter((word) => /[a-z]/.test(word));
}
function inWords(name) {
	return name.replace(/(?<=[a-z])(?=[A-Z][a-z])/g, "_").toLowerCase();
}
const UNIT = "(?:s|secs?|seconds?|ms|minutes|hours|[kmg]i?b)";
const CLOCK = new RegExp(`(?:^|[/_])(?:(?:run_?|wall_?)?time|wall_?clock|timing|elapsed|duration|latency|eta|throughput|timestamp|date|datetime|fps|flops?|total_flos)(?:[/_]${UNIT})?$|(?:^|/)(?:dt|tps|qps)$|^system/`);
const RESOURCE = new RegExp(`(?:^|[/_])${UNIT}$|(?:^|[/_])(?:time|${UNIT})(?:_per_|/)[^/]*$|(?:^|[/_])(?:[cg]pu\\d*|mem|memory|rss|vram|ram)(?:[/_]|$)`);
const LAST_UNIT = new RegExp(`[/_]${UNIT}$`);
/**
* Whether a metric's name says that it measures speed, memory or the clock (FORMATS 2.9): `epoch_time`, `tok/s`,
* `ms_per_step`, `peak_mem_gb`. A measure in such a unit is a metric like any other: `mae_seconds`, `memory_loss`.
*/
function isVolatile(name) {
	const spelled = inWords(name);
	return CLOCK.test(spelled) || RESOURCE.test(spelled) && !isMeasured(spelled.replace(LAST_UNIT, ""));
}
export { isVolatile as n, isMeasured as t };
