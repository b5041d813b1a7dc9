/** Jest's setupFiles: clips of tests are small, and are cut into batches as large ones are. */
process.env.UPREEL_BATCH_FRAMES ??= '32';
