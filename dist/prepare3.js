import { i as planStage, n as MODES, r as planOfJob, t as CAUSES } from "./prepare2.js";

export { CAUSES, MODES, planStage };