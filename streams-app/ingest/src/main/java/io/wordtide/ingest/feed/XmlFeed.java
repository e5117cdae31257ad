package io.wordtide.ingest.feed;

import com.google.common.primitives.Ints;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.Xml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * RSS (0.9x, 1.0, 1.1, 2.0) or Atom (0.3, 1.0), in whatever namespace: a feed is known by the names of its elements. An
 * element that is not as its format wants it costs what it would have said, and nothing else.
 */
final class XmlFeed {

    private static final String LANGUAGE = "xml:lang";

    private XmlFeed() {}

    /** @throws InputException if it is not a feed */
    static Feed read(Element root) throws InputException {
        return switch (Xml.localName(root)) {
            case "feed" -> feed(root, root, items(root, "entry"));
            case "rss", "rdf" -> rss(root);
            default -> throw new InputException("expected RSS or Atom, found another kind of XML");
        };
    }

    private static Feed rss(Element root) throws InputException {
        Optional<Element> channel = named(root, "channel").findFirst();
        List<Feed.Item> items = new ArrayList<>(items(root, "item")); // RSS 0.90 and 1.0
        channel.ifPresent(element -> items.addAll(items(element, "item")));
        if (channel.isEmpty() && items.isEmpty()) {
            throw new InputException("expected RSS or Atom, found RSS without a channel");
        }
        return feed(root, channel.orElse(root), items);
    }

    /** @param element what has the feed's title */
    private static Feed feed(Element root, Element element, List<Feed.Item> items) {
        FeedElement feed = new FeedElement(element);
        Stream<String> languages = Stream.concat(
                feed.texts("language", "dc:language"),
                Stream.of(element.getAttribute(LANGUAGE), root.getAttribute(LANGUAGE)));
        Integer minutes = Ints.tryParse(feed.text("ttl"));
        return new Feed(
                Feed.identity(feed.text("id"), feed.selfLink()),
                Feed.language(languages),
                Duration.ofMinutes(minutes == null ? 0 : Math.max(0, minutes)),
                items);
    }

    private static List<Feed.Item> items(Element parent, String name) {
        return named(parent, name).<Feed.Item>map(XmlItem::new).toList();
    }

    private static Stream<Element> named(Element parent, String name) {
        return Xml.childElements(parent).stream()
                .filter(child -> Xml.localName(child).equals(name));
    }
}
