package io.wordtide.ingest.feed;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.wordtide.ingest.format.PublicationTime;
import io.wordtide.ingest.format.Xml;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** An {@code item} of RSS or an {@code entry} of Atom, with the modules that put texts and times into it. */
final class XmlItem implements Feed.Item {

    private static final String ENTRY = "entry";

    private static final String MEDIA_DESCRIPTION = "media:description";

    private static final List<String> TITLES =
            List.of("title", "atom:title", "media:title", "dc:title", "itunes:title");

    /** The whole text first, then what may be a part of it. */
    private static final List<String> ATOM_TEXTS =
            List.of("content", "summary", "content:encoded", MEDIA_DESCRIPTION, "dc:description", "itunes:summary");

    private static final List<String> RSS_TEXTS = List.of(
            "content:encoded",
            "atom:content",
            "xhtml:body",
            "xhtml:div",
            "description",
            "atom:summary",
            MEDIA_DESCRIPTION,
            "dc:description",
            "itunes:summary");

    /** Publication, then creation, then change; Atom 0.3 says {@code issued}, {@code created} and {@code modified}. */
    private static final String[] TIMES = {
        "pubdate",
        "published",
        "issued",
        "atom:published",
        "atom:issued",
        "dc:date",
        "dcterms:issued",
        "dcterms:available",
        "dcterms:date",
        "created",
        "dcterms:created",
        "updated",
        "modified",
        "atom:updated",
        "dcterms:modified"
    };

    private static final String LANGUAGE = "xml:lang";

    private final Element element;

    /** A text and the elements that have it. */
    private record Plain(String text, List<Element> sources) {}

    XmlItem(Element element) {
        this.element = element;
    }

    @Override
    public Entry read() {
        FeedElement item = withMedia(new FeedElement(element));
        boolean isAtom = Xml.localName(element).equals(ENTRY);
        Plain text = plain(item, isAtom ? ATOM_TEXTS : RSS_TEXTS, isAtom);
        Stream<String> languages = Stream.concat(
                text.sources().stream().map(source -> source.getAttribute(LANGUAGE)),
                Stream.concat(Stream.of(element.getAttribute(LANGUAGE)), item.texts("dc:language")));
        return new Entry(
                name(item, isAtom),
                plain(item, TITLES, isAtom).text(),
                text.text(),
                PublicationTime.firstReadable(item.texts(TIMES).toList()),
                Feed.language(languages));
    }

    @Override
    public String raw() {
        return element.getTextContent();
    }

    /** With what is in groups of media as its own, and the descriptions of files, whose titles are names of pictures. */
    private static FeedElement withMedia(FeedElement item) {
        String own = item.element().getNamespaceURI();
        ListMultimap<String, Element> children =
                MultimapBuilder.linkedHashKeys().arrayListValues().build(item.children());
        for (Element group : item.children().get("media:group")) {
            children.putAll(FeedElement.childrenByName(group, own));
        }
        for (Element file : List.copyOf(children.get("media:content"))) {
            children.putAll(
                    MEDIA_DESCRIPTION, FeedElement.childrenByName(file, own).get(MEDIA_DESCRIPTION));
        }
        return new FeedElement(item.element(), children);
    }

    /** What the children of the first of the names that has any text say. */
    private static Plain plain(FeedElement item, List<String> names, boolean isAtom) {
        for (String name : names) {
            List<Element> sources = item.children().get(name);
            String text = sources.stream()
                    .map(construct(name, isAtom)::plainText)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .collect(joining("\n"));
            if (!text.isEmpty()) {
                return new Plain(text, sources);
            }
        }
        return new Plain("", List.of());
    }

    private static TextConstruct construct(String name, boolean isAtom) {
        if (name.startsWith("media:")) {
            return TextConstruct.MEDIA;
        }
        boolean isAtoms = name.contains(":") ? name.startsWith("atom:") : isAtom;
        return isAtoms ? TextConstruct.ATOM : TextConstruct.HTML;
    }

    private static @Nullable String name(FeedElement item, boolean isAtom) {
        return (isAtom
                        ? Stream.of(item.text("id"), item.alternateLink())
                        : Stream.of(item.text("guid"), item.element().getAttribute("rdf:about"), item.text("link")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
