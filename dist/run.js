import { n as run, t as onlyModel } from "./run2.js";

export { run };