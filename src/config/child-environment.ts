/** Settings of this machine's user that would turn a child from the local stack to some other account or server. */
const FOREIGN =
  /^(AWS_(PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ENDPOINT_URL.*|CONFIG_FILE|SHARED_CREDENTIALS_FILE)|TEMPORAL_.*|VGW_.*)$/;

/** The environment of a child of the local stack: this process's own, without other accounts' settings, plus `own`. */
export function childEnvironment(
  own: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !FOREIGN.test(name))), ...own };
}
