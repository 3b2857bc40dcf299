import { a as rebaseSpec, i as parseLockText, n as openProject, r as ownFiles, t as findPlace } from "./project.js";

export { openProject };