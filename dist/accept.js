import { n as lockWith, t as accept } from "./accept2.js";

export { accept };