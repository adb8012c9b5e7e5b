# Steward as a small container: no root, no compiler, nothing that is not in requirements.lock.
#
#   docker build -t steward .
#   docker run -e SLACK_BOT_TOKEN -e SLACK_APP_TOKEN -v steward:/data steward

FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock ./
# Every wheel is checked against its hash; of them only what Steward runs on goes into the image.
RUN pip wheel --no-cache-dir --require-hashes --wheel-dir wheels -r requirements.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY handlers handlers
COPY store store
COPY templates templates
RUN pip install --no-cache-dir --no-index --find-links wheels hatchling editables && \
    pip wheel --no-cache-dir --no-index --no-deps --no-build-isolation --wheel-dir own .
RUN python -m venv /steward && /steward/bin/pip install --no-cache-dir --no-index --find-links wheels own/*.whl && \
    /steward/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home steward
COPY --from=build /steward /steward
ENV PATH=/steward/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STEWARD_DATABASE_URL=sqlite:////data/steward.sqlite3 \
    STEWARD_HTTP=0.0.0.0:3000
USER steward
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:3000/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["steward"]
CMD ["run"]
