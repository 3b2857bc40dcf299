export { t as init } from "./init.js";
