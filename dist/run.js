export { n as run } from "./run2.js";
