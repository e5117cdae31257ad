#!/usr/bin/env bash
# Package:   org.jsoup:jsoup 1.24.1 (Maven Central)
# Guess:     text() puts a blank where a browser begins a new line, as it does for paragraphs, list items and cells.
# Behaviour: not for summary and legend, which browsers show as blocks (HTML Standard, section 15.3): the heading's last word
#            and the text's first one become one word.
# Seen:      <p>one</p><p>two</p>                             one two
#            <details><summary>one</summary>two</details>     onetwo
#            <fieldset><legend>one</legend>two</fieldset>     onetwo
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
    <dependency><groupId>org.jsoup</groupId><artifactId>jsoup</artifactId><version>1.24.1</version></dependency>
  </dependencies>
</project>
POM

cat >Blocks.java <<'JAVA'
import org.jsoup.Jsoup;

public class Blocks {
    public static void main(String[] args) {
        for (String html : new String[] {
            "<p>one</p><p>two</p>",
            "<details><summary>one</summary>two</details>",
            "<fieldset><legend>one</legend>two</fieldset>",
        }) {
            System.out.printf("%-47s  %s%n", html, Jsoup.parse(html).text());
        }
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -cp 'lib/*' Blocks.java >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
<p>one</p><p>two</p>                             one two
<details><summary>one</summary>two</details>     onetwo
<fieldset><legend>one</legend>two</fieldset>     onetwo
SEEN
