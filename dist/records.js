import { a as readLog, i as openLedger, n as findRecord, r as listRecords, t as findIn } from "./records2.js";

export { findRecord, listRecords };