package dev.baltoro.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The content of a gzip file, all of its members one after the other (RFC 1952).
///
/// The JDK's reader takes a damaged header after the first member for the end of the file, and so
/// drops the rest in silence. Here whatever is not a whole member is an error. Zeros after the last
/// member are padding, as `gzip -t` has it.
final class GzipMembers extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int DEFLATE = 8;

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final CRC32 headerSum = new CRC32();
    private final byte[] input = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long bytes;
    private long member;
    private State state = State.BETWEEN;

    private enum State {
        /// Before a header.
        BETWEEN,
        /// In the packed bytes of a member.
        INSIDE,
        /// After the last member.
        ENDED
    }

    /// @param in the packed bytes, from the first member's header on; closed with this
    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            switch (state) {
                case BETWEEN -> state = begin() ? State.INSIDE : State.ENDED;
                case ENDED -> {
                    return -1;
                }
                case INSIDE -> {
                    int count = inflate(target, from, length);
                    if (count > 0) {
                        return count;
                    }
                }
            }
        }
    }

    /// Unpacks some bytes; 0 if a member's end was reached.
    private int inflate(byte[] target, int from, int length) throws IOException {
        while (true) {
            int count;
            try {
                count = inflater.inflate(target, from, length);
            } catch (DataFormatException e) {
                throw damaged("its packed data is damaged");
            }
            if (count > 0) {
                sum.update(target, from, count);
                bytes += count;
                return count;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                finish();
                state = State.BETWEEN;
                return 0;
            }
            if (inflater.needsDictionary()) {
                throw damaged("its packed data is damaged");
            }
            if (!fill()) {
                throw cut();
            }
            inflater.setInput(input, at, end - at);
            at = end;
        }
    }

    /// Reads the header of the next member; false if there is none.
    private boolean begin() throws IOException {
        int first = next();
        if (member > 0 && first == 0) {
            return padding();
        }
        if (first < 0) {
            if (member == 0) {
                throw cut();
            }
            return false;
        }
        member++;
        headerSum.reset();
        headerSum.update(first);
        if (first != 0x1F || headerByte() != 0x8B) {
            throw damaged(
                    member == 1
                            ? "it does not begin as gzip does"
                            : "what follows is neither gzip nor padding");
        }
        int method = headerByte();
        int flags = headerByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw damaged("its header is damaged");
        }
        for (int i = 0; i < 6; i++) { // time, how hard it was tried, operating system
            headerByte();
        }
        if ((flags & EXTRA) != 0) {
            int length = headerByte() | headerByte() << 8;
            for (int i = 0; i < length; i++) {
                headerByte();
            }
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) headerSum.getValue() & 0xFFFF;
            if ((headerByte() | headerByte() << 8) != expected) {
                throw damaged("its header is damaged");
            }
        }
        inflater.reset();
        inflater.setInput(input, at, end - at);
        at = end;
        sum.reset();
        bytes = 0;
        return true;
    }

    private void skipText(int flag) throws IOException {
        while (flag != 0 && headerByte() != 0) {
            // to the zero that ends it
        }
    }

    /// Compares sum and length of a member with what stands after it.
    private void finish() throws IOException {
        long expected = trailer();
        long length = trailer();
        if (expected != sum.getValue()) {
            throw damaged("its checksum is wrong, so what was read of it may be too");
        }
        if (length != (bytes & 0xFFFF_FFFFL)) {
            throw damaged("its length is wrong, so what was read of it may be too");
        }
    }

    private long trailer() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int next = next();
            if (next < 0) {
                throw cut();
            }
            value |= (long) next << shift;
        }
        return value;
    }

    /// Reads zeros up to the end of the file.
    private boolean padding() throws IOException {
        for (int next = 0; next >= 0; next = next()) {
            if (next != 0) {
                member++;
                throw damaged("there are zeros in its place");
            }
        }
        return false;
    }

    private int headerByte() throws IOException {
        int next = next();
        if (next < 0) {
            throw cut();
        }
        headerSum.update(next);
        return next;
    }

    private int next() throws IOException {
        return at < end || fill() ? Byte.toUnsignedInt(input[at++]) : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(input));
        return end > 0;
    }

    private IOException damaged(String what) {
        return new IOException("gzip member " + member + ": " + what);
    }

    private EOFException cut() {
        return new EOFException("gzip member " + Math.max(1, member) + " is cut off");
    }

    @Override
    public void close() throws IOException {
        inflater.close();
        in.close();
    }
}
