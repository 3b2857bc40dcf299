export { t as readPaths } from "./read4.js";
