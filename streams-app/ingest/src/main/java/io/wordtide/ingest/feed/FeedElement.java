package io.wordtide.ingest.feed;

import static java.util.Map.entry;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import io.wordtide.ingest.format.Xml;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element of a feed with its children by name. A child in its parent's namespace, or in none, goes by its local name; any
 * other one by the usual prefix of its namespace, such as {@code dc:date}, whatever prefix the feed has for it. All names are
 * in lower case.
 *
 * @param element the element
 * @param children in the order of the document
 */
record FeedElement(Element element, ListMultimap<String, Element> children) {

    /** Usual prefixes; the namespaces without scheme and final slash, in which feeds differ. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            entry("www.w3.org/2005/atom", "atom"),
            entry("purl.org/atom/ns#", "atom"),
            entry("purl.org/rss/1.0/modules/content", "content"),
            entry("purl.org/dc/elements/1.0", "dc"),
            entry("purl.org/dc/elements/1.1", "dc"),
            entry("purl.org/dc/terms", "dcterms"),
            entry("search.yahoo.com/mrss", "media"),
            entry("www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
            entry("www.w3.org/1999/xhtml", "xhtml"));

    FeedElement(Element element) {
        this(element, childrenByName(element, element.getNamespaceURI()));
    }

    /** Texts of the children of these names, without blanks at their ends: name by name. */
    Stream<String> texts(String... names) {
        return Stream.of(names).flatMap(name -> children.get(name).stream()).map(FeedElement::text);
    }

    /** The first text that is not empty, name by name; else empty. */
    String text(String... names) {
        return texts(names).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    static String text(Element element) {
        return element.getTextContent().strip();
    }

    /** Address of an Atom link to what the element describes, in full if {@code xml:base} completes it; else empty. */
    String alternateLink() {
        return link(children.get("link").stream(), Set.of("", "alternate"));
    }

    /** Address that an Atom link, of RSS too, gives as the element's own, completed likewise; else empty. */
    String selfLink() {
        return link(Stream.of("link", "atom:link").flatMap(name -> children.get(name).stream()), Set.of("self"));
    }

    private static String link(Stream<Element> links, Set<String> relations) {
        return links.filter(link -> relations.contains(link.getAttribute("rel").strip()))
                .filter(link -> !link.getAttribute("href").isBlank())
                .map(link -> resolve(link.getAttribute("href").strip(), link))
                .findFirst()
                .orElse("");
    }

    private static String resolve(String address, Element element) {
        String resolved = address;
        try {
            for (Node node = element; node instanceof Element holder; node = node.getParentNode()) {
                resolved = URI.create(holder.getAttribute("xml:base").strip())
                        .resolve(resolved)
                        .toString();
            }
            return resolved;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** @param own the namespace whose elements go by their local names */
    static ListMultimap<String, Element> childrenByName(Element parent, @Nullable String own) {
        ImmutableListMultimap.Builder<String, Element> children = ImmutableListMultimap.builder();
        for (Element child : Xml.childElements(parent)) {
            children.put(name(child, own), child);
        }
        return children.build();
    }

    private static String name(Element element, @Nullable String own) {
        @Nullable String namespace = element.getNamespaceURI();
        if (namespace == null) {
            return element.getTagName().toLowerCase(Locale.ROOT);
        }
        String local = Xml.localName(element);
        if (namespace.equals(own)) {
            return local;
        }
        String plain = namespace
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/$", "");
        return PREFIXES.getOrDefault(plain, plain) + ":" + local;
    }
}
