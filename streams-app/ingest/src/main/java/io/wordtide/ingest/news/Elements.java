package io.wordtide.ingest.news;

import io.wordtide.ingest.format.Xml;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Finds elements by local names in lower case: the namespaces of news have changed from version to version. */
final class Elements {

    private Elements() {}

    /** The elements at the end of a path of children, in their order. */
    static Stream<Element> all(Element root, String... path) {
        Stream<Element> found = Stream.of(root);
        for (String name : path) {
            found = found.flatMap(parent -> Xml.childElements(parent).stream())
                    .filter(child -> Xml.localName(child).equals(name));
        }
        return found;
    }

    static Optional<Element> first(Element root, String... path) {
        return all(root, path).findFirst();
    }

    /** Their texts, with single blanks. */
    static List<String> texts(Element root, String... path) {
        return all(root, path).map(Elements::text).toList();
    }

    static String text(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    /** Values of an attribute. */
    static Stream<String> attributes(String name, Element root, String... path) {
        return all(root, path).map(element -> element.getAttribute(name));
    }
}
