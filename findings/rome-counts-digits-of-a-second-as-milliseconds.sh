#!/usr/bin/env bash
# Package:   com.rometools:rome 2.1.0 (Maven Central)
# Guess:     Atom times follow RFC 3339, which allows any number of digits after the point: .5 is half a second, and further
#            digits than the millisecond are cut off. A pubDate that is no date, such as a count of seconds since 1970, gives
#            no date: entries with "soon" or "+01:00" get none.
# Behaviour: the digits are read as a count of milliseconds, so six of them add minutes and nine of them days. A pubDate of
#            digits alone is read as a year.
# Seen:      2026-03-01T12:00:00.5Z          2026-03-01T12:00:00.005Z
#            2026-03-01T12:00:00.123456Z     2026-03-01T12:02:03.456Z
#            2026-03-01T12:00:00.999999999Z  2026-03-13T01:46:39.999Z
#            1772366400                      +18704252-03-28T04:42:25.152Z
#            20260301                        +20260301-01-01T00:00:00Z
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
  </dependencies>
</project>
POM

cat >Times.java <<'JAVA'
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;

public class Times {
    public static void main(String[] args) throws Exception {
        for (String time : new String[] {".5", ".123456", ".999999999"}) {
            String written = "2026-03-01T12:00:00" + time + "Z";
            print(written, "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><title>a</title><published>"
                    + written + "</published></entry></feed>");
        }
        for (String written : new String[] {"1772366400", "20260301"}) {
            print(written, "<rss version='2.0'><channel><title>t</title><link>l</link><description>d</description><item>"
                    + "<title>a</title><pubDate>" + written + "</pubDate></item></channel></rss>");
        }
    }

    private static void print(String written, String feed) throws Exception {
        System.out.printf("%-30s  %s%n", written,
                new SyndFeedInput().build(new StringReader(feed)).getEntries().get(0).getPublishedDate().toInstant());
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -Duser.timezone=UTC -cp 'lib/*' Times.java 2>log >found || { cat log >&2; exit 1; }
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
2026-03-01T12:00:00.5Z          2026-03-01T12:00:00.005Z
2026-03-01T12:00:00.123456Z     2026-03-01T12:02:03.456Z
2026-03-01T12:00:00.999999999Z  2026-03-13T01:46:39.999Z
1772366400                      +18704252-03-28T04:42:25.152Z
20260301                        +20260301-01-01T00:00:00Z
SEEN
