"""What makes the engine quick: matrix products by platform, buffers that are used again."""
