"""Situation reports: composed of what is told (`compose`), set as Markdown, HTML or PDF (`markdown`, `pages`)."""
