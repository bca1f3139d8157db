"""Prints on their way back: drawn by poppler, stamped, and photographed as a person with a phone would."""

import subprocess
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from PIL.TiffImagePlugin import TiffImageFile

from inspector.reports.attachment import Carried
from inspector.reports.qr import code_picture, code_text
from inspector.words import in_language
from tests.pictures.made import encoded

CARRIED = Carried(pack=b"a pack", data=b"data")


def printed(pdf: Path, folder: Path, dpi: int = 150) -> list[Image.Image]:
    """Draw each page as a printer would."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / "page")], check=True)
    return [Image.open(file).convert("RGB") for file in sorted(folder.glob("page*.png"))]


def sheet(number: str, carried: Carried = CARRIED) -> Image.Image:
    """Draw a small page with no more than the code of report ``number``."""
    text = code_text("巡查记录", number, date(2026, 11, 22), carried, in_language("zh_CN"))
    code = code_picture(text)
    picture = Image.frombytes("1", (code.width, code.height), code.data).convert("L")
    page = Image.new("L", (500, 700), 255)
    page.paste(picture.resize((code.width * 3, code.height * 3)), (40, 400))
    return page.convert("RGB")


def bare(shade: int) -> Image.Image:
    """Give a page without a code; each shade is another."""
    return Image.new("RGB", (150, 200), (shade, shade, shade))


def stamped(page: Image.Image) -> Image.Image:
    """Put a round red seal and a signature over the foot of a page, beside and a little into the code."""
    made = page.copy()
    draw = ImageDraw.Draw(made)
    w, h = made.size
    side = w // 5
    draw.ellipse(
        (w * 0.55, h * 0.72, w * 0.55 + side, h * 0.72 + side), outline=(205, 30, 30), width=w // 160
    )
    draw.line((w * 0.3, h * 0.8, w * 0.4, h * 0.77, w * 0.45, h * 0.81), fill=(20, 30, 120), width=w // 400)
    return made


def photographed(
    page: Image.Image,
    *,
    turn: float = 3,
    lean: float = 0.03,
    quality: int = 60,
    dim: float = 1,
    blur: float = 0,
) -> Image.Image:
    """Lay a page on a table and take it from aslant, with a shadow across it."""
    w, h = page.size
    table = Image.new("RGB", (w * 6 // 5, h * 6 // 5), (92, 78, 66))
    table.paste(page, (w // 10, h // 10))
    w, h = table.size
    shadow = Image.linear_gradient("L").rotate(90).resize((w, h)).point(lambda grey: 150 + grey * 105 // 255)
    table = Image.composite(table, Image.new("RGB", (w, h), (40, 40, 40)), shadow)
    table = table.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=(92, 78, 66))
    w, h = table.size
    corners = (lean * w, 0, 0, h, w, h * (1 - lean), w * (1 - lean), lean * h)
    table = table.transform((w, h), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    if dim != 1:
        table = ImageEnhance.Contrast(ImageEnhance.Brightness(table).enhance(dim)).enhance(0.8)
    if blur:
        table = table.filter(ImageFilter.GaussianBlur(blur))
    return Image.open(BytesIO(encoded(table, quality=quality)))


def scanned(pictures: Sequence[Image.Image], how: str = "jpeg") -> bytes:
    """Make the PDF of a scanner: one picture a page, as JPEG, deflated, or black and white (CCITT G4)."""
    made = BytesIO()
    if how == "ccitt":
        tiffs = BytesIO()
        first, *others = [picture.convert("1") for picture in pictures]
        whole = {278: first.height}  # one strip a page
        first.save(tiffs, "TIFF", compression="group4", save_all=True, append_images=others, tiffinfo=whole)
        return _pdf_of_tiff(tiffs.getvalue())
    pdf = pikepdf.new()
    for picture in pictures:
        plain = picture.convert("RGB")
        kind = {"jpeg": "/DCTDecode", "flate": "/FlateDecode"}[how]
        data = encoded(plain, quality=75) if how == "jpeg" else plain.tobytes()
        stream = pikepdf.Stream(pdf, data)
        stream.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": plain.width,
                "/Height": plain.height,
                "/ColorSpace": pikepdf.Name.DeviceRGB,
                "/BitsPerComponent": 8,
            }
        )
        if how == "jpeg":
            stream["/Filter"] = pikepdf.Name(kind)
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    pdf.save(made)
    return made.getvalue()


def _pdf_of_tiff(tiff: bytes) -> bytes:
    """Put the strips of a TIFF into a PDF as they are."""
    made = BytesIO()
    pdf = pikepdf.new()
    with Image.open(BytesIO(tiff)) as image:
        assert isinstance(image, TiffImageFile)
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            offset, length = image.tag_v2[273][0], image.tag_v2[279][0]
            assert len(image.tag_v2[273]) == 1
            stream = pikepdf.Stream(pdf, tiff[offset : offset + length])
            stream.update(
                {
                    "/Type": pikepdf.Name.XObject,
                    "/Subtype": pikepdf.Name.Image,
                    "/Width": image.width,
                    "/Height": image.height,
                    "/ColorSpace": pikepdf.Name.DeviceGray,
                    "/BitsPerComponent": 1,
                    "/Filter": pikepdf.Name.CCITTFaxDecode,
                    "/DecodeParms": pikepdf.Dictionary(K=-1, Columns=image.width, Rows=image.height),
                }
            )
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    pdf.save(made)
    return made.getvalue()
