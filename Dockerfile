# syntax=docker/dockerfile:1.7
# Targets: jobs, media, gpu, local. docs/deploy.md says what of this has been run, and where. Base images are named by
# their exact version and by no digest: no registry of images could be asked where this was written. A deployment that
# wants digests gives them: --build-arg NODE_IMAGE=node:24.9.0-bookworm-slim@sha256:… and CUDA_IMAGE likewise.
ARG NODE_IMAGE=node:24.9.0-bookworm-slim
ARG CUDA_IMAGE=nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04

# ---- build: sources to dist, and the packages that run it ----
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY scripts scripts
COPY types types
COPY web web
COPY src src
RUN node scripts/build.js
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

# ---- cuda-packages: the same packages, with ONNX Runtime's CUDA provider, which its install script fetches ----
FROM build AS cuda-packages
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false

# ---- models: those that jobs use when they name none, checked by sha256 and converted ----
FROM build AS models
RUN apt-get update && apt-get install --yes --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
ENV UPREEL_CACHE_DIR=/opt/upreel
RUN node bin/upreel.js models pull realesr-general-x4v3 && node bin/upreel.js models pull realesr-animevideov3

# ---- base: what every worker is: Node, the program, nobody's user ----
FROM ${NODE_IMAGE} AS base
WORKDIR /app
ENV NODE_ENV=production UPREEL_WORK_DIR=/var/lib/upreel/work UPREEL_ALIVE_FILE=/var/lib/upreel/alive
RUN mkdir -p /var/lib/upreel && chown node:node /var/lib/upreel
COPY docker/upreel-healthy /usr/local/bin/upreel-healthy
COPY --from=build /app/package.json ./
COPY --from=build /app/bin bin
COPY --from=build /app/dist dist
USER node
# Bounds the processes of the worker and of the ffmpeg it runs, wherever it runs.
ENTRYPOINT ["prlimit", "--nproc=1024:1024", "--"]
HEALTHCHECK --interval=30s --timeout=5s --retries=3 --start-period=300s CMD ["/usr/local/bin/upreel-healthy"]

# ---- jobs: workflows and light activities ----
FROM base AS jobs
COPY --from=build /app/node_modules node_modules
VOLUME ["/var/lib/upreel", "/tmp"]
CMD ["node", "dist/workers/jobs-worker.js"]

# ---- tools: ffmpeg as Debian makes it ----
FROM base AS tools
USER root
RUN apt-get update && apt-get install --yes --no-install-recommends 'ffmpeg=7:5.1.*' && rm -rf /var/lib/apt/lists/*
ENV UPREEL_FFMPEG=/usr/bin/ffmpeg UPREEL_FFPROBE=/usr/bin/ffprobe
USER node

# ---- media: ffmpeg on strangers' files ----
FROM tools AS media
COPY --from=build /app/node_modules node_modules
VOLUME ["/var/lib/upreel", "/tmp"]
CMD ["node", "dist/workers/media-worker.js"]

# ---- machine: what set-up finds for a machine of its own, programs and models ----
FROM models AS machine
RUN node --input-type=module -e "import { prepareMachine } from './dist/local/prepare-machine.js'; await prepareMachine({ env: process.env, say: console.error })"

# ---- local: the whole local stack in one container, for docker-compose.yml ----
FROM tools AS local
COPY --from=build /app/node_modules node_modules
COPY --from=machine --chown=node:node /opt/upreel /opt/upreel
COPY docker/stack-healthy.js docker/stack-healthy.js
ENV UPREEL_CACHE_DIR=/opt/upreel
ENTRYPOINT []
VOLUME ["/var/lib/upreel", "/tmp"]
CMD ["node", "bin/upreel.js", "dev", "--data", "/var/lib/upreel/data"]

# ---- cuda: the libraries that the CUDA provider loads ----
FROM ${CUDA_IMAGE} AS cuda

# ---- gpu: models on CUDA ----
FROM tools AS gpu
COPY --from=cuda /usr/local/cuda-12.6/targets/x86_64-linux/lib /usr/local/cuda/lib64
COPY --from=cuda /usr/lib/x86_64-linux-gnu/libcudnn*.so.9* /usr/local/cuda/lib64/
# Large allocations take huge pages: see src/config/huge-pages.ts.
ENV GLIBC_TUNABLES=glibc.malloc.hugetlb=1
ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64 NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=cuda-packages /app/node_modules node_modules
COPY --from=models --chown=node:node /opt/upreel /var/lib/upreel/cache
ENV UPREEL_CACHE_DIR=/var/lib/upreel/cache
VOLUME ["/var/lib/upreel", "/tmp"]
CMD ["node", "dist/workers/gpu-worker.js"]
