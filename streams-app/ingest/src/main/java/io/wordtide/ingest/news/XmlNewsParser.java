package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.ingest.format.Xml;
import io.wordtide.schema.Document;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** An item of news in XML, in the encoding that it declares. */
abstract class XmlNewsParser implements RecordParser {

    /**
     * A document type that only names its definition, as that of every article of the New York Times Annotated Corpus. It
     * is left out before parsing, so nothing is fetched. One that declares something is refused.
     */
    private static final Pattern NAMED_DOCTYPE = Pattern.compile("\\A([^\\[]{0,4000}?)<!DOCTYPE [^\\[\\]<>]{0,2000}>");

    private final Xml xml = new Xml(true);

    /** The document of an item. */
    abstract Document document(Element root, String origin) throws MalformedRecordException;

    @Override
    public final Document parse(RawRecord raw, Utf8 utf8, String origin) throws MalformedRecordException {
        return document(root(raw), origin);
    }

    @Override
    public final Document parse(String text, String origin) throws MalformedRecordException {
        return document(xml.parse(NAMED_DOCTYPE.matcher(text).replaceFirst("$1")), origin);
    }

    final Element root(RawRecord raw) throws MalformedRecordException {
        // one character for each byte, whatever the encoding
        String bytes = ISO_8859_1.decode(raw.bytes().duplicate()).toString();
        return xml.parse(NAMED_DOCTYPE.matcher(bytes).replaceFirst("$1").getBytes(ISO_8859_1));
    }
}
