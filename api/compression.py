"""How answers are compressed: zstd where the client takes it, else gzip."""

from __future__ import annotations

from io import BytesIO

import zstandard
from litestar.config.compression import CompressionConfig
from litestar.middleware.compression.facade import CompressionFacade

SMALLEST_BYTES = 1024
"""Less than this is sent as it is."""


class Zstd(CompressionFacade):
    """zstd for litestar's compression middleware."""

    encoding = "zstd"

    def __init__(self, buffer: BytesIO, compression_encoding: str, config: CompressionConfig) -> None:
        self._buffer = buffer
        self._compressor = zstandard.ZstdCompressor(level=3).compressobj()

    def write(self, body: bytes) -> None:
        self._buffer.write(self._compressor.compress(body))
        self._buffer.write(self._compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))

    def close(self) -> None:
        self._buffer.write(self._compressor.flush())


def compression() -> CompressionConfig:
    return CompressionConfig(
        "zstd",
        minimum_size=SMALLEST_BYTES,
        gzip_compress_level=6,
        compression_facade=Zstd,
        gzip_fallback=True,
        exclude=["^/v1/events$"],
    )
