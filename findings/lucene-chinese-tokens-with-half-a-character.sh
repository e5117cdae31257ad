#!/usr/bin/env bash
# Package:   org.apache.lucene:lucene-analysis-smartcn 9.12.3 (Maven Central)
# Guess:     the tokens of a valid text are valid text: an emoji or a rare ideograph, two code units in Java, is in one token.
# Behaviour: SmartChineseAnalyzer reads 1,024 code units at a time. In a paragraph that is longer, the boundary may fall
#            between the two code units of a character, and each becomes a token of its own: an unpaired surrogate, which
#            UTF-8 cannot encode and Java writes as a question mark. With a line break before the boundary it does not happen.
#            StandardAnalyzer, which buffers, too, keeps the character whole.
# Seen:      smartcn     1,201 code units                  tokens 602  of them half a character 2
#            smartcn     the same with a line break        tokens 600  of them half a character 0
#            standard    1,201 code units                  tokens 601  of them half a character 0
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-analysis-smartcn</artifactId><version>9.12.3</version></dependency>
  </dependencies>
</project>
POM

cat >Halves.java <<'JAVA'
import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Halves {
    public static void main(String[] args) throws IOException {
        // an ideograph of one code unit, so that the boundary after 1,024 is within one of the emoji
        String paragraph = "\u4e00" + "\ud83d\ude00".repeat(600);
        String broken = "\u4e00" + "\ud83d\ude00".repeat(300) + "\n" + "\ud83d\ude00".repeat(299);
        print("smartcn", "1,201 code units", new SmartChineseAnalyzer(), paragraph);
        print("smartcn", "the same with a line break", new SmartChineseAnalyzer(), broken);
        print("standard", "1,201 code units", new StandardAnalyzer(), paragraph);
    }

    private static void print(String name, String what, Analyzer analyzer, String text) throws IOException {
        int count = 0;
        int halves = 0;
        try (analyzer;
                TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                count++;
                if (term.length() == 1 && Character.isSurrogate(term.charAt(0))) {
                    halves++;
                }
            }
            tokens.end();
        }
        System.out.printf("%-10s  %-32s  tokens %d  of them half a character %d%n", name, what, count, halves);
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' -d classes Halves.java
java -cp 'classes:lib/*' Halves 2>log | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
smartcn     1,201 code units                  tokens 602  of them half a character 2
smartcn     the same with a line break        tokens 600  of them half a character 0
standard    1,201 code units                  tokens 601  of them half a character 0
SEEN
