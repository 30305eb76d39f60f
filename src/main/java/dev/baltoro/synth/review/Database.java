package dev.baltoro.synth.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// An SQLite database with one connection, which threads take in turns.
///
/// It writes ahead (WAL) and syncs at each commit: what has been committed outlasts a kill and a
/// power cut, and another process may read meanwhile. Every failure is an [UncheckedIOException] of
/// one line.
final class Database implements AutoCloseable {
    /// Another process that writes is waited for this long.
    private static final int BUSY_MILLIS = 10_000;

    /// Rows that are sent to the database at once.
    private static final int BATCH_ROWS = 1_000;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// What is made of one row.
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// {@return the database in `file`, which is made if need be}
    ///
    /// @param version of its tables; a file of another version is refused
    /// @param schema makes the tables of a new file
    static Database open(Path file, int version, String schema) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            Database database = new Database(file, config.createConnection("jdbc:sqlite:" + file));
            try {
                database.prepare(version, schema);
                return database;
            } catch (UncheckedIOException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void prepare(int version, String schema) {
        atomically(() -> {
            long found = number("PRAGMA user_version");
            if (found == 0) {
                for (String statement : schema.split(";\\s*\\R", -1)) {
                    if (!statement.isBlank()) {
                        update(statement);
                    }
                }
                update("PRAGMA user_version = " + version);
            } else if (found != version) {
                throw new UncheckedIOException(
                        new IOException(
                                "%s has tables of version %d, and this program's are %d; use the program that made it, or move it away"
                                        .formatted(file, found, version)));
            }
            return found;
        });
    }

    /// {@return what `work` gives; all that it changes is kept, or nothing if it throws}
    <T> T atomically(Supplier<T> work) {
        turn.lock();
        try {
            if (turn.getHoldCount() > 1) {
                return work.get(); // part of a larger whole
            }
            update("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = work.get();
                update("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /// SQLite rolls back by itself where the disk fails; then there is nothing to roll back.
    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException done) {
            // the failure that led here is what the caller is told
        }
    }

    /// {@return how many rows a statement has changed}
    int update(String sql, Object... values) {
        turn.lock();
        try (PreparedStatement statement = bound(sql, values)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            turn.unlock();
        }
    }

    /// {@return what is made of all rows}
    <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
        turn.lock();
        try (PreparedStatement statement = bound(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            turn.unlock();
        }
    }

    /// {@return what is made of the first row}
    <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /// {@return the number that a question has for an answer}
    long number(String sql, Object... values) {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, value(values[i]));
        }
    }

    /// {@return a value as SQLite has it: no booleans, and null for what is absent}
    private static @Nullable Object value(Object value) {
        return switch (value) {
            case Boolean yes -> yes ? 1 : 0;
            case Optional<?> maybe -> maybe.isPresent() ? value(maybe.get()) : null;
            default -> value;
        };
    }

    /// {@return a writer of many rows; to be used and closed within [#atomically]}
    Rows rows(String sql) {
        try {
            return new Rows(connection.prepareStatement(sql));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /// Writes many rows by one statement.
    final class Rows implements AutoCloseable {
        private final PreparedStatement statement;
        private int waiting;

        private Rows(PreparedStatement statement) {
            this.statement = statement;
        }

        void add(Object... values) {
            try {
                bind(statement, values);
                statement.addBatch();
                if (++waiting == BATCH_ROWS) {
                    flush();
                }
            } catch (SQLException e) {
                throw failure(file, e);
            }
        }

        void flush() {
            try {
                statement.executeBatch();
                waiting = 0;
            } catch (SQLException e) {
                throw failure(file, e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw failure(file, e);
            }
        }
    }

    private static UncheckedIOException failure(Path file, SQLException cause) {
        String why = String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        String advice =
                why.contains("SQLITE_NOTADB") ? "; it is no database of reviews, move it away" : "";
        return new UncheckedIOException(
                new IOException("%s: %s%s".formatted(file, why, advice), cause));
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            turn.unlock();
        }
    }
}
