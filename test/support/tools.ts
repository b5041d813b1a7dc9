import { loadToolPaths, type ToolName } from '../../src/config/tool-paths.js';

/** Path of a program that set-up found. @throws Error that says how to get it */
export function toolPath(name: ToolName): string {
  const path = loadToolPaths()[name];
  if (path === null) throw new Error(`${name} could not be had: "npm run setup" says why and what to do.`);
  return path;
}
