// What some other release might have done under the same name.
import { sleep } from '@temporalio/workflow';

export async function upscaleVideo() {
  await sleep(1);
}
