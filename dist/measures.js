// src/record/measures.ts
const MEASURES = new Set("loss losses nll bce mse mae rmse mape smape err error errors acc accuracy precision recall f1 auc auroc auprc roc ap map iou miou dice top1 top5 bleu rouge chrf meteor wer cer perplexity ppl bpb bpc bpd likelihood loglikelihood logprob elbo kl kld divergence entropy reward rewards return returns score scores norm r2 psnr ssim lpips fid kid kappa mcc correlation pearson spearman ndcg mrr logloss metric".split(" "));
const QUALIFIERS = new Set("train training val valid validation dev test eval step epoch mean avg average sum total ema median min max best final raw smooth smoothed".split(" "));
function isMeasured(name) {
	const last = wordsOf(name).findLast((word) => !QUALIFIERS.has(word)) ?? "";
	return MEASURES.has(last) || MEASURES.has(last.replace(/\d+$/, ""));
}
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
function isVolatile(name) {
	const spelled = inWords(name);
	return CLOCK.test(spelled) || RESOURCE.test(spelled) && !isMeasured(spelled.replace(LAST_UNIT, ""));
}

export { isVolatile as n, isMeasured as t };