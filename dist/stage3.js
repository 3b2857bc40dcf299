import { n as planArtifact, r as stageFolder, t as openStage } from "./stage2.js";

export { openStage };