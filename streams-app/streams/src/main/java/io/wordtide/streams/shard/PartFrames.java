package io.wordtide.streams.shard;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.learn.RefinedPart;
import io.wordtide.linalg.Matrix;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A {@link RefinedPart} within a message. Stateless, thread-safe. */
final class PartFrames {

    private PartFrames() {}

    static void write(RefinedPart part, DataOutputStream out) throws IOException {
        out.writeInt(part.documentCount());
        out.writeInt(part.refined().latentSize());
        out.writeInt(part.refinerState().length);
        writeFloats(part.refined().mean().values(), out);
        writeFloats(part.refined().logVariance().values(), out);
        for (boolean turned : part.refined().turned()) {
            out.writeBoolean(turned);
        }
        writeDoubles(part.amortizedElbo().reconstruction(), out);
        writeDoubles(part.amortizedElbo().klDivergence(), out);
        writeDoubles(part.refinerState(), out);
    }

    static RefinedPart read(DataInputStream in) throws IOException {
        int documentCount = Frame.readCount(in, 2 * Double.BYTES);
        int latentSize = Frame.readCount(in, 0);
        int refinerState = Frame.readCount(in, Double.BYTES);
        Matrix mean = readMatrix(in, documentCount, latentSize);
        Matrix logVariance = readMatrix(in, documentCount, latentSize);
        boolean[] turned = new boolean[documentCount];
        for (int d = 0; d < documentCount; d++) {
            turned[d] = in.readBoolean();
        }
        Elbo amortizedElbo = new Elbo(readDoubles(in, documentCount), readDoubles(in, documentCount));
        return new RefinedPart(
                new VariationalParameters(mean, logVariance, turned, null),
                amortizedElbo,
                readDoubles(in, refinerState));
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static void writeDoubles(double[] values, DataOutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        out.write(bytes.array());
    }

    private static Matrix readMatrix(DataInputStream in, int rows, int columns) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Frame.readBytes(in, (long) rows * columns * Float.BYTES));
        float[] values = new float[rows * columns];
        bytes.asFloatBuffer().get(values);
        return new Matrix(rows, columns, values);
    }

    private static double[] readDoubles(DataInputStream in, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Frame.readBytes(in, (long) length * Double.BYTES));
        double[] values = new double[length];
        bytes.asDoubleBuffer().get(values);
        return values;
    }
}
