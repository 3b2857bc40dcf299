export { n as openProject } from "./project.js";
