"""The file writer: objects in, the bytes of a file out."""

import io
import re

import pikepdf
import pytest

from assemble.pdf.objects import PdfFile, Stream, array, dictionary, name, reference, string


@pytest.fixture
def file():
    """A file with a page tree and nothing else that has to be there."""
    made = PdfFile("1.6")
    made.add("catalog", dictionary(Type=name("Catalog"), Pages=reference("pages")))
    made.add("pages", dictionary(Type=name("Pages"), Count=0, Kids=array()))
    return made


def written(file, info=None):
    """The bytes of the file with its catalog and Info."""
    return b"".join(file.parts(reference("catalog"), file.add("info", info or dictionary())))


def test_another_library_reads_each_kind_of_value(file):
    """Names, strings, numbers, arrays, dictionaries and references come back as they went in."""
    value = dictionary(
        {"a b": name("c/d")},
        Array=array(1.23456, 2, array(), *map(float, range(25))),
        Later=reference("later"),
        Plain=string("(one) \\ two"),
        Tone=string("Số đặc biệt"),
    )
    info = file.add("value", value)
    file.add("later", dictionary(Deep=dictionary(Number=0.5)))
    with pikepdf.open(io.BytesIO(written(file, dictionary(Value=info)))) as opened:
        found = opened.trailer.Info.Value
        assert opened.check_pdf_syntax() == []
        assert found["/a b"] == pikepdf.Name("/c/d")
        numbers = found.Array[0], found.Array[1], found.Array[27]
        assert [float(each) for each in numbers] == [1.235, 2, 24]
        assert len(found.Array[2]) == 0
        assert float(found.Later.Deep.Number) == 0.5
        assert str(found.Plain) == "(one) \\ two"
        assert str(found.Tone) == "Số đặc biệt"


def test_stream_names_its_length(file):
    """A stream is written with its exact length and with line ends around its data."""
    file.add("stream", Stream(b"abc", {"Type": "/X"}))

    assert b"\n<<\n/Length 3\n/Type /X\n>>\nstream\nabc\nendstream\nendobj\n" in written(file)


def test_stream_inside_an_object_is_refused(file):
    """A stream that isn't an object of its own is our fault, not a broken file."""
    file.add("holder", dictionary(Inside=Stream(b"", {})))

    with pytest.raises(TypeError, match="stream"):
        written(file)


def test_two_objects_of_one_name_are_refused(file):
    """A name is taken once, so that a reference is never ambiguous."""
    with pytest.raises(ValueError, match="pages"):
        file.add("pages", dictionary())


def test_cross_references_lead_to_their_objects(file):
    """Each entry of the table has 20 bytes and the offset of its object."""
    file.add("stream", Stream(b"endobj 9 0 obj", {}))
    pdf = written(file)
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", pdf)[1])
    head, table = re.match(rb"(xref\n0 5\n)(.*)trailer", pdf[start:], re.DOTALL).groups()
    entries = [table[index : index + 20] for index in range(0, len(table), 20)]

    assert head
    assert entries[0] == b"0000000000 65535 f \n"
    for index, entry in enumerate(entries[1:], 1):
        assert entry.endswith(b" 00000 n \n")
        assert pdf[int(entry[:10]) :].startswith(b"%d 0 obj\n" % index)


def test_lines_of_long_arrays_stay_short(file):
    """No line outside a stream has more than 255 characters."""
    file.add("array", array(*(1000.125 for _ in range(500))))
    file.add("widths", array(*([1000, array(*[1000.125] * 10)] * 20)))

    assert max(map(len, written(file).splitlines())) <= 255


def test_identifier_follows_the_contents():
    """Files that differ in a stream's identity differ in their identifier, equal ones don't."""

    def identifier(identity):
        made = PdfFile("1.6")
        made.add("catalog", dictionary())
        made.add("stream", Stream(b"data", {}, identity=identity))
        return re.search(rb"/ID \[<(\w{32})> <\1>\]", written(made))[1]

    assert identifier(b"one") == identifier(b"one") != identifier(b"two")
