"""The board paper as files: Word through an office's template, Excel with every figure."""

from __future__ import annotations

from bot.papers.excel import excel, supplement
from bot.papers.filling import check_pages
from bot.papers.tables import Corrected
from bot.papers.word import word

__all__ = ["Corrected", "check_pages", "excel", "supplement", "word"]
