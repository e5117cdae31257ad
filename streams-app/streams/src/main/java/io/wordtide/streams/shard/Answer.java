package io.wordtide.streams.shard;

import io.wordtide.learn.RefinedPart;
import io.wordtide.learn.Round;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What an instance that holds a shard says to a model's task.
 *
 * @param shard of the instance
 * @param part the shard's part of the round; not meant without {@code refined}
 * @param refined empty if the instance has no replica in the state that the round meets, and needs one
 */
record Answer(RoundId round, int shard, int part, Optional<RefinedPart> refined) {

    static Answer refined(RoundId round, int shard, int part, RefinedPart refined) {
        return new Answer(round, shard, part, Optional.of(refined));
    }

    static Answer needsState(RoundId round, int shard) {
        return new Answer(round, shard, 0, Optional.empty());
    }

    /** Whether it brings a part that a round has: an instance of another version may cut it otherwise. */
    boolean fits(Round opened) {
        return 0 <= part
                && part < opened.partCount()
                && refined.isPresent()
                && refined.get().documentCount() == opened.documentCount(part);
    }

    byte[] encode() {
        return Frame.encode(out -> {
            out.writeLong(round.sender());
            out.writeLong(round.number());
            out.writeInt(shard);
            out.writeInt(part);
            out.writeBoolean(refined.isPresent());
            if (refined.isPresent()) {
                PartFrames.write(refined.get(), out);
            }
        });
    }

    /** @throws java.io.UncheckedIOException if it is no answer */
    static Answer decode(byte[] bytes) {
        return Frame.decode(bytes, Answer::read);
    }

    private static Answer read(DataInputStream in) throws IOException {
        RoundId round = new RoundId(in.readLong(), in.readLong());
        int shard = in.readInt();
        int part = in.readInt();
        return new Answer(round, shard, part, in.readBoolean() ? Optional.of(PartFrames.read(in)) : Optional.empty());
    }
}
