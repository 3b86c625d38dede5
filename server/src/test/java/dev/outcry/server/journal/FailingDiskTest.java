package dev.outcry.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Timeout(60)
class FailingDiskTest {
    private static final int BATCH = 500;

    @TempDir private Path directory;

    /// When a statement is to fail, and how.
    private record Fault(String statement, boolean afterwards, SQLiteErrorCode code) {}

    private volatile Fault fault = new Fault("", false, SQLiteErrorCode.SQLITE_OK);

    private static List<Long> positions(Journal journal) {
        List<Long> positions = new ArrayList<>();
        journal.read(0, entry -> positions.add(entry.pos()));
        return positions;
    }

    private static List<Entry> batch(Journal journal) {
        long from = journal.last() + 1;
        return Entries.list(from, from + BATCH - 1, pos -> Entries.say(pos, "text ".repeat(50)));
    }

    private static void appendUntilFull(Journal journal) {
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                journal.append(batch(journal));
                            }
                        })
                .isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("full")
                .hasMessageContaining("log.db");
    }

    private static void isWhole(Journal journal) {
        List<Long> positions = positions(journal);
        assertThat(journal.last() % BATCH).isZero();
        assertThat(positions).hasSize((int) journal.last());
        assertThat(positions.getLast()).isEqualTo(journal.last());
    }

    @Test
    void leavesNothingOfABatchThatTheFileHasNoRoomForAndGoesOnWhenItHas() throws SQLException {
        Path file = directory.resolve("log.db");
        Connection connection = LogDatabase.forWriting(file);
        try (Journal journal = new SqliteJournal(file, connection, "1.0.0");
                Statement limit = connection.createStatement()) {
            limit.execute("PRAGMA max_page_count = 300");
            appendUntilFull(journal);
            assertThat(journal.last()).isPositive();
            isWhole(journal);

            limit.execute("PRAGMA max_page_count = 3000");
            long before = journal.last();
            journal.append(batch(journal));
            assertThat(journal.last()).isEqualTo(before + BATCH);
            isWhole(journal);
        }
    }

    @Test
    void leavesNothingOfABatchThatADiskHasNoRoomForAndGoesOnWhenItHas() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
                "a small disk can't be mounted here: that takes root");
        try (Journal journal = SqliteJournal.open(disk, "1.0.0")) {
            appendUntilFull(journal);
            appendUntilFull(journal);
            isWhole(journal);
            assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isTrue();
            long before = journal.last();
            journal.append(batch(journal));
            assertThat(journal.last()).isEqualTo(before + BATCH);
            isWhole(journal);
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void leavesNothingOfABatchThatFailsBeforeItsCommit() throws SQLException {
        for (SQLiteErrorCode code :
                List.of(
                        SQLiteErrorCode.SQLITE_FULL,
                        SQLiteErrorCode.SQLITE_READONLY,
                        SQLiteErrorCode.SQLITE_CANTOPEN,
                        SQLiteErrorCode.SQLITE_BUSY,
                        SQLiteErrorCode.SQLITE_IOERR_WRITE)) {
            for (String statement : List.of("BEGIN", "INSERT INTO entries", "COMMIT")) {
                try (Journal journal = faulty()) {
                    journal.append(batch(journal));
                    long before = journal.last();
                    fault = new Fault(statement, false, code);

                    assertThatThrownBy(() -> journal.append(batch(journal)))
                            .isInstanceOf(JournalUnavailableException.class);
                    assertThat(positions(journal)).hasSize((int) before);

                    fault = new Fault("", false, code);
                    journal.append(batch(journal));
                    isWhole(journal);
                }
            }
        }
    }

    @Test
    void keepsABatchWhoseCommitFailedButHappened() throws SQLException {
        try (Journal journal = faulty()) {
            fault = new Fault("COMMIT", true, SQLiteErrorCode.SQLITE_FULL);

            journal.append(batch(journal));

            assertThat(journal.last()).isEqualTo(BATCH);
            isWhole(journal);
        }
    }

    @Test
    void saysOfAnyOtherFailureThatNobodyKnows() throws SQLException {
        for (SQLiteErrorCode code :
                List.of(
                        SQLiteErrorCode.SQLITE_IOERR_FSYNC,
                        SQLiteErrorCode.SQLITE_IOERR_READ,
                        SQLiteErrorCode.SQLITE_INTERNAL)) {
            try (Journal journal = faulty()) {
                fault = new Fault("COMMIT", false, code);

                assertThatThrownBy(() -> journal.append(batch(journal)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("log.db");
                fault = new Fault("", false, code);
            }
        }
    }

    @Test
    void staysWhereItIsWhenItCannotBeCut() throws SQLException {
        try (Journal journal = faulty()) {
            journal.append(batch(journal));
            long before = journal.first();
            fault = new Fault("COMMIT", false, SQLiteErrorCode.SQLITE_FULL);

            assertThatThrownBy(() -> journal.cut(10))
                    .isInstanceOf(JournalUnavailableException.class);

            assertThat(journal.first()).isEqualTo(before);
            isWhole(journal);
        }
    }

    private SqliteJournal faulty() throws SQLException {
        Path file = directory.resolve("log.db");
        Connection connection = LogDatabase.forWriting(file);
        Connection faulty =
                around(
                        Connection.class,
                        (_, method, arguments) -> {
                            Object made = call(() -> method.invoke(connection, arguments));
                            return switch (made) {
                                case PreparedStatement prepared ->
                                        faulty(
                                                PreparedStatement.class,
                                                prepared,
                                                (String) arguments[0]);
                                case Statement statement -> faulty(Statement.class, statement, "");
                                case null, default -> made;
                            };
                        });
        return new SqliteJournal(file, faulty, "1.0.0");
    }

    private <T extends Statement> T faulty(Class<T> type, T statement, String prepared) {
        return around(
                type,
                (_, method, arguments) -> {
                    String sql = arguments == null ? prepared : String.valueOf(arguments[0]);
                    boolean fails =
                            method.getName().startsWith("execute")
                                    && !fault.statement.isEmpty()
                                    && sql.startsWith(fault.statement);
                    if (fails && !fault.afterwards) {
                        throw new SQLiteException("a test's", fault.code);
                    }
                    Object result = call(() -> method.invoke(statement, arguments));
                    if (fails) {
                        throw new SQLiteException("a test's", fault.code);
                    }
                    return result;
                });
    }

    private static <T> T around(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
