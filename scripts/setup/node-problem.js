const OLDEST = [20, 3];

/**
 * A sentence when this version of Node is too old, else undefined.
 * @param {string} version for instance `20.11.1`
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Upreel needs Node.js ${OLDEST.join('.')} or newer, and this is ${version}. Install a newer one and try again.`;
}
