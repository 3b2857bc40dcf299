import { a as endRetrain, c as receiveBundles, d as sendPlan, f as sendingOf, i as bundlesFolder, l as receivePlan, n as beginRetrain, o as modelsOf, r as bundleDigest, s as ownBundles, t as HAND_OVERS, u as sendBundles } from "./hand-over.js";

export { HAND_OVERS, beginRetrain, endRetrain };