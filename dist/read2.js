import { n as sourcesOf, t as readPaths } from "./read3.js";

export { readPaths };