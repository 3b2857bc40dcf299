import { n as listing, t as init } from "./init.js";

export { init };