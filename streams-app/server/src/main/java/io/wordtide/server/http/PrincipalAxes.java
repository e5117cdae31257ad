package io.wordtide.server.http;

import io.wordtide.linalg.SymmetricEigen;
import java.util.List;

/**
 * Unit vectors projected onto the two directions in which they vary most:
 *
 * <pre>
 * u_i = v_i / |v_i| - mean_j (v_j / |v_j|)     place_i = (u_i . a_1, u_i . a_2)
 * a_1, a_2: eigenvectors of sum_i u_i u_i^T with the greatest eigenvalues
 * </pre>
 *
 * <p>Signs are such that the largest component of each axis is positive. A vector of zeros is not scaled.
 *
 * @param places [V][2], double precision
 */
record PrincipalAxes(double[][] places) {

    /** @param vectors V vectors of K numbers, which are not changed */
    static PrincipalAxes of(List<float[]> vectors) {
        if (vectors.isEmpty()) {
            return new PrincipalAxes(new double[0][]);
        }
        double[][] units = vectors.stream().map(PrincipalAxes::unit).toArray(double[][]::new); // [V][K]
        centre(units);
        int size = units[0].length;
        double[] scatter = new double[size * size]; // [K, K]
        for (double[] unit : units) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    scatter[i * size + j] += unit[i] * unit[j];
                }
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(scatter, size);
        double[] first = axis(eigen, size - 1);
        double[] second = size > 1 ? axis(eigen, size - 2) : new double[size];
        double[][] places = new double[units.length][];
        for (int v = 0; v < units.length; v++) {
            places[v] = new double[] {dot(units[v], first), dot(units[v], second)};
        }
        return new PrincipalAxes(places);
    }

    private static double[] unit(float[] vector) {
        double norm = 0;
        for (float value : vector) {
            norm += (double) value * value;
        }
        norm = Math.sqrt(norm);
        double[] unit = new double[vector.length];
        for (int k = 0; k < unit.length; k++) {
            unit[k] = norm == 0 ? 0 : vector[k] / norm;
        }
        return unit;
    }

    private static void centre(double[][] units) {
        for (int k = 0; k < units[0].length; k++) {
            double sum = 0;
            for (double[] unit : units) {
                sum += unit[k];
            }
            double mean = sum / units.length;
            for (double[] unit : units) {
                unit[k] -= mean;
            }
        }
    }

    private static double[] axis(SymmetricEigen eigen, int column) {
        double[] axis = new double[eigen.values().length];
        double largest = 0;
        for (int k = 0; k < axis.length; k++) {
            axis[k] = eigen.vectors().get(k, column);
            largest = Math.abs(axis[k]) > Math.abs(largest) ? axis[k] : largest;
        }
        for (int k = 0; largest < 0 && k < axis.length; k++) {
            axis[k] = -axis[k];
        }
        return axis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
