package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.zip.CRC32C;

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
    private final BitSet mask = new BitSet();
    private boolean masked;

    ShardWriter(Path file, int vocabSize) throws IOException {
        this.vocabSize = vocabSize;
        this.bytesPerToken = ShardLayout.bytesPerToken(vocabSize);
        this.channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        buffer.put(layout().header()); // a place holder until the counts are known
    }

    long tokens() {
        return tokens;
    }

    int documents() {
        return documents;
    }

    /// Adds a document.
    ///
    /// @param learned which of its tokens a loss counts; all of them if absent
    void append(int[] document, Optional<BitSet> learned) throws IOException {
        if (documents == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[documents] = tokens;
        documents++;
        learn(document.length, learned);
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

    /// The mask plane is kept in memory, an eighth of a byte a token, and only written if a
    /// document has a mask.
    private void learn(int length, Optional<BitSet> learned) {
        int first = Math.toIntExact(tokens);
        if (learned.isEmpty()) {
            mask.set(first, first + length);
            return;
        }
        masked = true;
        learned.get().stream().filter(i -> i < length).forEach(i -> mask.set(first + i));
    }

    void finish() throws IOException {
        padTo(layout().maskOffset());
        if (masked) {
            byte[] plane = mask.toByteArray(); // without the zeros at its end
            for (byte bits : plane) {
                room(1);
                buffer.put(bits);
            }
            padTo(layout().indexOffset());
        }
        for (int i = 0; i < documents; i++) {
            room(8);
            buffer.putLong(starts[i]);
        }
        drain();
        channel.position(0);
        buffer.put(layout().header());
        drain();
        channel.position(layout().sumsOffset());
        for (int block = 0; block < layout().blocks(); block++) {
            room(4);
            buffer.putInt(sum(block));
        }
        drain();
        channel.force(true);
        channel.close();
    }

    /// The CRC-32C of a block of what is written.
    private int sum(int block) throws IOException {
        long at = (long) block * ShardLayout.BLOCK_BYTES;
        int length = (int) Math.min(ShardLayout.BLOCK_BYTES, layout().sumsOffset() - at);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            // until the block is full
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.flip());
        return (int) sum.getValue();
    }

    private void padTo(long place) throws IOException {
        for (long at = channel.position() + buffer.position(); at < place; at++) {
            room(1);
            buffer.put((byte) 0);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ShardLayout layout() {
        return new ShardLayout(
                ShardLayout.VERSION, bytesPerToken, tokens, documents, vocabSize, masked);
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
