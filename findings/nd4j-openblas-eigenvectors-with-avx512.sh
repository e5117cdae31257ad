#!/usr/bin/env bash
# Package:   org.nd4j:nd4j-native 1.0.0-M2.1, its org.bytedeco:openblas 0.3.19-1.5.7; beside it openblas 0.3.31-1.5.13 (Maven Central)
# Guess:     dsyevd, LAPACK's decomposition of a symmetric matrix, gives eigenvectors that are right to 1e-12, with whichever of
#            OpenBLAS's sets of kernels; they differ in speed and in the last digits.
# Behaviour: with the kernels for AVX-512, which this release chooses by itself on Intel's servers since Skylake, the eigenvalues
#            are right and the eigenvectors are not, from 65 rows on, and no error code says so. A v and lambda v differ by as
#            much as the matrix is large. Products of matrices are right. The cause is known: OpenBLAS's issues 3454 and 2986 (one
#            library for all processors, built on a machine without AVX-512), mended in 0.3.21. ND4J has had no release since.
# Seen:      openblas 0.3.19-1.5.7, SkylakeX: 64 rows right, 65 rows wrong, 100 rows wrong
#            openblas 0.3.31-1.5.13, SkylakeX: 64 rows right, 65 rows right, 100 rows right
# Run:       a JDK 17 or newer, Maven, and a processor with AVX-512, of Intel or AMD: others exit with 2, and have shown nothing.
#            Exits with 1 if the lines differ.
set -euo pipefail

grep -q avx512dq /proc/cpuinfo || { echo "expected a processor with AVX-512, found one without" >&2; exit 2; }

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

for version in 0.3.19-1.5.7 0.3.31-1.5.13; do
  for artifact in openblas:$version openblas:$version:jar:linux-x86_64 \
    javacpp:${version#*-} javacpp:${version#*-}:jar:linux-x86_64; do
    mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
      -Dartifact=org.bytedeco:"$artifact" -DoutputDirectory="$version" >&2
  done
done

cat >Eigenvectors.java <<'JAVA'
import java.util.Random;
import org.bytedeco.openblas.global.openblas;

public class Eigenvectors {

    public static void main(String[] arguments) {
        openblas.blas_set_num_threads(1);
        StringBuilder line = new StringBuilder("openblas " + arguments[0] + ", SkylakeX:");
        String separator = " ";
        for (int n : new int[] {64, 65, 100}) {
            double residual = residual(n);
            System.err.printf("%d rows: A v and lambda v differ by at most %.1e%n", n, residual);
            line.append(separator).append(n).append(residual < 1e-9 ? " rows right" : " rows wrong");
            separator = ", ";
        }
        System.out.println(line);
    }

    static double residual(int n) {
        Random random = new Random(1);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = matrix[j * n + i] = random.nextGaussian();
            }
        }
        double[] vectors = matrix.clone();
        double[] values = new double[n];
        int code = openblas.LAPACKE_dsyevd(openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, vectors, n, values);
        if (code != 0) {
            throw new IllegalStateException("dsyevd returned " + code);
        }
        double worst = 0;
        for (int column = 0; column < n; column++) {
            for (int i = 0; i < n; i++) {
                double difference = -values[column] * vectors[i * n + column];
                for (int j = 0; j < n; j++) {
                    difference += matrix[i * n + j] * vectors[j * n + column];
                }
                worst = Math.max(worst, Math.abs(difference));
            }
        }
        return worst;
    }
}
JAVA
for version in 0.3.19-1.5.7 0.3.31-1.5.13; do
  OPENBLAS_CORETYPE=SkylakeX java -Dorg.bytedeco.javacpp.cachedir=cache -cp "$version/*" Eigenvectors.java "$version"
done >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
openblas 0.3.19-1.5.7, SkylakeX: 64 rows right, 65 rows wrong, 100 rows wrong
openblas 0.3.31-1.5.13, SkylakeX: 64 rows right, 65 rows right, 100 rows right
SEEN
