# The image that jobs run in on engines which cannot see the files of this machine: Sonde as it is installed here, with the
# libraries it needs. `npx sonde image build` makes it; another base must bring Node and its C library (glibc).
ARG BASE=node:22-bookworm-slim
FROM ${BASE}
COPY sonde /opt/sonde
LABEL sonde.root=/opt/sonde
ENV NODE_ENV=production
