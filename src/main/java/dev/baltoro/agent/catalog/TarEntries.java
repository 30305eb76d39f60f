package dev.baltoro.agent.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The files of a tar archive, in the forms that tar has written for thirty years: ustar's split
/// names, GNU's and pax's long ones.
final class TarEntries {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int LONG_NAME_BYTES_MAX = 1 << 16;

    private TarEntries() {}

    /// Who takes the files.
    @FunctionalInterface
    interface Sink {
        void file(String name, byte[] bytes) throws IOException;
    }

    /// Reads all files up to a size; longer ones are passed over.
    static void read(InputStream in, Sink sink) throws IOException {
        String longName = "";
        for (byte[] head = in.readNBytes(BLOCK); !isEnd(head); head = in.readNBytes(BLOCK)) {
            long size = size(head);
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            char type = (char) head[TYPE_AT];
            boolean named = type == 'L' || type == 'x';
            boolean file = type == '0' || type == '\0';
            long most = named ? LONG_NAME_BYTES_MAX : ServerDump.FILE_BYTES_MAX;
            if (!named && !file || size > most) {
                in.skipNBytes(padded);
                longName = type == 'g' ? longName : "";
                continue;
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                throw new IOException("the archive ends within " + name(head));
            }
            in.skipNBytes(padded - size);
            if (named) {
                longName = longName(type, new String(bytes, StandardCharsets.UTF_8));
            } else {
                sink.file(longName.isEmpty() ? name(head) : longName, bytes);
                longName = "";
            }
        }
    }

    private static boolean isEnd(byte[] head) throws IOException {
        if (head.length > 0 && head.length < BLOCK) {
            throw new IOException("the archive ends within a file's head");
        }
        return head.length == 0 || head[0] == 0;
    }

    private static String longName(char type, String text) {
        if (type == 'L') {
            return text.replace("\0", "");
        }
        for (String line : text.split("\n", -1)) { // "LENGTH path=NAME"
            int path = line.indexOf(" path=");
            if (path > 0) {
                return line.substring(path + " path=".length());
            }
        }
        return "";
    }

    private static String name(byte[] head) {
        String name = text(head, 0, NAME_BYTES);
        boolean ustar = text(head, 257, 5).equals("ustar");
        String prefix = ustar ? text(head, PREFIX_AT, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long size(byte[] head) throws IOException {
        String octal = text(head, SIZE_AT, SIZE_BYTES).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new IOException(name(head) + " has no size; is this a tar archive?");
        }
        return Long.parseLong(octal, 8);
    }

    private static String text(byte[] head, int at, int length) {
        String text = new String(head, at, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
