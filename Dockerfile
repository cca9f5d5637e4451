# The program alone: no shell, no package manager, nobody's rights.
#
#   docker build -t policybot .
#   docker run --rm policybot ask "How many 5G base stations will be built in 2020?"
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /out/policybot ./cmd/policybot \
    && mkdir -p /out/data /out/policies

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/policybot /usr/local/bin/policybot
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/policies /policies
ENV POLICYBOT_DATA=/data POLICYBOT_HTTP=127.0.0.1:8080 XDG_CACHE_HOME=/data/cache
USER 65532:65532
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m --retries=3 CMD ["/usr/local/bin/policybot", "doctor", "--ready"]
ENTRYPOINT ["/usr/local/bin/policybot"]
CMD ["serve"]
