#!/usr/bin/env bash
# Package:   com.fasterxml.jackson.core:jackson-databind 2.22.1 (Maven Central)
# Guess:     a tree that ObjectMapper reads and writes again is the same JSON value, up to the digits that a double holds.
#            1e400, a valid JSON number that no double holds, is refused or becomes the largest double.
# Behaviour: it is read as Infinity, and written as the string "Infinity": a number has become a string, without an error, in
#            an array of numbers as well. asText() gives "Infinity" too. With USE_BIG_DECIMAL_FOR_FLOATS it stays a number,
#            but then 10000000.0 becomes 1E+7, unless STRIP_TRAILING_BIGDECIMAL_ZEROES is disabled as well.
# Seen:      as it comes  [1e400,10000000.0] -> ["Infinity",1.0E7]
#            big decimals  [1e400,10000000.0] -> [1E+400,1E+7]
#            big decimals, zeroes not stripped  [1e400,10000000.0] -> [1E+400,10000000.0]
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.22.1</version></dependency>
  </dependencies>
</project>
POM

cat >RoundTrip.java <<'JAVA'
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

public class RoundTrip {
    private static final String JSON = "[1e400,10000000.0]";

    public static void main(String[] args) throws Exception {
        JsonMapper.Builder exact = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        print("as it comes", new ObjectMapper());
        print("big decimals", exact.build());
        print("big decimals, zeroes not stripped", exact.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build());
    }

    private static void print(String name, ObjectMapper mapper) throws Exception {
        System.out.println(name + "  " + JSON + " -> " + mapper.writeValueAsString(mapper.readTree(JSON)));
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
java -cp 'lib/*' RoundTrip.java >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
as it comes  [1e400,10000000.0] -> ["Infinity",1.0E7]
big decimals  [1e400,10000000.0] -> [1E+400,1E+7]
big decimals, zeroes not stripped  [1e400,10000000.0] -> [1E+400,10000000.0]
SEEN
