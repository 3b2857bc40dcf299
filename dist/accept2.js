import { n as lockWith, t as accept } from "./accept.js";

export { accept };