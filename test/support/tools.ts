import { loadToolPaths, toolPathsFile, type ToolName } from '../../src/config/tool-paths.js';

/** Path of a program that set-up found. @throws Error that says how to get it */
export function toolPath(name: ToolName): string {
  const path = loadToolPaths()[name];
  if (path !== null) return path;
  throw new Error(`${name} could not be had: remove ${toolPathsFile()} and run "npm run setup" to see why.`);
}
