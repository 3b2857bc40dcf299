export { n as renderFindings, r as renderLog, i as renderProblems, a as renderReading, o as renderRecord, s as renderReport, l as writeReport } from "./reporting.js";
