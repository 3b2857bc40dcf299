import { n as scanTable } from "./work.js";
import { workerData } from "node:worker_threads";

// src/digest/worker.ts
const work = workerData;
scanTable(work, work.paths.split("\0"));

export {  };