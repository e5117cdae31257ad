package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RawRecordReader;
import io.wordtide.ingest.format.RecordSource;
import io.wordtide.ingest.format.Xml;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;

/**
 * The items of a file of NewsML-G2: of a {@code newsMessage} each one in its {@code itemSet}, else the file as it is. An item
 * of a message is written as a file of its own, in UTF-8, and its "line" is its number in the message.
 */
public final class NewsMlRecords implements RecordSource {

    private static final String MESSAGE = "newsmessage";

    private final RawRecordReader file;
    private final NewsMlParser parser;
    private final Deque<RawRecord> items = new ArrayDeque<>();

    private NewsMlRecords(RawRecordReader file, NewsMlParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** @param parser the one that will parse the items */
    public static NewsMlRecords of(BufferedInputStream in, NewsMlParser parser) throws IOException {
        return new NewsMlRecords(RawRecordReader.of(in, InputFormat.NEWSML), parser);
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        if (items.isEmpty()) {
            RawRecord whole = file.next();
            if (whole != null) {
                items.addAll(items(whole));
            }
        }
        return items.poll();
    }

    private List<RawRecord> items(RawRecord whole) {
        if (whole.isCut()) {
            return List.of(whole); // rejected for its length
        }
        try {
            Element root = parser.root(whole);
            return Xml.localName(root).equals(MESSAGE) ? items(root) : List.of(whole);
        } catch (MalformedRecordException | RuntimeException e) {
            // rejected when it is parsed; a library may throw a RuntimeException on what a hostile record holds
            return List.of(whole);
        }
    }

    private static List<RawRecord> items(Element message) {
        DOMImplementationLS implementation = (DOMImplementationLS)
                message.getOwnerDocument().getImplementation().getFeature("LS", "3.0");
        LSSerializer serializer = implementation.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        Deque<RawRecord> items = new ArrayDeque<>();
        Elements.all(message, "itemset")
                .flatMap(set -> Xml.childElements(set).stream())
                .forEach(item -> {
                    byte[] bytes = serializer.writeToString(item).getBytes(UTF_8);
                    items.add(new RawRecord(
                            items.size() + 1L, 0, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), bytes.length));
                });
        return List.copyOf(items);
    }

    @Override
    public long offset() {
        return file.offset();
    }

    @Override
    public long lineNumber() {
        return file.lineNumber();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
