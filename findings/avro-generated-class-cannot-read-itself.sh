#!/usr/bin/env bash
# Packages:  org.apache.avro:avro and avro-compiler, 1.12.2 against 1.12.0 (Maven Central)
# Guess:     a class that Avro's compiler generated reads back what it has just written. Avro's trusted packages
#            (SERIALIZABLE_PACKAGES, since 1.11.4) protect against classes that a schema from outside names; here the
#            program itself asks for the class, through the generated method fromByteBuffer.
# Behaviour: true with 1.12.0. With 1.12.2 the generated toByteBuffer writes and the generated fromByteBuffer throws
#            SecurityException, unless the class or its package is declared trusted: an upgrade within 1.12 needs code or
#            a system property in every program that reads generated records.
# Seen:      1.12.0  read Ada
#            1.12.2  SecurityException
#            1.12.2, -Dorg.apache.avro.SERIALIZABLE_PACKAGES=example  read Ada
# Run:       a JDK 17 or newer and Maven; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >people.avpr <<'PROTOCOL'
{"protocol": "People", "namespace": "example", "messages": {}, "types": [
  {"type": "record", "name": "Person", "fields": [{"name": "name", "type": "string"}]}]}
PROTOCOL

cat >RoundTrip.java <<'JAVA'
import example.Person;

public class RoundTrip {
    public static void main(String[] args) throws Exception {
        Person person = Person.newBuilder().setName("Ada").build();
        try {
            System.out.println("read " + Person.fromByteBuffer(person.toByteBuffer()).getName());
        } catch (SecurityException e) {
            System.out.println("SecurityException");
        }
    }
}
JAVA

# installs one version, generates and compiles the class with it, and runs the round trip
round_trip() {
  local version=$1
  shift
  if [ ! -d "$version" ]; then
    mkdir "$version"
    cat >"$version/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro-compiler</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
    mvn -q -B -f "$version/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
    java -cp "$version/lib/*" org.apache.avro.compiler.specific.SpecificCompiler people.avpr "$version" >&2
    javac -cp "$version/lib/*" -d "$version/classes" "$version"/example/*.java RoundTrip.java
  fi
  java "$@" -cp "$version/classes:$version/lib/*" RoundTrip
}

{
  echo "1.12.0  $(round_trip 1.12.0)"
  echo "1.12.2  $(round_trip 1.12.2)"
  echo "1.12.2, -Dorg.apache.avro.SERIALIZABLE_PACKAGES=example  $(round_trip 1.12.2 -Dorg.apache.avro.SERIALIZABLE_PACKAGES=example)"
} >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
1.12.0  read Ada
1.12.2  SecurityException
1.12.2, -Dorg.apache.avro.SERIALIZABLE_PACKAGES=example  read Ada
SEEN
