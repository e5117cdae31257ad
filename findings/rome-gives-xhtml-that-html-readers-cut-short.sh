#!/usr/bin/env bash
# Packages:  com.rometools:rome 2.1.0 and org.jsoup:jsoup 1.24.1 (Maven Central)
# Guess:     the value of an entry's content can be read as HTML whether its type is html or xhtml: XHTML that a feed carries
#            is meant for browsers, and an element without content stays empty.
# Behaviour: ROME gives XHTML as an XML serialization, in which an element without content has no end tag. To every reader
#            of HTML <iframe/> is a start tag, and what follows is its hidden content. A prefix stays, so that <h:p> is no
#            paragraph and words of two paragraphs run together.
# Seen:      <p>Before</p><iframe src="v.html"></iframe><p>After</p>  Before
#            <h:p>one</h:p><h:p>two</h:p>                             onetwo
# Run:       a JDK 17 or newer and Maven; exits with 1 if a line differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.rometools</groupId><artifactId>rome</artifactId><version>2.1.0</version></dependency>
    <dependency><groupId>org.jsoup</groupId><artifactId>jsoup</artifactId><version>1.24.1</version></dependency>
  </dependencies>
</project>
POM

cat >Xhtml.java <<'JAVA'
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import org.jsoup.Jsoup;

public class Xhtml {
    public static void main(String[] args) throws Exception {
        print("xmlns", "div", "<p>Before</p><iframe src=\"v.html\"></iframe><p>After</p>");
        print("xmlns:h", "h:div", "<h:p>one</h:p><h:p>two</h:p>");
    }

    private static void print(String declaration, String div, String content) throws Exception {
        String feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><title>a</title><content type='xhtml'>"
                + "<" + div + " " + declaration + "='http://www.w3.org/1999/xhtml'>" + content + "</" + div + ">"
                + "</content></entry></feed>";
        String value = new SyndFeedInput().build(new StringReader(feed)).getEntries().get(0).getContents().get(0).getValue();
        System.out.printf("%-55s  %s%n", content, Jsoup.parse(value).text());
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -cp 'lib/*' Xhtml.java 2>log >found || { cat log >&2; exit 1; }
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
<p>Before</p><iframe src="v.html"></iframe><p>After</p>  Before
<h:p>one</h:p><h:p>two</h:p>                             onetwo
SEEN
