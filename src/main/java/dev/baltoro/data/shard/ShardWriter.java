package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Writes one shard file; it is complete, and on the disk, once [#finish()] has returned.
final class ShardWriter implements AutoCloseable {
    private final FileChannel channel;
    private final int vocabSize;
    private final int bytesPerToken;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    private long[] starts = new long[1 << 10];
    private int documents;
    private long tokens;

    ShardWriter(Path file, int vocabSize) throws IOException {
        this.vocabSize = vocabSize;
        this.bytesPerToken = ShardLayout.bytesPerToken(vocabSize);
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        buffer.put(layout().header()); // a place holder until the counts are known
    }

    long tokens() {
        return tokens;
    }

    int documents() {
        return documents;
    }

    void append(int[] document) throws IOException {
        if (documents == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[documents] = tokens;
        documents++;
        for (int token : document) {
            if (token < 0 || token >= vocabSize) {
                throw new DataException(
                        "token %d is outside the vocabulary of %d: the tokenizer is broken"
                                .formatted(token, vocabSize));
            }
            room(4);
            if (bytesPerToken == 2) {
                buffer.putShort((short) token);
            } else {
                buffer.putInt(token);
            }
        }
        tokens += document.length;
    }

    void finish() throws IOException {
        room(8);
        long end = ShardLayout.HEADER_BYTES + tokens * bytesPerToken;
        for (long at = end; at < layout().indexOffset(); at++) {
            buffer.put((byte) 0);
        }
        for (int i = 0; i < documents; i++) {
            room(8);
            buffer.putLong(starts[i]);
        }
        drain();
        channel.position(0);
        buffer.put(layout().header());
        drain();
        channel.force(true);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ShardLayout layout() {
        return new ShardLayout(bytesPerToken, tokens, documents, vocabSize);
    }

    private void room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            drain();
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
