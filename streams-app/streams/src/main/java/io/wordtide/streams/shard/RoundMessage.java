package io.wordtide.streams.shard;

import io.wordtide.learn.RefinedPart;
import io.wordtide.text.BagOfWords;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a model's task says to the replicas of the model, on the topic of rounds. */
sealed interface RoundMessage {

    /**
     * A round is to be refined. Written before anybody refines it.
     *
     * @param digest of the state that the round meets ({@code OnlineLearner.digest})
     * @param asked whether answers are wanted; else replicas only keep up
     */
    record Opened(RoundId round, long digest, boolean asked, List<BagOfWords> bags) implements RoundMessage {}

    /** The round's parts have been merged; replicas take the same step as the model's task. */
    record Merged(RoundId round, RefinedPart refined) implements RoundMessage {}

    /**
     * The whole state of the model, for replicas that differ from it or have just begun.
     *
     * @param state from {@link ModelState}
     */
    record State(byte[] state) implements RoundMessage {}

    byte OPENED = 0;
    byte MERGED = 1;
    byte STATE = 2;

    /** The message as bytes, which {@link #decode} reads. */
    default byte[] encode() {
        return Frame.encode(this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        if (this instanceof Opened opened) {
            out.writeByte(OPENED);
            write(opened.round(), out);
            out.writeLong(opened.digest());
            out.writeBoolean(opened.asked());
            write(opened.bags(), out);
        } else if (this instanceof Merged merged) {
            out.writeByte(MERGED);
            write(merged.round(), out);
            PartFrames.write(merged.refined(), out);
        } else if (this instanceof State state) {
            out.writeByte(STATE);
            out.writeInt(state.state().length);
            out.write(state.state());
        }
    }

    private static void write(RoundId round, DataOutputStream out) throws IOException {
        out.writeLong(round.sender());
        out.writeLong(round.number());
    }

    private static void write(List<BagOfWords> bags, DataOutputStream out) throws IOException {
        out.writeInt(bags.size());
        for (BagOfWords bag : bags) {
            out.writeInt(bag.terms().size());
            for (int i = 0; i < bag.terms().size(); i++) {
                Frame.writeText(bag.terms().get(i), out);
                out.writeInt(bag.counts()[i]);
            }
        }
    }

    /** @throws java.io.UncheckedIOException if it is no such message */
    static RoundMessage decode(byte[] bytes) {
        return Frame.decode(bytes, RoundMessage::read);
    }

    private static RoundMessage read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case OPENED -> new Opened(readRound(in), in.readLong(), in.readBoolean(), readBags(in));
            case MERGED -> new Merged(readRound(in), PartFrames.read(in));
            case STATE -> new State(Frame.readBytes(in, in.readInt()));
            default -> throw new IOException("expected a kind of message from 0 to 2, found " + kind);
        };
    }

    private static RoundId readRound(DataInputStream in) throws IOException {
        return new RoundId(in.readLong(), in.readLong());
    }

    private static List<BagOfWords> readBags(DataInputStream in) throws IOException {
        int count = Frame.readCount(in, Integer.BYTES);
        List<BagOfWords> bags = new ArrayList<>(count);
        for (int d = 0; d < count; d++) {
            int length = Frame.readCount(in, 2 * Integer.BYTES);
            List<String> terms = new ArrayList<>(length);
            int[] counts = new int[length];
            for (int i = 0; i < length; i++) {
                terms.add(Frame.readText(in));
                counts[i] = in.readInt();
            }
            bags.add(new BagOfWords(terms, counts));
        }
        return bags;
    }
}
