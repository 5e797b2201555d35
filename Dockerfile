# An image with handoff in it, and with git and ssh-keygen, which `--base` and signatures ask. Nothing in it runs as root, and it needs no network.
#   docker build -t handoff .
#   docker run --rm -v "$PWD:/work:ro" handoff check
FROM node:20-bookworm-slim AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
# Its own build comes below: nothing that is installed runs a script.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run release -- /release

FROM node:20-bookworm-slim
# safe.directory: what is mounted belongs to somebody else, and handoff reads it with plumbing commands that run nothing of its configuration.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git openssh-client \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && ln -s /opt/handoff/bin/handoff.js /usr/local/bin/handoff
COPY --from=build /release /opt/handoff
USER node
WORKDIR /work
ENTRYPOINT ["handoff"]
CMD ["--help"]
