"""Makes the files that the tests read: Word, OpenDocument and PDF, in words of our own."""

import io
import zipfile

import typst

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

STYLES = """
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Heading2"/><w:name w:val="Our section"/></w:style>
<w:style w:type="paragraph" w:styleId="Strong"><w:name w:val="Answer"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Contents"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""

NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
  </w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
  </w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
"""


def zipped(parts, first=()):
    """The bytes of a ZIP archive; what is named in `first` is stored before all else, as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in first:
            archive.writestr(name, parts[name], zipfile.ZIP_STORED)
        for name in parts:
            if name not in first:
                archive.writestr(name, parts[name])
    return buffer.getvalue()


def docx(content, *, links="", **parts):
    """A Word document whose body holds this XML."""
    named = {name.replace("__", "/").replace("_", "."): value for name, value in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f"<w:document {W} {W14} {R} {MC}><w:body>{content}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
            "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
            "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
            **named,
        }
    )


def p(text, properties="", run=""):
    """A paragraph of Word with one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def style(name):
    """The properties of a paragraph of Word in a style."""
    return f'<w:pStyle w:val="{name}"/>'


def listed(number, level=0):
    """The properties of a paragraph of Word in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "form": "form",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)


def odt(content, automatic="", **parts):
    """An OpenDocument text that holds this XML."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content {ODF} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
            **{name.replace("__", "/").replace("_", "."): value for name, value in parts.items()},
        },
        first=["mimetype"],
    )


def pdf(source, page="a4"):
    """A PDF of text in Typst's markup."""
    setup = f'#set page(paper: "{page}")\n#set text(font: "Libertinus Serif", size: 11pt, hyphenate: false)\n'
    return typst.compile((setup + source).encode(), ignore_system_fonts=True)
