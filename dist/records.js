export { n as findRecord, r as listRecords } from "./records2.js";
