import { join } from 'node:path';
import { IgnoreMode } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import type { Construct } from 'constructs';

const ROOT = join(import.meta.dirname, '../..');

export type WorkerKind = 'jobs' | 'media' | 'gpu';

/** The image of one kind of worker: a target of the Dockerfile. Built and pushed by `cdk deploy`, not by synthesis. */
export function createWorkerImage(scope: Construct, kind: WorkerKind): DockerImageAsset {
  return new DockerImageAsset(scope, `${kind}-image`, {
    directory: ROOT,
    target: kind,
    platform: Platform.LINUX_AMD64,
    // What is no part of an image must not make a new one.
    ignoreMode: IgnoreMode.DOCKER,
    exclude: ['cdk.out', 'infra', 'test', 'docs'],
  });
}
