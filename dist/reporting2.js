import { a as renderProblems, c as renderReport, i as renderLog, l as reportModel, n as renderFetched, o as renderReading, r as renderFindings, s as renderRecord, t as curvesOf, u as writeReport } from "./reporting.js";

export { renderFetched, renderFindings, renderLog, renderProblems, renderReading, renderRecord, renderReport, writeReport };