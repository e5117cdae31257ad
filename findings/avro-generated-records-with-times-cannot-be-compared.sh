#!/usr/bin/env bash
# Package:   org.apache.avro:avro and avro-compiler 1.12.2 (Maven Central)
# Guess:     a record of a generated class is equal to what is read back of it, whichever of the two is asked.
# Behaviour: with a nullable time in a record in an array it depends on who is asked. The record that was written says yes; the one
#            that was read throws an AvroRuntimeException ("Unknown datum type java.time.Instant"), since Avro's own list, which
#            only reading makes, compares its elements with the generic model, which has no conversion for times. Without the
#            array, or element by element, both say yes.
# Seen:      the record:         written equals read: true  read equals written: AvroRuntimeException
#            its array:          written equals read: true  read equals written: AvroRuntimeException
#            the record in it:   written equals read: true  read equals written: true
# Run:       a JDK 17 or newer and Maven. Exits with 1 if any of the lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.avro</groupId><artifactId>avro-compiler</artifactId><version>1.12.2</version></dependency>
  </dependencies>
</project>
POM

cat >Parcel.avsc <<'AVSC'
{"type": "record", "name": "Parcel", "fields": [
  {"name": "sent", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
  {"name": "stops", "type": {"type": "array", "items": {"type": "record", "name": "Stop", "fields": [
    {"name": "reached", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null}]}}}]}
AVSC

cat >Generate.java <<'JAVA'
import java.io.File;
import org.apache.avro.compiler.specific.SpecificCompiler;

public class Generate {
    public static void main(String[] args) throws Exception {
        SpecificCompiler.compileSchema(new File("Parcel.avsc").getAbsoluteFile(), new File("generated"));
    }
}
JAVA

cat >Compare.java <<'JAVA'
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

public class Compare {
    public static void main(String[] args) throws Exception {
        System.setProperty("org.apache.avro.SERIALIZABLE_CLASSES", "Parcel,Stop");
        Instant time = Instant.parse("2024-05-06T07:08:09Z");
        Parcel parcel = new Parcel(time, List.of(new Stop(time)));
        Parcel readBack = Parcel.fromByteBuffer(parcel.toByteBuffer());
        compare("the record:", parcel, readBack);
        compare("its array:", parcel.getStops(), readBack.getStops());
        compare("the record in it:", parcel.getStops().get(0), readBack.getStops().get(0));
    }

    private static void compare(String what, Object written, Object read) throws Exception {
        System.out.printf(
                "%-18s  written equals read: %s  read equals written: %s%n",
                what,
                outcome(() -> written.equals(read)),
                outcome(() -> read.equals(written)));
    }

    private static Object outcome(Callable<Object> action) throws Exception {
        try {
            return action.call();
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
javac -cp 'lib/*' -d classes Generate.java
java -cp 'classes:lib/*' Generate 2>log
javac -cp 'lib/*' -d classes generated/*.java Compare.java
java -cp 'classes:lib/*' Compare 2>>log | tee found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
the record:         written equals read: true  read equals written: AvroRuntimeException
its array:          written equals read: true  read equals written: AvroRuntimeException
the record in it:   written equals read: true  read equals written: true
SEEN
