#!/usr/bin/env bash
# Package:   com.rometools:rome 2.1.0 (Maven Central)
# Guess:     an optional element of a channel that cannot be read is left out, and the items are read, as happens with a
#            ttl that is not a number and with the length of an enclosure.
# Behaviour: an hour of skipHours above 24 or a port of cloud that is not a number makes the whole feed unreadable, with an
#            IllegalArgumentException, which is not the declared FeedException: a program that catches what is declared ends.
# Seen:      <ttl>an hour</ttl>                            1 items
#            <skipHours><hour>25</hour></skipHours>        IllegalArgumentException
#            <skipDays><day>Sonntag</day></skipDays>       IllegalArgumentException
#            <cloud domain='a.example' port='http'/>       NumberFormatException
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

cat >Optional.java <<'JAVA'
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;

public class Optional {
    public static void main(String[] args) {
        for (String element : new String[] {
            "<ttl>an hour</ttl>",
            "<skipHours><hour>25</hour></skipHours>",
            "<skipDays><day>Sonntag</day></skipDays>",
            "<cloud domain='a.example' port='http'/>",
        }) {
            System.out.printf("%-44s  %s%n", element, outcome(element));
        }
    }

    private static String outcome(String element) {
        String feed = "<rss version='2.0'><channel><title>t</title><link>l</link><description>d</description>" + element
                + "<item><title>a</title></item></channel></rss>";
        try {
            return new SyndFeedInput().build(new StringReader(feed)).getEntries().size() + " items";
        } catch (FeedException | RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -cp 'lib/*' Optional.java 2>log >found || { cat log >&2; exit 1; }
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
<ttl>an hour</ttl>                            1 items
<skipHours><hour>25</hour></skipHours>        IllegalArgumentException
<skipDays><day>Sonntag</day></skipDays>       IllegalArgumentException
<cloud domain='a.example' port='http'/>       NumberFormatException
SEEN
