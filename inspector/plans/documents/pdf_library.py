"""PDFium with the fonts of this program, for PDFs that name a Chinese font without bringing it along."""

import ctypes
from functools import cache

import pypdfium2.raw as native

import resources

_VERSION = 2


@cache
def ready() -> object:
    """Begin PDFium anew with our fonts, once in a process and before it opens a document.

    Without any Chinese font it leaves out characters that stand alone: the number of a task in its cell, the
    last letter of a paragraph.
    """
    folders = (ctypes.c_char_p * 2)(str(resources.path("fonts")).encode(), None)
    config = native.FPDF_LIBRARY_CONFIG()
    config.version = _VERSION
    config.m_pUserFontPaths = ctypes.cast(folders, type(config.m_pUserFontPaths))
    native.FPDF_DestroyLibrary()
    native.FPDF_InitLibraryWithConfig(config)
    return folders  # to stay where it is as long as PDFium may look at it
