"""The web page: Gradio widgets over `qa`. Importing it settles, before Gradio loads, that nothing leaves the host."""

import os

# Gradio, huggingface_hub and LangSmith read these when they are first imported; a person's own shell must not turn
# them back on for a program that promises to work offline.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    GRADIO_RUN_HISTORY="False",
    GRADIO_SHARE="False",
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    LANGSMITH_TRACING="false",
    LANGCHAIN_TRACING_V2="false",
)
