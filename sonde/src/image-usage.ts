/** How `sonde image` is called, apart from what it does: the help must not load it. */
export const imageUsage = `  sonde image build                      make the image that jobs run in, from what is installed here; --target NAME (docker),
                                         --tag NAME, --base IMAGE with Node (node:22-bookworm-slim); --gpu for jobs that ask
                                         for GPUs, on a base with CUDA and cuDNN`;
