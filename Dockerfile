# The page and its server: docker build -t face-mask-detection .
# BASE: another image with Python 3.11 or newer and pip.

ARG BASE=python:3.12-slim-bookworm

FROM ${BASE} AS build
WORKDIR /source
COPY . .
# Node, which bundles the page's scripts, comes from a Python package and stays in this stage.
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM ${BASE}
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels face-mask-detection \
    && rm -r /wheels \
    && useradd --system --no-create-home masks
USER masks
WORKDIR /nowhere
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
EXPOSE 8000
# On this signal uvicorn finishes the requests that are under way.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "server", "--host", "0.0.0.0"]
