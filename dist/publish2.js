import { n as askForPull, r as publishReport, t as COMMENTS } from "./publish.js";

export { COMMENTS };