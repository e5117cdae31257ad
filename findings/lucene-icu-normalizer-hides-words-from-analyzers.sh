#!/usr/bin/env bash
# Packages:  org.apache.lucene:lucene-analysis-icu and lucene-analysis-common, 9.12.3 (Maven Central)
# Guess:     ICUNormalizer2CharFilter with its default, nfkc_cf, in front of one of Lucene's analyzers merges spellings of a word
#            and changes nothing else: text that is typed as usual gives the terms that it gave without it.
# Behaviour: the form takes letters apart that dictionaries and lists of stop words have whole. ThaiAnalyzer no longer finds
#            words with the vowel sara am, among them water and "to do"; ArmenianAnalyzer keeps the stop word "and", now two
#            letters. StandardAnalyzer glues what is raised to the word or number before it.
# Seen:      (terms without the filter -> with it)
#            Thai      water, expensive   2 -> 1
#            Armenian  bread and wine     2 -> 3
#            Nike™     nike ™ -> niketm
#            2½        2 -> 21⁄2
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
    <dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-analysis-icu</artifactId><version>9.12.3</version></dependency>
    <dependency><groupId>org.apache.lucene</groupId><artifactId>lucene-analysis-common</artifactId><version>9.12.3</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2

cat >Terms.java <<'JAVA'
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Terms {
    public static void main(String[] args) throws Exception {
        // nam phaeng: water, expensive
        String thai = "\u0E19\u0E49\u0E33\u0E41\u0E1E\u0E07";
        count("Thai      water, expensive", new ThaiAnalyzer(), thai);
        // hats yev gini: bread and wine
        count("Armenian  bread and wine  ", new ArmenianAnalyzer(), "\u0570\u0561\u0581 \u0587 \u0563\u056B\u0576\u056B");
        for (String text : new String[] {"Nike\u2122", "2\u00BD"}) {
            System.out.println(text + "     " + String.join(" ", plain(new StandardAnalyzer(), text)) + " -> "
                    + String.join(" ", normalized(new StandardAnalyzer(), text)));
        }
    }

    static void count(String name, Analyzer analyzer, String text) throws Exception {
        System.out.println(name + "   " + plain(analyzer, text).size() + " -> " + normalized(analyzer, text).size());
    }

    static List<String> plain(Analyzer analyzer, String text) throws Exception {
        return terms(analyzer, new StringReader(text));
    }

    static List<String> normalized(Analyzer analyzer, String text) throws Exception {
        return terms(analyzer, new ICUNormalizer2CharFilter(new StringReader(text)));
    }

    static List<String> terms(Analyzer analyzer, Reader text) throws Exception {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        return terms;
    }
}
JAVA
java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp "lib/*" Terms.java >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
Thai      water, expensive   2 -> 1
Armenian  bread and wine     2 -> 3
Nike™     nike ™ -> niketm
2½     2 -> 21⁄2
SEEN
