"""What a paper says of itself: title, language, dates and colours, once for viewers and once as XMP.

ISO 19005-3 (PDF/A-3), 6.6 and ISO 14289-1 (PDF/UA-1), 5: both tell the same.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape
from zlib import compress

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from inspector import __version__

PROGRAM = f"Grid Inspector {__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the file says of itself; ``language`` is a tag such as zh-CN, ``made`` is aware of its offset."""

    title: str
    author: str
    subject: str
    language: str
    made: datetime


def describe(pdf: Pdf, particulars: Particulars) -> None:
    """Write ``particulars`` into ``pdf``, with the colours they are meant in."""
    pdf.Root.Lang = String(particulars.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = Stream(pdf, _xmp(particulars), {"/Type": Name.Metadata, "/Subtype": Name.XML})
    profile = Stream(pdf, compress(_srgb()), {"/N": 3, "/Filter": Name.FlateDecode})
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    made = pdf_date(particulars.made)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(particulars.title),
            Author=String(particulars.author),
            Subject=String(particulars.subject),
            Creator=String(PROGRAM),
            Producer=String(PROGRAM),
            CreationDate=String(made),
            ModDate=String(made),
        )
    )


@cache
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Bytes 24 to 35 tell when the profile was made (ICC.1:2022, 7.2): always the same moment here.
    return profile[:24] + bytes.fromhex("07e8 0001 0001 0000 0000 0000") + profile[36:]


def pdf_date(moment: datetime) -> str:
    """Write an aware moment as ISO 32000-1, 7.9.4 has it."""
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp(particulars: Particulars) -> bytes:
    """Say in XMP what Info says; the claim of PDF/UA needs a description of its own schema in PDF/A."""
    offset = f"{particulars.made:%z}"
    made = f"{particulars.made:%Y-%m-%dT%H:%M:%S}{offset[:3]}:{offset[3:5]}"
    values = {
        "title": escape(particulars.title),
        "author": escape(particulars.author),
        "subject": escape(particulars.subject),
        "language": escape(particulars.language),
        "program": escape(PROGRAM),
        "made": made,
    }
    return _XMP.format(**values).encode()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{program}</xmp:CreatorTool>
   <xmp:CreateDate>{made}</xmp:CreateDate>
   <xmp:ModifyDate>{made}</xmp:ModifyDate>
   <pdf:Producer>{program}</pdf:Producer>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Which part of ISO 14289 is followed</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
