# A CPU image of the page and the HTTP API: docker build -t article-qa . && docker run -p 7860:7860 article-qa
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# What the program needs, before its own files: a change of these leaves this layer as it is. Not sentence-transformers,
# which makes and swaps models and brings PyTorch, gigabytes of it: the embedded models run on onnxruntime.
WORKDIR /build
COPY pyproject.toml .
# --build-arg EXTRA=llm: with a language model's client.
ARG EXTRA=""
RUN python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
        needed = project["dependencies"] + project["optional-dependencies"].get(sys.argv[1], []); \
        print(*(d for d in needed if not d.startswith("sentence-transformers")), sep="\n")' "$EXTRA" > needed.txt \
    && pip install -r needed.txt

COPY . .
RUN pip install --no-deps . && python -m compileall -q -j 0 "$(python -c 'import site; print(site.getsitepackages()[0])')" \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent reader \
    && cd / && rm -r /build

# The person that the program runs as can write to /tmp only: --read-only --tmpfs /tmp is enough.
USER 10001:10001
WORKDIR /tmp
ENV ARTICLE_QA_HOST=0.0.0.0 ARTICLE_QA_PORT=7860
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['ARTICLE_QA_PORT']}/health\", timeout=4)"]
CMD ["python", "-m", "app"]
