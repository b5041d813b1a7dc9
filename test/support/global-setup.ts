import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the tests' processes find the path of the workflow bundle: support/workflow-bundle. */
export const WORKFLOW_BUNDLE_VARIABLE = 'UPREEL_TEST_WORKFLOW_BUNDLE';

const ROOT = join(import.meta.dirname, '../..');
const BUNDLES = join(ROOT, 'node_modules/.cache/upreel');
/** What a bundle is made of, by the layer rules; the lock file stands for the packages, and how it is made is told here. */
const SOURCES = ['src/workflows', 'src/domain', 'src/contracts'];

/** Jest's globalSetup: what all test files share. A run whose workflows have not changed reuses the last bundle. */
export default async function globalSetup(): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const workflowsPath = join(ROOT, 'src/workflows/index.ts');
  if (!existsSync(workflowsPath)) return;
  const bundle = join(BUNDLES, `workflows-${hashOfSources()}.js`);
  if (!existsSync(bundle)) await build(workflowsPath, bundle);
  process.env[WORKFLOW_BUNDLE_VARIABLE] = bundle;
}

async function build(workflowsPath: string, bundle: string): Promise<void> {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [join(ROOT, 'src/workflows/trace-run.ts')],
    logger: new DefaultLogger('WARN'),
  });
  mkdirSync(BUNDLES, { recursive: true });
  const draft = `${bundle}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, bundle);
}

function hashOfSources(): string {
  const hash = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(readFileSync(join(ROOT, 'test/support/global-setup.ts')));
  for (const folder of SOURCES) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(ROOT, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
