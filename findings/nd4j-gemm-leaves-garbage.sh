#!/usr/bin/env bash
# Package:   org.nd4j:nd4j-native 1.0.0-M2.1 (Maven Central)
# Guess:     Nd4j.gemm into a result that exists already leaves next to nothing on the Java heap, some 100 bytes at most:
#            all three arrays are outside of it, and the product is one call of BLAS.
# Behaviour: each call allocates about 5 kB of Java objects, whatever the size of the product. cblas_sgemm of the OpenBLAS
#            that ND4J itself brings along, on the same memory, allocates nothing.
# Seen:      Nd4j.gemm      16 x 16  4 to 7 kB a call
#            Nd4j.gemm    128 x 128  4 to 7 kB a call
#            cblas_sgemm  128 x 128  0 kB a call
# Run:       a JDK 17 or newer and Maven, on x86-64 Linux; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
  </dependencies>
</project>
POM

cat >Garbage.java <<'JAVA'
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class Garbage {
    private static final int CALLS = 5_000;

    public static void main(String[] args) {
        System.out.println("Nd4j.gemm      16 x 16  " + perCall(gemm(16)));
        System.out.println("Nd4j.gemm    128 x 128  " + perCall(gemm(128)));
        System.out.println("cblas_sgemm  128 x 128  " + perCall(cblas(128)));
    }

    private static INDArray ones(int n) {
        return Nd4j.ones(n, n).dup('f');
    }

    private static Runnable gemm(int n) {
        INDArray a = ones(n), b = ones(n), c = ones(n);
        return () -> Nd4j.gemm(a, b, c, false, false, 1, 0);
    }

    private static Runnable cblas(int n) {
        INDArray a = ones(n), b = ones(n), c = ones(n);
        FloatPointer x = new FloatPointer(a.data().pointer());
        FloatPointer y = new FloatPointer(b.data().pointer());
        FloatPointer z = new FloatPointer(c.data().pointer());
        return () -> openblas.cblas_sgemm(
                openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, n, n, n, 1, x, n, y, n, 0, z, n);
    }

    /** Mean over many calls, after as many that warm the JVM up. */
    private static String perCall(Runnable call) {
        allocated(call);
        double kilobytes = allocated(call) / 1e3 / CALLS;
        return kilobytes >= 4 && kilobytes <= 7
                ? "4 to 7 kB a call"
                : kilobytes < 0.05 ? "0 kB a call" : kilobytes + " kB a call";
    }

    private static long allocated(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
JAVA

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 java -cp 'lib/*' Garbage.java >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
Nd4j.gemm      16 x 16  4 to 7 kB a call
Nd4j.gemm    128 x 128  4 to 7 kB a call
cblas_sgemm  128 x 128  0 kB a call
SEEN
